import Calibration
import Equations
import Results
import Scenarios
import Solvers

/// Tests that any model must pass, in the form for print: that it reproduces its base year, that money
/// is neutral, that nothing changed changes nothing, that its own checks hold.
public protocol ModelExamination {
  /// How far the worst equations are from holding at the base-year data.
  func baseYear() throws -> [Examination.Finding]
  /// How far the base year, solved from values disturbed by a tenth, ends from the data.
  func perturbed(seed: UInt64) throws -> [Examination.Finding]
  /// The model's own checks along its path, each where it holds least well.
  func residuals() throws -> [Examination.Finding]
  /// Money measured in another unit: the variables whose nominal values are furthest from being
  /// multiplied, or real ones from staying, worst first.
  /// - Throws: ``AssessmentError/usage(_:)`` when the factor is no positive number.
  func homogeneity(factor: Double) throws -> [Examination.Finding]
  /// A change of nothing, against what it changes: no bit may differ.
  func zeroShock() throws -> [Examination.Finding]
}

/// The tests of a model in the form in which a scenario of a pack uses it.
public struct Examination: ModelExamination {
  /// The outcome of one test.
  public struct Finding: Sendable {
    /// The test.
    public var test: String
    /// What was looked at.
    public var subject: String
    /// The largest distance found.
    public var distance: Double
    /// What is accepted.
    public var tolerance: Double
    /// Where it was found.
    public var place: String

    /// Whether the distance is accepted; not when it is no number.
    public var holds: Bool { distance <= tolerance }
  }

  /// A test that this model cannot be put to, and what it lacks.
  public struct NotPossible: Error, CustomStringConvertible {
    /// What is missing, and what to add.
    public let description: String
    /// What could be tested all the same.
    public var findings: [Finding] = []

    static let noBaseYear = NotPossible(
      description:
        "the model has no base year: write `base EXPRESSION` for the variables whose values in it are known."
    )
    static let nothingNominal = NotPossible(
      description:
        "nothing is declared `nominal`: say so of what is measured in current money, and of the parameters or exogenous values that set its level."
    )
  }

  let checks: ModelChecks
  let scenario: String
  let lineage: ScenarioLineage

  /// An examination of the model as a scenario uses it.
  public init(runner: ScenarioRunner, scenario: String) throws {
    checks = ModelChecks(runner: runner)
    self.scenario = scenario
    lineage = try runner.lineage(of: scenario)
  }

  /// How far the five worst equations are from holding at the base-year data.
  public func baseYear() throws -> [Finding] {
    try Finding.baseYear(
      checks.runner.preparedModel(choices: lineage.choices, closure: lineage.closure).calibrated)
  }

  /// How far the base year, solved from values disturbed by a tenth, ends from the data.
  public func perturbed(seed: UInt64) throws -> [Finding] {
    try Finding.perturbed(
      checks.runner.preparedModel(choices: lineage.choices, closure: lineage.closure).calibrated,
      seed: seed)
  }

  /// The model's own checks along the scenario, each where it holds least well.
  public func residuals() throws -> [Finding] {
    Finding.residuals(try checks.residuals(of: scenario))
  }

  /// Money measured in another unit: the five variables that answer least well, worst first.
  /// - Throws: ``AssessmentError/usage(_:)`` when the factor is no positive number.
  public func homogeneity(factor: Double) throws -> [Finding] {
    guard
      try checks.runner.preparedModel(choices: lineage.choices, closure: lineage.closure)
        .model.symbols.contains(where: \.isNominal)
    else { throw NotPossible.nothingNominal }
    return try Finding.homogeneity(factor: factor) {
      try checks.homogeneityByVariable(of: scenario, factor: factor)
    }
  }

  /// A scenario that changes nothing, against its parent: no bit may differ. Also with the default
  /// variants of parts for which the parent takes others.
  public func zeroShock() throws -> [Finding] {
    let runner = checks.solver.runner
    var findings = [
      Finding("zero shock", "as the parent", try checks.zeroShock(on: scenario), tolerance: 0)
    ]
    for choice in try runner.form(of: lineage.files).model.compiled.choices {
      guard lineage.choices[choice.slot] != nil, let usual = choice.options.first,
        choice.selected != usual, runner.settings.choices[choice.slot] == nil
      else { continue }
      let difference = try checks.zeroShock(on: scenario, choices: [choice.slot: usual])
      findings.append(
        Finding("zero shock", "\(choice.slot) = \(usual)", difference, tolerance: 0))
    }
    return findings
  }
}

extension Examination.Finding {
  /// How far the worst equations are from holding at the base-year data.
  static func baseYear(_ model: CalibratedModel, count: Int = 5) throws -> [Self] {
    guard model.baseYear != nil else { throw Examination.NotPossible.noBaseYear }
    let findings = model.report.worst(count).map { entry in
      Self(
        test: "base year", subject: entry.label, distance: entry.residual, tolerance: 1e-9,
        place:
          "\(ModelGuide.shortPath(entry.location.file)):\(entry.location.line), \(entry.left) = \(entry.right)"
      )
    }
    return findings
      + model.report.unchecked.prefix(count).map { label in
        Self(
          test: "base year", subject: label, distance: .infinity, tolerance: 1e-9,
          place: "looks further back than the history")
      }
  }

  /// How far the base year, solved from a disturbed start, ends from the data.
  static func perturbed(_ model: CalibratedModel, seed: UInt64) throws -> [Self] {
    guard model.baseYear != nil else { throw Examination.NotPossible.noBaseYear }
    let report: PerturbationReport
    do {
      report = try model.perturbedBaseSolve(seed: seed)
    } catch let error as CalibrationError {
      throw Examination.NotPossible(description: "\(error)")
    }
    return [
      Self(
        test: "perturbed start", subject: "seed \(seed)", distance: report.largestDistance,
        tolerance: 1e-9, place: report.failure.map { "\($0)" } ?? report.label)
    ]
  }

  /// Checks of a path.
  static func residuals(_ checks: [CheckResult]) -> [Self] {
    checks.map { check in
      Self(
        test: "check", subject: check.name, distance: check.residual.magnitude,
        tolerance: check.tolerance,
        place: "\(check.year.map(String.init) ?? "") \(check.place)")
    }
  }

  /// The variables that answer least well to a change of the unit of money.
  static func homogeneity(
    factor: Double, count: Int = 5,
    _ differences: () throws -> [(variable: String, difference: PathDifference)]
  ) throws -> [Self] {
    guard factor > 0, factor.isFinite else {
      throw AssessmentError.usage("The factor must be above zero, and it is \(factor).")
    }
    return try differences()
      .sorted { ($1.difference.largest, $0.variable) < ($0.difference.largest, $1.variable) }
      .prefix(count).map { variable, difference in
        Self("homogeneity", variable, difference, tolerance: 1e-8)
      }
  }

  fileprivate init(
    _ test: String, _ subject: String, _ difference: PathDifference, tolerance: Double
  ) {
    self.init(
      test: test, subject: subject, distance: difference.largest, tolerance: tolerance,
      place: difference.label.isEmpty ? "" : "\(difference.label) in \(difference.year)")
  }
}
