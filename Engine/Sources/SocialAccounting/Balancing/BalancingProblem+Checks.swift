extension BalancingProblem {
  /// The largest cell or target in absolute terms.
  var largestAmount: Double {
    var largest = 0.0
    for value in prior.values { largest = max(largest, value.magnitude) }
    for target in rowTargets + columnTargets + aggregates.map(\.target) {
      if let target { largest = max(largest, target.value.magnitude) }
    }
    return largest
  }

  /// Refuses what is not a number, and accounts without a row or a column.
  func checkNumbers() throws(BalancingError) {
    if !largestAmount.isFinite || prior.values.contains(where: { !$0.isFinite }) {
      for (position, value) in prior.values.enumerated() where !value.isFinite {
        throw BalancingError.notFinite(
          row: prior.rows[position / prior.columns.count],
          column: prior.columns[position % prior.columns.count], value: value)
      }
    }
    let named =
      Array(zip(rowTargets, prior.rows.map { BalancingConstraint.row($0) }))
      + Array(zip(columnTargets, prior.columns.map { BalancingConstraint.column($0) }))
      + aggregates.map { ($0.target, .aggregate($0.name)) }
    for case (let target?, let name) in named {
      guard target.value.isFinite else {
        throw BalancingError.targetNotFinite(name, value: target.value)
      }
      guard target.error.isFinite, target.error >= 0 else {
        throw BalancingError.invalidError(name, error: target.error)
      }
    }
    for aggregate in aggregates {
      guard aggregate.terms.allSatisfy({ $0.coefficient.isFinite }) else {
        throw BalancingError.targetNotFinite(.aggregate(aggregate.name), value: .nan)
      }
    }
    var names: Set<String> = []
    for aggregate in aggregates where !names.insert(aggregate.name).inserted {
      throw BalancingError.repeatedAggregate(aggregate.name)
    }
    if accountsBalance, prior.rows != prior.columns {
      let odd = Set(prior.rows).symmetricDifference(prior.columns).min()
      throw BalancingError.notSquare(odd: odd ?? "the order of the accounts")
    }
  }
}
