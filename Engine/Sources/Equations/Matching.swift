/// Pairs of equations and unknowns, each in one pair at most, as many as there can be.
public struct Matching: Sendable, Equatable {
  /// The unknown paired with each row, or −1.
  public private(set) var unknownOfRow: [Int]
  /// The row paired with each unknown, or −1.
  public private(set) var rowOfUnknown: [Int]

  /// Whether every equation and every unknown has a partner.
  public var isPerfect: Bool { !unknownOfRow.contains(-1) && !rowOfUnknown.contains(-1) }

  /// A maximum matching, by Hopcroft and Karp (1973), that keeps `hints` where it can.
  /// - Parameter hints: The unknown that each row is written to determine, where there is one.
  public init(maximumOf incidence: Incidence, hints: [Int?] = []) {
    unknownOfRow = [Int](repeating: -1, count: incidence.rowCount)
    rowOfUnknown = [Int](repeating: -1, count: incidence.unknownCount)
    for (row, hint) in hints.enumerated() {
      guard let hint, rowOfUnknown[hint] < 0, incidence.unknownsOfRow[row].contains(hint) else {
        continue
      }
      pair(row, hint)
    }
    // A free unknown of its own spares a row the exchange of partners along a path.
    for row in 0..<incidence.rowCount where unknownOfRow[row] < 0 {
      if let free = incidence.unknownsOfRow[row].first(where: { rowOfUnknown[$0] < 0 }) {
        pair(row, free)
      }
    }
    while let distance = layers(incidence) { augment(incidence, distance) }
  }

  private mutating func pair(_ row: Int, _ unknown: Int) {
    unknownOfRow[row] = unknown
    rowOfUnknown[unknown] = row
  }

  /// How many alternating steps each row is from a row without a partner; nil when no unknown
  /// without a partner can be reached.
  private func layers(_ incidence: Incidence) -> [Int]? {
    var distance = [Int](repeating: Int.max, count: incidence.rowCount)
    var queue: [Int] = []
    for row in 0..<incidence.rowCount where unknownOfRow[row] < 0 {
      distance[row] = 0
      queue.append(row)
    }
    var head = 0
    var found = false
    while head < queue.count {
      let row = queue[head]
      head += 1
      for unknown in incidence.unknownsOfRow[row] {
        let next = rowOfUnknown[unknown]
        if next < 0 {
          found = true
        } else if distance[next] == Int.max {
          distance[next] = distance[row] + 1
          queue.append(next)
        }
      }
    }
    return found ? distance : nil
  }

  /// Flips a maximal set of disjoint shortest alternating paths.
  private mutating func augment(_ incidence: Incidence, _ distances: [Int]) {
    var distance = distances
    var nextChoice = [Int](repeating: 0, count: incidence.rowCount)
    for start in 0..<incidence.rowCount where unknownOfRow[start] < 0 {
      // An explicit stack: a path may be as long as the model.
      var path = [start]
      while let row = path.last {
        let unknowns = incidence.unknownsOfRow[row]
        guard nextChoice[row] < unknowns.count else {
          distance[row] = Int.max
          path.removeLast()
          continue
        }
        let unknown = unknowns[nextChoice[row]]
        nextChoice[row] += 1
        let next = rowOfUnknown[unknown]
        if next < 0 {
          for member in path.reversed() {
            // Each row on the path takes the unknown it looked at last.
            pair(member, incidence.unknownsOfRow[member][nextChoice[member] - 1])
          }
          break
        }
        if distance[row] != Int.max && distance[next] == distance[row] + 1 { path.append(next) }
      }
    }
  }
}
