import Scenarios

/// Tests that any model must pass, in the form for print: that it reproduces its base year, that money
/// is neutral, that nothing changed changes nothing, that its own checks hold.
public struct Examination {
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
  public func baseYear(count: Int = 5) throws -> [Finding] {
    let report = try checks.baseYear(choices: lineage.choices, closure: lineage.closure)
    let findings = report.worst(count).map { entry in
      Finding(
        test: "base year", subject: entry.label, distance: entry.residual, tolerance: 1e-9,
        place:
          "\(ModelGuide.shortPath(entry.location.file)):\(entry.location.line), \(entry.left) = \(entry.right)"
      )
    }
    return findings
      + report.unchecked.prefix(count).map { label in
        Finding(
          test: "base year", subject: label, distance: .infinity, tolerance: 1e-9,
          place: "looks further back than the history")
      }
  }

  /// How far the base year, solved from values disturbed by a tenth, ends from the data.
  public func perturbed(seed: UInt64) throws -> [Finding] {
    try checks.perturbedStart(choices: lineage.choices, closure: lineage.closure, seeds: [seed])
      .map { report in
        Finding(
          test: "perturbed start", subject: "seed \(seed)", distance: report.largestDistance,
          tolerance: 1e-9, place: report.failure.map { "\($0)" } ?? report.label)
      }
  }

  /// The model's own checks along the scenario, each where it holds least well.
  public func residuals() throws -> [Finding] {
    try checks.residuals(of: scenario).map { check in
      Finding(
        test: "check", subject: check.name, distance: check.residual.magnitude,
        tolerance: check.tolerance,
        place: "\(check.year.map(String.init) ?? "") \(check.place)")
    }
  }

  /// Money measured in another unit: the variables whose nominal values are furthest from being
  /// multiplied, or real ones from staying, worst first.
  /// - Throws: ``AssessmentError/usage(_:)`` when the factor is no positive number.
  public func homogeneity(factor: Double, count: Int = 5) throws -> [Finding] {
    guard factor > 0, factor.isFinite else {
      throw AssessmentError.usage("The factor must be above zero, and it is \(factor).")
    }
    return try checks.homogeneityByVariable(of: scenario, factor: factor)
      .sorted { ($1.difference.largest, $0.variable) < ($0.difference.largest, $1.variable) }
      .prefix(count).map { variable, difference in
        Finding("homogeneity", variable, difference, tolerance: 1e-8)
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
  fileprivate init(
    _ test: String, _ subject: String, _ difference: PathDifference, tolerance: Double
  ) {
    self.init(
      test: test, subject: subject, distance: difference.largest, tolerance: tolerance,
      place: difference.label.isEmpty ? "" : "\(difference.label) in \(difference.year)")
  }
}
