extension BalancingProblem {
  /// Refuses sums that their own cells cannot bring to the target, whatever the other sums say.
  func checkSums(_ system: BalancingSystem, signsKept: Bool) throws(BalancingError) {
    try checkTotalSums()
    let directions = system.directions
    let scale = system.scale
    for sum in system.constraints.indices where system.isExact(sum) {
      let (up, down) = directions[sum]
      let needed = system.needed[sum]
      let target = system.targets[sum].value
      let size = max(system.gross[sum], target.magnitude / scale)
      let isShort = needed > 1e-9 * size && (signsKept ? !up : !up && !down)
      let isBeyond = needed < -1e-9 * size && (signsKept ? !down : !up && !down)
      let fixed = target - needed * scale
      switch system.constraints[sum] {
      case .account(let account)
      where up != down && needed.magnitude <= 1e-9 * size && fixed.magnitude <= 1e-9 * size * scale:
        // Only cells of one side: they can cancel nothing.
        guard let position = try? prior.rowPosition(account) else { continue }
        throw .oneSided(
          account: account, receipts: prior.rowTotal(position),
          outlays: prior.columnTotal(position))
      case .row(let label) where (isShort || isBeyond) && fixed == 0,
        .column(let label) where (isShort || isBeyond) && fixed == 0:
        if up || down { throw .wrongSign(label: label, total: target) }
        throw .emptyLine(label: label, total: target)
      case let constraint where isShort || isBeyond:
        throw .outOfReach(constraint, target: target, fixed: fixed)
      default: continue
      }
    }
  }

  /// Refuses exact totals of all rows and all columns that add up to different sums.
  func checkTotalSums() throws(BalancingError) {
    let rows = rowTargets.compactMap { $0?.error == 0 ? $0?.value : nil }
    let columns = columnTargets.compactMap { $0?.error == 0 ? $0?.value : nil }
    guard rows.count == rowTargets.count, columns.count == columnTargets.count else { return }
    let size = (rows + columns).reduce(0) { $0 + $1.magnitude } / 2
    let (rowSum, columnSum) = (rows.reduce(0, +), columns.reduce(0, +))
    guard (rowSum - columnSum).magnitude <= 1e-11 * size else {
      throw .inconsistentTotals(rows: rowSum, columns: columnSum)
    }
  }

  /// The cells of rows and columns that are to add up to zero and have cells of one sign only.
  func cellsOfZeroTotals(_ system: BalancingSystem) -> Set<Int> {
    let directions = system.directions
    var empty: Set<Int32> = []
    for sum in system.constraints.indices where system.isExact(sum) {
      switch system.constraints[sum] {
      case .row, .column:
        if system.targets[sum].value == 0, system.needed[sum] == 0,
          directions[sum].up != directions[sum].down
        {
          empty.insert(Int32(sum))
        }
      default: break
      }
    }
    if empty.isEmpty { return [] }
    var cells: Set<Int> = []
    for cell in system.prior.indices
    where system.entries(cell).contains(where: { empty.contains(system.sums[$0]) }) {
      cells.insert(system.positions[cell])
    }
    return cells
  }

  /// Looks for sums that contradict each other, and names them.
  ///
  /// Every exact sum is allowed to miss its target at a price. As the price rises, gaps of sums that can
  /// all be met vanish in proportion; gaps that stay are multiples of a proof that no solution exists
  /// (Farkas), and the sums in it are those that contradict each other.
  func contradiction(
    _ system: BalancingSystem, _ penalty: BalancingPenalty
  ) -> BalancingError? {
    let sizes = system.constraints.indices.map {
      max(system.gross[$0], system.targets[$0].value.magnitude / system.scale)
    }
    let own = system.constraints.indices.map { system.slack($0, penalty) }
    var multipliers: [Double]?
    var shares: [Double] = []
    var history: [Double] = []
    for price in [1e-2, 1e-4, 1e-6, 1e-8] {
      let slack = own.indices.map {
        system.isExact($0)
          ? price * (penalty == .entropy ? sizes[$0] : sizes[$0] * sizes[$0]) : own[$0]
      }
      let outcome = DualNewton(system, penalty, slack: slack).solve(
        tolerance: 1e-9, maximumIterations: 200, from: multipliers)
      multipliers = outcome.point.multipliers
      shares = slack.indices.map {
        guard system.isExact($0), sizes[$0] > 0 else { return 0 }
        return (slack[$0] * outcome.point.multipliers[$0]).magnitude / sizes[$0]
      }
      history.append(shares.max() ?? 0)
      if !outcome.isConverged { break }
    }
    guard let last = history.last, last > 1e-6, last > 0.2 * (history.dropLast().last ?? last)
    else { return nil }
    let proof = proof(system, multipliers ?? [], sizes)
    let most = proof.max() ?? 0
    let named = proof.indices.filter { proof[$0] > 1e-3 * most }
    let aggregates = named.filter { isAggregate(system.constraints[$0]) }
    let others = named.filter { !isAggregate(system.constraints[$0]) }
      .sorted { (-proof[$0], $0) < (-proof[$1], $1) }
    return .contradiction((aggregates + others).map { system.constraints[$0] })
  }

  /// How much each sum counts in a proof. The same multiple of all accounts proves nothing, as they add up to
  /// zero by themselves, nor does a multiple of all rows less the same of all columns: both are taken out by
  /// their medians, so that only sums that matter are left.
  private func proof(
    _ system: BalancingSystem, _ multipliers: [Double], _ sizes: [Double]
  ) -> [Double] {
    var kinds: [String: [Int]] = [:]
    for sum in multipliers.indices where system.isExact(sum) {
      kinds[system.constraints[sum].kind, default: []].append(sum)
    }
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    var reduced = multipliers
    if let accounts = kinds["account"], !accounts.isEmpty {
      let common = median(accounts.map { multipliers[$0] })
      for sum in accounts { reduced[sum] -= common }
    }
    if let rows = kinds["row"], let columns = kinds["column"], rows.count == prior.rows.count,
      columns.count == prior.columns.count
    {
      let common = median(rows.map { multipliers[$0] } + columns.map { -multipliers[$0] })
      for sum in rows { reduced[sum] -= common }
      for sum in columns { reduced[sum] += common }
    }
    return reduced.indices.map { system.isExact($0) ? reduced[$0].magnitude * sizes[$0] : 0 }
  }

  private func isAggregate(_ constraint: BalancingConstraint) -> Bool {
    if case .aggregate = constraint { true } else { false }
  }
}

extension BalancingSystem {
  /// Whether free cells of the prior's signs can raise each sum, and whether they can lower it.
  var directions: [(up: Bool, down: Bool)] {
    var result = [(up: Bool, down: Bool)](repeating: (false, false), count: constraints.count)
    for cell in prior.indices {
      for entry in entries(cell) where coefficients[entry] != 0 {
        if (coefficients[entry] > 0) == (prior[cell] > 0) {
          result[Int(sums[entry])].up = true
        } else {
          result[Int(sums[entry])].down = true
        }
      }
    }
    return result
  }
}
