import Calibration
import Equations
import ModelLanguage
import Quantities
import Reporting
import Solvers

/// Output multipliers of the open input-output model that the frozen closure leaves, found by solving
/// the whole model, and the tables from which any other program can compute them again.
public struct OutputMultipliers {
  /// A final purchase raised by one unit, and the output that each industry adds.
  public struct Column: Sendable {
    /// What is bought.
    public var product: String
    /// By whom.
    public var user: String
    /// Industry → output for a unit bought.
    public var outputs: [(sector: String, value: Double)]
  }

  /// One column for every purchase of final users.
  public let columns: [Column]
  private let prepared: PreparedModel

  /// The closure under which output is linear in purchases.
  public static let closure = "frozen"

  /// Solves the model of a project under the closure of its settings.
  /// - Throws: ``AssessmentError/badInput(_:)`` where the model declares no such closure.
  public init(of project: Project) throws {
    let file = try project.locator.modelFile().path
    let wanted = project.settings.closure ?? OutputMultipliers.closure
    let closures = try ModelText(main: file).items.filter { $0.kind == .closure }.map(\.name)
    guard closures.contains(wanted) else {
      throw AssessmentError.badInput(
        """
        \(file): multipliers need a closure under which output is linear in purchases, and this model \
        has no closure `\(wanted)`. Declare `closure \(OutputMultipliers.closure) = { … }` with the \
        choices and values that hold prices, wages and coefficients, or name another with --closure: \
        \(NearestName.hint(for: wanted, among: closures))
        """)
    }
    try self.init(project.preparedModel())
  }

  /// Solves the model once for each purchase of final users.
  ///
  /// The purchase is raised through an amount added to its equation. With frozen coefficients output
  /// is linear in it, so the amount is large and the answer divided by it: differences of outputs of
  /// a million million would otherwise lose the digits that are to be compared.
  public init(_ prepared: PreparedModel, amount: Double = 1e6) throws {
    self.prepared = prepared
    let model = prepared.model
    guard let purchases = model.symbol(named: "purchases"),
      let outputs = model.symbol(named: "outputReal"), let baseYear = prepared.calibrated.baseYear
    else {
      throw AssessmentError.badInput(
        "Multipliers need the variables purchases[product, user] and outputReal[sector] and a base year, and this model lacks one."
      )
    }
    let sectors = Set(outputs.elements.compactMap(\.first))
    let solver = PathSolver(model: model)
    var problem = try prepared.calibrated.pathProblem(years: (baseYear + 1)...(baseYear + 1))
    problem.tolerance = 1e-14
    problem.roundingTolerance = 1e-11
    func solve() throws -> [Double] {
      let solution = try solver.solve(problem)
      guard let values = solution.values.first else {
        guard let failure = solution.failure else { preconditionFailure("One year was asked for.") }
        throw AssessmentError.notConverged(scenario: "frozen", failure)
      }
      return values
    }
    let reference = try solve()
    var columns: [Column] = []
    for (row, equation) in model.equations.enumerated() {
      guard let cell = equation.determines, purchases.cells.contains(cell) else { continue }
      let elements = purchases.elements[cell - purchases.firstCell]
      guard elements.count == 2, !sectors.contains(elements[1]) else { continue }
      problem.addFactors = [AddFactor(equation: row, year: baseYear + 1, value: amount)]
      let raised = try solve()
      let bought = raised[cell] - reference[cell]
      columns.append(
        Column(
          product: elements[0], user: elements[1],
          outputs: outputs.cells.map { output in
            (
              outputs.elements[output - outputs.firstCell][0],
              (raised[output] - reference[output]) / bought
            )
          }))
    }
    guard !columns.isEmpty else {
      throw AssessmentError.badInput("No equation of this model determines a final purchase.")
    }
    self.columns = columns
  }

  /// The files: the multipliers, and the tables they follow from, by name.
  public func files() -> [(name: String, text: String)] {
    let multipliers = RecordTable(
      columns: ["product", "user", "sector", "value"],
      rows: columns.flatMap { column in
        column.outputs.map {
          [.text(column.product), .text(column.user), .text($0.sector), .number($0.value)]
        }
      })
    return [
      ("multipliers.csv", multipliers.csv),
      ("makeShare.csv", parameter("makeShare", ["product", "sector"])),
      ("basicContent.csv", parameter("basicContent", ["product", "user"])),
      ("marginContent.csv", parameter("marginContent", ["margin", "product", "user"])),
      ("domesticShare.csv", parameter("domesticShare", ["product"])),
      ("useValue.csv", parameter("useValue0", ["product", "user"])),
      ("output.csv", parameter("output0", ["sector"])),
    ]
  }

  private func parameter(_ name: String, _ columns: [String]) -> String {
    var table = RecordTable(columns: columns + ["value"])
    if let symbol = prepared.model.symbol(named: name) {
      for cell in symbol.cells where prepared.calibrated.parameters[cell] != 0 {
        table.rows.append(
          symbol.elements[cell - symbol.firstCell].map { .text($0) }
            + [.number(prepared.calibrated.parameters[cell])])
      }
    }
    return table.csv
  }
}
