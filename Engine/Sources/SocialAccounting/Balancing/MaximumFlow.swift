/// A network through which as much as possible is sent from node 0 to node 1, by Dinic's method.
///
/// - SeeAlso: Dinic (1970), *Soviet Mathematics Doklady* 11.
struct MaximumFlow {
  let nodeCount: Int
  /// Amounts up to this are rounding.
  let slack: Double
  private var ends: [Int32] = []
  private var room: [Double] = []
  private var nextArc: [Int32] = []
  private var firstArc: [Int32]
  private var levels: [Int32]

  static let source = 0
  static let sink = 1

  init(nodeCount: Int, slack: Double) {
    self.nodeCount = nodeCount
    self.slack = slack
    firstArc = Array(repeating: -1, count: nodeCount)
    levels = firstArc
  }

  /// Adds an arc and returns its position; `back` is the capacity the other way.
  @discardableResult
  mutating func addArc(
    from tail: Int, to head: Int, capacity: Double, back: Double = 0
  ) -> Int {
    let position = ends.count
    for (end, start, amount) in [(head, tail, capacity), (tail, head, back)] {
      ends.append(Int32(end))
      room.append(amount)
      nextArc.append(firstArc[start])
      firstArc[start] = Int32(ends.count - 1)
    }
    return position
  }

  /// How much flows back along an arc if it is undone: the flow on an arc without capacity back.
  func flow(_ arc: Int) -> Double { room[arc + 1] }

  /// Sends as much as possible and returns how much that is.
  mutating func run() -> Double {
    var total = 0.0
    while findLevels() {
      var current = firstArc
      while case let amount = sendOne(&current), amount > 0 { total += amount }
    }
    return total
  }

  /// Which nodes could be sent more of what starts at these, not through source or sink.
  func reachable(from starts: [Int]) -> [Bool] { reach(starts) { room[$0] > slack } }

  /// Which nodes could send more to these, not through source or sink.
  func reaching(_ starts: [Int]) -> [Bool] { reach(starts) { room[$0 ^ 1] > slack } }

  /// Those of some nodes that arcs among them join to one of them.
  func part(of members: [Bool], around node: Int) -> [Bool] {
    reach([node]) { members[Int(ends[$0])] }
  }

  private func reach(_ starts: [Int], _ isOpen: (Int) -> Bool) -> [Bool] {
    var seen = [Bool](repeating: false, count: nodeCount)
    var stack = starts
    for start in starts { seen[start] = true }
    while let node = stack.popLast() {
      var arc = Int(firstArc[node])
      while arc >= 0 {
        let end = Int(ends[arc])
        if end > Self.sink && !seen[end] && isOpen(arc) {
          seen[end] = true
          stack.append(end)
        }
        arc = Int(nextArc[arc])
      }
    }
    return seen
  }

  private mutating func findLevels() -> Bool {
    for node in levels.indices { levels[node] = -1 }
    levels[Self.source] = 0
    var queue = [Self.source]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      var arc = Int(firstArc[node])
      while arc >= 0 {
        let end = Int(ends[arc])
        if levels[end] < 0 && room[arc] > slack {
          levels[end] = levels[node] + 1
          queue.append(end)
        }
        arc = Int(nextArc[arc])
      }
    }
    return levels[Self.sink] >= 0
  }

  /// Sends along one path of ascending levels.
  private mutating func sendOne(_ current: inout [Int32]) -> Double {
    var path: [Int] = []
    var node = Self.source
    while node != Self.sink {
      let arc = Int(current[node])
      if arc < 0 {
        // A dead end: step back and skip the arc that led here.
        guard let last = path.popLast() else { return 0 }
        node = Int(ends[last ^ 1])
        current[node] = nextArc[Int(current[node])]
        continue
      }
      let end = Int(ends[arc])
      if room[arc] > slack && levels[end] == levels[node] + 1 {
        path.append(arc)
        node = end
      } else {
        current[node] = nextArc[arc]
      }
    }
    var amount = Double.infinity
    for arc in path { amount = min(amount, room[arc]) }
    for arc in path {
      room[arc] -= amount
      room[arc ^ 1] += amount
    }
    return amount
  }

  /// The strongly connected component of every node in what is left, source and sink left out.
  ///
  /// Flow can be moved round a cycle inside a component, and never along an arc between two.
  func components() -> [Int] {
    var component = [Int](repeating: -1, count: nodeCount)
    var order = [Int](repeating: -1, count: nodeCount)
    var low = order
    var stack: [Int] = []
    var calls: [(node: Int, arc: Int)] = []
    var counter = 0
    var found = 0
    for root in 2..<max(2, nodeCount) where order[root] < 0 {
      calls.append((root, Int(firstArc[root])))
      order[root] = counter
      low[root] = counter
      counter += 1
      stack.append(root)
      while let (node, arc) = calls.last {
        if arc >= 0 {
          calls[calls.count - 1].arc = Int(nextArc[arc])
          let end = Int(ends[arc])
          if end <= Self.sink || room[arc] <= slack { continue }
          if order[end] < 0 {
            order[end] = counter
            low[end] = counter
            counter += 1
            stack.append(end)
            calls.append((end, Int(firstArc[end])))
          } else if component[end] < 0 {
            low[node] = min(low[node], order[end])
          }
        } else {
          calls.removeLast()
          if let parent = calls.last?.node { low[parent] = min(low[parent], low[node]) }
          if low[node] == order[node] {
            while let member = stack.popLast() {
              component[member] = found
              if member == node { break }
            }
            found += 1
          }
        }
      }
    }
    return component
  }
}
