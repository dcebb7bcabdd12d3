/// Row totals, column totals and balances of accounts as a flow: what it rules out, and why.
///
/// A positive cell carries any amount from its row to its column, a negative one from its column to its
/// row; rows bring in their totals and columns take theirs out. The totals can be met when everything is
/// carried (Hall's condition, as the theorem of maximum flow and minimum cut states it), and a cell must
/// be zero in every solution when no cycle through it could carry more. Aggregates and uncertain totals
/// are left out.
struct PaymentNetwork {
  /// What the network says.
  enum Finding {
    /// The totals can be met; these cells, by position, are zero whenever they are.
    case possible(forcedZeros: [Int])
    /// They cannot.
    case impossible(BalancingError)
  }

  private let problem: BalancingProblem
  private let system: BalancingSystem
  /// What free cells of each row and column must add up to; nil where that is open.
  private var received: [Double?]
  private var paid: [Double?]
  /// What the free receipts of each account exceed its outlays by, where row and column are one node.
  private var excess: [Double?]
  private var contradiction: BalancingError?

  private static let freeNode = 2
  private static let firstRow = 3

  init(_ problem: BalancingProblem, _ system: BalancingSystem) {
    self.problem = problem
    self.system = system
    let rows = problem.prior.rows
    received = Array(repeating: nil, count: rows.count)
    paid = Array(repeating: nil, count: problem.prior.columns.count)
    excess = received
    var next = 0
    for (row, target) in problem.rowTargets.enumerated() where target != nil {
      if target?.error == 0 { received[row] = system.needed[next] }
      next += 1
    }
    for (column, target) in problem.columnTargets.enumerated() where target != nil {
      if target?.error == 0 { paid[column] = system.needed[next] }
      next += 1
    }
    guard problem.accountsBalance else { return }
    for account in rows.indices {
      let difference = system.needed[next + account]
      switch (received[account], paid[account]) {
      case (nil, nil): excess[account] = difference
      case (let total?, nil): paid[account] = total - difference
      case (nil, let total?): received[account] = total + difference
      case (let receipts?, let outlays?):
        if (receipts - outlays - difference).magnitude > tolerance {
          contradiction = .contradiction([
            .row(rows[account]), .column(rows[account]), .account(rows[account]),
          ])
        }
      }
    }
  }

  /// Rounding in the amounts of the totals.
  private var tolerance: Double {
    1e-9 * max(1e-3, system.needed.reduce(0) { max($0, $1.magnitude) })
  }

  /// Sends the totals through the network.
  func examine() -> Finding {
    if let contradiction { return .impossible(contradiction) }
    let (height, width) = (received.count, paid.count)
    let firstColumn = Self.firstRow + height
    var flow = MaximumFlow(nodeCount: firstColumn + width, slack: tolerance * 1e-3)
    var supplies: [(node: Int, arc: Int, amount: Double)] = []
    var demands = supplies
    var nets = [Double](repeating: 0, count: firstColumn + width)
    for row in 0..<height { nets[Self.firstRow + row] = received[row] ?? excess[row] ?? 0 }
    for column in 0..<width { nets[firstColumn + column] = -(paid[column] ?? 0) }
    let total = nets.reduce(0) { $0 + $1.magnitude }
    let unlimited = 2 * total + 1
    for node in nets.indices where nets[node] != 0 {
      let amount = nets[node].magnitude
      if nets[node] > 0 {
        supplies.append(
          (node, flow.addArc(from: MaximumFlow.source, to: node, capacity: amount), amount))
      } else {
        demands.append(
          (node, flow.addArc(from: node, to: MaximumFlow.sink, capacity: amount), amount))
      }
    }
    for row in 0..<height where received[row] == nil {
      let end = excess[row] == nil ? Self.freeNode : firstColumn + row
      flow.addArc(from: Self.firstRow + row, to: end, capacity: unlimited, back: unlimited)
    }
    for column in 0..<width where paid[column] == nil {
      if problem.accountsBalance && excess[column] != nil { continue }
      flow.addArc(
        from: firstColumn + column, to: Self.freeNode, capacity: unlimited, back: unlimited)
    }
    var arcs: [Int] = []
    for (cell, position) in system.positions.enumerated() {
      let row = Self.firstRow + position / width
      let column = firstColumn + position % width
      arcs.append(
        system.prior[cell] > 0
          ? flow.addArc(from: row, to: column, capacity: unlimited)
          : flow.addArc(from: column, to: row, capacity: unlimited))
    }
    _ = flow.run()
    let left = supplies.map { ($0.node, $0.amount - flow.flow($0.arc)) }
      .filter { $0.1 > tolerance }
    if let most = left.max(by: { $0.1 < $1.1 }) {
      let members = flow.reachable(from: left.map(\.0))
      return .impossible(reason(flow.part(of: members, around: most.0)))
    }
    let short = demands.map { ($0.node, $0.amount - flow.flow($0.arc)) }
      .filter { $0.1 > tolerance }
    if let most = short.max(by: { $0.1 < $1.1 }) {
      let members = flow.reaching(short.map(\.0))
      return .impossible(reason(flow.part(of: members, around: most.0)))
    }
    let component = flow.components()
    var forced: [Int] = []
    for (cell, position) in system.positions.enumerated() where flow.flow(arcs[cell]) <= tolerance {
      let ends = (Self.firstRow + position / width, firstColumn + position % width)
      if component[ends.0] != component[ends.1] { forced.append(position) }
    }
    return .possible(forcedZeros: forced)
  }

  /// Why a set of rows and columns cannot carry its totals.
  private func reason(_ members: [Bool]) -> BalancingError {
    let rows = received.indices.filter { members[Self.firstRow + $0] }
    let columns = paid.indices.filter { members[Self.firstRow + received.count + $0] }
    let accounts = rows.filter { excess[$0] != nil }
    if accounts.count == rows.count, columns.allSatisfy({ accounts.contains($0) }) {
      let surplus = accounts.reduce(0) { $0 + (excess[$1] ?? 0) } * system.scale
      return .lockedImbalance(
        accounts: accounts.map { problem.prior.rows[$0] }, surplus: -surplus)
    }
    return .shortage(
      rows: rows.map { problem.prior.rows[$0] }, columns: columns.map { problem.prior.columns[$0] },
      rowsNeed: rows.reduce(0) { $0 + (received[$1] ?? excess[$1] ?? 0) } * system.scale,
      columnsNeed: columns.reduce(0) { $0 + (paid[$1] ?? 0) } * system.scale)
  }
}
