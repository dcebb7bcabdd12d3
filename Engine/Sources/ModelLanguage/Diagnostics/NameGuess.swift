/// Finds the known name that a mistyped one was probably meant to be.
enum NameGuess {
  /// Nobody misspells what is longer.
  private static let longestName = 200

  /// The nearest candidate, if one is near enough to be a slip of the keyboard.
  static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    guard name.utf8.count <= longestName else { return nil }
    let limit = name.count == 1 ? 0 : max(1, name.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      guard abs(candidate.count - name.count) <= limit else { continue }
      let distance = distance(from: Array(name.utf8), to: Array(candidate.utf8))
      guard distance <= limit else { continue }
      if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// Letters to insert, delete, replace or swap with a neighbour; a change of case counts as none.
  private static func distance(from first: [UInt8], to second: [UInt8]) -> Int {
    let first = first.map(lowercased)
    let second = second.map(lowercased)
    var older: [Int] = []
    var previous = Array(0...second.count)
    for row in 0..<first.count {
      var current = [row + 1]
      for column in 0..<second.count {
        let substitution = previous[column] + (first[row] == second[column] ? 0 : 1)
        var cost = min(substitution, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          cost = min(cost, older[column - 1] + 1)
        }
        current.append(cost)
      }
      older = previous
      previous = current
    }
    return previous[second.count]
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte + 32 : byte
  }
}
