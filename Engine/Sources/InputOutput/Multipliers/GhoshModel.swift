/// The supply-driven model of Ghosh, `x′ = v′ (I − B)⁻¹` with allocation coefficients `B = x̂⁻¹ Z`.
///
/// Since `I − B = x̂⁻¹ (I − A) x̂`, its inverse is `x̂⁻¹ (I − A)⁻¹ x̂`: the factors of the Leontief model
/// answer every question.
///
/// - SeeAlso: Miller and Blair (2009), ch. 12.
public struct GhoshModel {
  /// The Leontief model of the same table.
  public let leontief: LeontiefModel
  /// Output of every sector, all positive.
  public let output: [Double]

  /// Creates the model.
  /// - Throws: ``InputOutputError`` when an output is not positive.
  public init(_ leontief: LeontiefModel, output: [Double]) throws(InputOutputError) {
    guard output.count == leontief.accounts.count else {
      throw .wrongLength(
        what: "output", found: output.count, expected: leontief.accounts.count)
    }
    for (sector, value) in output.enumerated() where !(value > 0) {
      throw .negativeOutput(account: leontief.accounts[sector], value: value)
    }
    self.leontief = leontief
    self.output = output
  }

  /// Output that primary inputs let sectors produce.
  public func outputs(from primaryInputs: [Double]) throws(InputOutputError) -> [Double] {
    let relative = try leontief.requirements(of: zip(primaryInputs, output).map { $0 / $1 })
    return zip(relative, output).map { $0 * $1 }
  }

  /// What a unit of primary input of every sector makes possible in all: row sums of `(I − B)⁻¹`.
  public func forwardTotals() throws(InputOutputError) -> [Double] {
    zip(try leontief.outputs(meeting: output), output).map { $0 / $1 }
  }

  /// Row sums of `B`: the share of every sector's output that other sectors use.
  public var directForward: [Double] {
    zip(leontief.coefficients.times(output), output).map { $0 / $1 }
  }

  /// The row of `(I − B)⁻¹` of one sector.
  public func row(_ sector: Int) throws(InputOutputError) -> [Double] {
    zip(try leontief.row(sector), output).map { $0 * $1 / output[sector] }
  }
}
