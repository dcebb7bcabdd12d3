import Calibration
import Quantities
import Results
import Scenarios
import Solvers

/// Tests that any model must pass: that it reproduces its base year, that money is neutral, that
/// nothing changed changes nothing, that its own checks hold.
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

  let runner: ScenarioRunner
  let lineage: ScenarioLineage

  /// An examination of the model as a scenario uses it.
  public init(runner: ScenarioRunner, scenario: String) throws {
    self.runner = runner
    lineage = try runner.lineage(of: scenario)
  }

  /// How far the five worst equations are from holding at the base-year data.
  public func baseYear(count: Int = 5) throws -> [Finding] {
    let report = try runner.form(of: lineage.files).model.calibrated.report
    var findings = report.worst(count).map { entry in
      Finding(
        test: "base year", subject: entry.label, distance: entry.residual, tolerance: 1e-9,
        place:
          "\(ModelGuide.shortPath(entry.location.file)):\(entry.location.line), \(entry.left) = \(entry.right)"
      )
    }
    for label in report.unchecked.prefix(count) {
      findings.append(
        Finding(
          test: "base year", subject: label, distance: .infinity, tolerance: 1e-9,
          place: "looks further back than the history"))
    }
    return findings
  }

  /// How far the base year, solved from values disturbed by a tenth, ends from the data.
  public func perturbed(seed: UInt64) throws -> Finding {
    let report = try runner.form(of: lineage.files).model.calibrated.perturbedBaseSolve(seed: seed)
    return Finding(
      test: "perturbed start", subject: "seed \(seed)", distance: report.largestDistance,
      tolerance: 1e-9, place: report.failure.map { "\($0)" } ?? report.label)
  }

  /// The model's own checks along the scenario, each where it holds least well.
  public func checks() throws -> [Finding] {
    try solved(lineage.files).manifest.checks.map { check in
      Finding(
        test: "check", subject: check.name, distance: check.residual.magnitude,
        tolerance: check.tolerance,
        place: "\(check.year.map(String.init) ?? "") \(check.place)")
    }
  }

  /// Money measured in another unit: nominal values are multiplied, real ones stay.
  /// - Throws: ``AssessmentError/usage(_:)`` when the scenario adds amounts to equations, whose unit
  ///   is not known to be money.
  public func homogeneity(factor: Double, count: Int = 5) throws -> [Finding] {
    guard factor > 0, factor.isFinite else {
      throw AssessmentError.usage("The factor must be above zero, and it is \(factor).")
    }
    guard lineage.files.allSatisfy(\.addFactors.isEmpty) else {
      throw AssessmentError.usage(
        "\(lineage.scenario.name) adds amounts to equations, and which of them are money is not known. Test another scenario."
      )
    }
    let plain = try solved(lineage.files)
    let scaled = try solved(lineage.files, nominalFactor: factor)
    return Examination.distances(
      from: plain, to: scaled, tolerance: 1e-8, test: "homogeneity",
      factor: { $0.isNominal ? factor : 1 }, count: count)
  }

  /// A scenario that changes nothing, against its parent: no bit may differ. Also with the default
  /// variants of parts for which the parent takes others.
  public func zeroShock() throws -> [Finding] {
    let parent = try solved(lineage.files)
    let form = try runner.form(of: lineage.files)
    var children = [("as the parent", "name: zero-shock\nparent: \(lineage.scenario.name)\n")]
    for choice in form.model.compiled.choices {
      guard lineage.choices[choice.slot] != nil, let usual = choice.options.first,
        choice.selected != usual, runner.settings.choices[choice.slot] == nil
      else { continue }
      children.append(
        (
          "\(choice.slot) = \(usual)",
          "name: zero-shock\nparent: \(lineage.scenario.name)\nchoices: {\(choice.slot): \(usual)}\n"
        ))
    }
    return try children.flatMap { subject, text in
      let file = try ScenarioFile(text: text, file: "zero-shock")
      let child = try solved(lineage.files + [file])
      var findings = try Examination.distances(
        from: inherited(parent), to: child, tolerance: 0, test: "zero shock", factor: { _ in 1 },
        count: 1)
      for index in findings.indices { findings[index].subject = subject }
      return findings
    }
  }

  /// A parent's run as its children see it: what they take from another of its variables, such as the
  /// price level that a tax is indexed to, is that variable.
  private func inherited(_ parent: StoredRun) throws -> StoredRun {
    let sources = Dictionary(
      try runner.form(of: lineage.files).model.model.symbols.compactMap { symbol in
        symbol.inherits.map { (symbol.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    let series = parent.series.map { series in
      guard let source = sources[series.variable],
        let values = parent.series(of: source, at: series.dimensions)?.values
      else { return series }
      var result = series
      result.values = values
      return result
    }
    return StoredRun(manifest: parent.manifest, series: series)
  }

  /// Solves a lineage in memory, without the store.
  private func solved(_ files: [ScenarioFile], nominalFactor: Double = 1) throws -> StoredRun {
    var parent: StoredRun?
    for position in files.indices {
      let line = Array(files[...position])
      let (wanted, model, years) = try runner.form(of: line)
      let scaled = nominalFactor == 1 ? model : model.scaledNominal(by: nominalFactor)
      let solution = try runner.solve(line, scaled, wanted, years: years, parent: parent)
      parent = StoredRun(
        manifest: RunManifest(
          identity: runner.identity(files[position], model, wanted, years: years, parent: parent),
          programVersion: ProgramVersion.current, solverReport: solution.yearReports,
          checks: solution.checkResults(tolerance: ScenarioRunner.checkTolerance)),
        series: scaled.series(of: solution, baseYear: runner.pack.baseYear))
    }
    guard let parent else { preconditionFailure("A lineage is never empty.") }
    return parent
  }

  /// The symbols furthest from `factor` times their value in another run, worst first.
  private static func distances(
    from first: StoredRun, to second: StoredRun, tolerance: Double, test: String,
    factor: (StoredSeries) -> Double, count: Int
  ) -> [Finding] {
    var sizes: [String: Double] = [:]
    for series in first.series {
      sizes[series.variable] = max(
        sizes[series.variable] ?? 0, series.values.map(\.magnitude).max() ?? 0)
    }
    var worst: [String: (distance: Double, place: String)] = [:]
    for series in first.series {
      guard let other = second.series(of: series.variable, at: series.dimensions) else { continue }
      let factor = factor(series)
      // A cell that is nearly zero is measured against the largest of its variable.
      let floor = max(1e-12, 1e-6 * (sizes[series.variable] ?? 0)) * factor
      for year in series.years {
        guard let value = series.value(in: year), let found = other.value(in: year) else {
          continue
        }
        let difference = (found - factor * value).magnitude
        let distance = difference == 0 ? 0 : difference / max((factor * value).magnitude, floor)
        if distance > worst[series.variable]?.distance ?? -1 || distance.isNaN {
          let cell = series.dimensions.pairs.isEmpty ? "" : "[\(series.dimensions)]"
          worst[series.variable] = (
            distance.isNaN ? .infinity : distance, "\(series.variable)\(cell) in \(year)"
          )
        }
      }
    }
    return worst.sorted { ($1.value.distance, $0.key) < ($0.value.distance, $1.key) }
      .prefix(count).map { name, found in
        Finding(
          test: test, subject: name, distance: found.distance, tolerance: tolerance,
          place: found.place)
      }
  }
}
