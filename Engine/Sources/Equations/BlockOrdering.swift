/// Groups of equations that must be solved together, in an order in which each needs only those
/// before it.
///
/// - SeeAlso: Tarjan (1972), *Depth-first search and linear graph algorithms*.
public struct BlockOrdering: Sendable, Equatable {
  /// The rows of each block.
  public let blocks: [[Int]]

  /// Orders a system by a perfect matching.
  public init(incidence: Incidence, matching: Matching) {
    precondition(matching.isPerfect, "Only a matched system has a block order.")
    let count = incidence.rowCount
    var index = [Int](repeating: -1, count: count)
    var low = [Int](repeating: 0, count: count)
    var onStack = [Bool](repeating: false, count: count)
    var edge = [Int](repeating: 0, count: count)
    var stack: [Int] = []
    var counter = 0
    var found: [[Int]] = []
    func visit(_ row: Int, _ calls: inout [Int]) {
      index[row] = counter
      low[row] = counter
      counter += 1
      stack.append(row)
      onStack[row] = true
      calls.append(row)
    }
    for start in 0..<count where index[start] < 0 {
      var calls: [Int] = []
      visit(start, &calls)
      while let row = calls.last {
        let unknowns = incidence.unknownsOfRow[row]
        if edge[row] < unknowns.count {
          let next = matching.rowOfUnknown[unknowns[edge[row]]]
          edge[row] += 1
          if index[next] < 0 {
            visit(next, &calls)
          } else if onStack[next] {
            low[row] = min(low[row], index[next])
          }
          continue
        }
        calls.removeLast()
        if let caller = calls.last { low[caller] = min(low[caller], low[row]) }
        guard low[row] == index[row] else { continue }
        // A block is complete only after every block it needs: the order is the order of solution.
        var block: [Int] = []
        while let member = stack.popLast() {
          onStack[member] = false
          block.append(member)
          if member == row { break }
        }
        found.append(block.sorted())
      }
    }
    blocks = found
  }
}
