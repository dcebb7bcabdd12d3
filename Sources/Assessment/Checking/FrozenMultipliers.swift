import Solvers

/// What one million of public consumption of a product adds to the output of every industry when all
/// behaviour is frozen: the open Leontief model, which any input-output program can recompute.
public struct FrozenMultipliers: Sendable {
  /// The product bought, at purchasers' prices.
  public let product: String
  /// Output added, by industry, per unit bought.
  public let output: [String: Double]
}

extension ModelChecks {
  /// The closure declared in the standard model that holds all behaviour fixed.
  public static let frozenClosure = "frozen"

  /// Multipliers of public consumption, product by product, solved by the model itself.
  ///
  /// - Parameter amount: What is bought, in millions. The frozen model is linear in it, and a large
  ///   amount leaves rounding no weight beside the outputs of whole industries.
  public func frozenMultipliers(amount: Double = 1e6) throws -> [FrozenMultipliers] {
    let prepared = try runner.preparedModel(closure: ModelChecks.frozenClosure)
    let model = prepared.model
    guard let output = model.symbol(named: "outputReal"),
      let family = model.families.firstIndex(where: { $0.name == "publicConsumption" })
    else {
      throw AssessmentError.usage(
        "Multipliers need a variable outputReal and equations publicConsumption; the model has not both."
      )
    }
    let year = runner.pack.baseYear + 1
    let problem = try prepared.calibrated.pathProblem(years: year...year)
    let solver = PathSolver(model: model)
    func outputs(_ problem: PathProblem) throws -> [Double] {
      let solution = try solver.solve(problem)
      if let failure = solution.failure {
        throw AssessmentError.notConverged(scenario: "The frozen model", failure)
      }
      return output.cells.map { solution.values[0][$0] }
    }
    let before = try outputs(problem)
    return try model.equations.indices.filter { model.equations[$0].family == family }.map { row in
      var changed = problem
      changed.addFactors = [AddFactor(equation: row, year: year, value: amount)]
      let after = try outputs(changed)
      return FrozenMultipliers(
        product: model.equations[row].labels.joined(separator: ","),
        output: Dictionary(
          uniqueKeysWithValues: zip(output.elements, zip(before, after)).map {
            ($0.joined(separator: ","), ($1.1 - $1.0) / amount)
          }))
    }
  }
}
