import LinearAlgebra

extension AccountMultipliers {
  /// The model of some of the accounts, with the others passed through.
  ///
  /// With accounts `k` kept and `t` passed through, `A* = A[k,k] + A[k,t] (I − A[t,t])⁻¹ A[t,k]`, and
  /// `(I − A*)⁻¹` is the block of the kept accounts of `(I − A)⁻¹`. Passing through products and margins,
  /// activities buy of each other directly: the industry-by-industry table of model D (fixed product
  /// sales structure), with one import share for each product.
  ///
  /// - Throws: ``InputOutputError`` for unknown or repeated accounts.
  public func condensed(to kept: [String]) throws(InputOutputError) -> LeontiefModel {
    var inside: [Int] = []
    for account in kept {
      let position = try model.position(of: account)
      if inside.contains(position) { throw .repeatedAccount(account) }
      inside.append(position)
    }
    let chosen = Set(inside)
    let through = accounts.indices.filter { !chosen.contains($0) }
    var cells = DenseMatrix(rows: kept.count, columns: kept.count)
    for (column, payer) in inside.enumerated() {
      for (row, receiver) in inside.enumerated() {
        cells[row, column] = model.coefficients[receiver, payer]
      }
    }
    if !through.isEmpty {
      var block = DenseMatrix(rows: through.count, columns: through.count)
      var entering = DenseMatrix(rows: through.count, columns: kept.count)
      for (row, receiver) in through.enumerated() {
        for (column, payer) in through.enumerated() {
          block[row, column] = model.coefficients[receiver, payer]
        }
        for (column, payer) in inside.enumerated() {
          entering[row, column] = model.coefficients[receiver, payer]
        }
      }
      let passing = try LeontiefModel(
        accounts: through.map { accounts[$0] }, coefficients: .dense(block))
      for column in kept.indices {
        let paid = try passing.outputs(
          meeting: through.indices.map { entering[$0, column] })
        for (row, receiver) in inside.enumerated() {
          for (position, payer) in through.enumerated() {
            cells[row, column] += model.coefficients[receiver, payer] * paid[position]
          }
        }
      }
    }
    return try LeontiefModel(accounts: kept, coefficients: .dense(cells))
  }

  /// What one account receives and pays in all.
  /// - Throws: ``InputOutputError/unknownAccount(_:among:)``.
  public func total(of account: String) throws(InputOutputError) -> Double {
    totals[try model.position(of: account)]
  }
}
