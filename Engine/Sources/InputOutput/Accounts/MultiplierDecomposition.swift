import LinearAlgebra

/// The parts of what one unit injected into an account does (Stone's additive form).
///
/// With `A₀` the payments within groups, `A* = (I − A₀)⁻¹ (A − A₀)` and `k` groups,
/// `(I − A)⁻¹ = M₃ M₂ M₁`, where `M₁ = (I − A₀)⁻¹`, `M₂ = I + A* + … + A*ᵏ⁻¹` and
/// `M₃ = (I − A*ᵏ)⁻¹`. The parts are `I`, `M₁ − I`, `(M₂ − I) M₁` and `(M₃ − I) M₂ M₁`.
public struct MultiplierParts: Sendable, Equatable {
  /// The injection itself.
  public let injection: [Double]
  /// Within the group of the account: between activities, or between households.
  public let transfer: [Double]
  /// Into other groups, before the circle closes: open-loop or cross effects.
  public let openLoop: [Double]
  /// Around the circle, once and more: closed-loop effects.
  public let closedLoop: [Double]

  /// All of it.
  public var total: [Double] {
    injection.indices.map { injection[$0] + transfer[$0] + openLoop[$0] + closedLoop[$0] }
  }
}

/// A decomposition of account multipliers by groups of accounts, such as production, factors and
/// institutions.
///
/// - SeeAlso: Pyatt and Round (1979); Stone (1985); Miller and Blair (2009), section 11.5.
public final class MultiplierDecomposition {
  /// The group of every endogenous account.
  public let groups: [String]
  private let model: LeontiefModel
  private let within: LeontiefModel
  private let across: DenseMatrix
  private let steps: Int

  /// Factors the part within groups.
  ///
  /// - Parameter groups: The group of every account, in the accounts' order.
  /// - Throws: ``InputOutputError``.
  public init(_ model: LeontiefModel, groups: [String]) throws(InputOutputError) {
    let size = model.accounts.count
    guard groups.count == size else {
      throw .wrongLength(what: "groups", found: groups.count, expected: size)
    }
    var inner = DenseMatrix(rows: size, columns: size)
    var across = DenseMatrix(rows: size, columns: size)
    model.coefficients.forEachCell { row, column, value in
      if groups[row] == groups[column] {
        inner[row, column] = value
      } else {
        across[row, column] = value
      }
    }
    self.groups = groups
    self.model = model
    self.across = across
    steps = Set(groups).count
    within = try LeontiefModel(accounts: model.accounts, coefficients: .dense(inner))
  }

  /// The parts of one unit injected into an account.
  /// - Throws: ``InputOutputError/unknownAccount(_:among:)``.
  public func parts(of account: String) throws(InputOutputError) -> MultiplierParts {
    let position = try model.position(of: account)
    var injection = [Double](repeating: 0, count: groups.count)
    injection[position] = 1
    let first = try within.outputs(meeting: injection)
    let second = try around(first)
    let total = try model.outputs(meeting: injection)
    return MultiplierParts(
      injection: injection, transfer: zip(first, injection).map { $0 - $1 },
      openLoop: zip(second, first).map { $0 - $1 },
      closedLoop: zip(total, second).map { $0 - $1 })
  }

  /// `M₁`, `M₂` and `M₃` in full, for small matrices.
  public func factors() throws(InputOutputError) -> (
    first: DenseMatrix, second: DenseMatrix, third: DenseMatrix
  ) {
    let size = groups.count
    let first = try within.inverse()
    var second = DenseMatrix(rows: size, columns: size)
    var loop = DenseMatrix.identity(size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      for (row, value) in try around(unit).enumerated() { second[row, column] = value }
      for _ in 0..<steps { unit = try step(unit) }
      for (row, value) in unit.enumerated() { loop[row, column] -= value }
    }
    do {
      return (first, second, try loop.factored().solve(DenseMatrix.identity(size)))
    } catch {
      throw .closed(accounts: model.accounts)
    }
  }

  /// `A* v`.
  private func step(_ vector: [Double]) throws(InputOutputError) -> [Double] {
    try within.outputs(meeting: across.times(vector))
  }

  /// `M₂ v`.
  private func around(_ vector: [Double]) throws(InputOutputError) -> [Double] {
    var sum = vector
    var term = vector
    for _ in 1..<max(steps, 1) {
      term = try step(term)
      for position in sum.indices { sum[position] += term[position] }
    }
    return sum
  }
}
