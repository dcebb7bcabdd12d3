import Quantities
import Results
import Scenarios

/// A scenario as measures that can be taken or left, beside a run of an ancestor.
struct MeasurePackage {
  /// A group of levers and what the scenario sets them to.
  struct Measure {
    var name: String
    var settings: [ScenarioFile.Setting]
  }

  let measures: [Measure]
  /// The years solved.
  let years: ClosedRange<Int>

  private let atHand: RunAtHand
  private let base: StoredRun
  private let files: [ScenarioFile]
  private let form: ScenarioRunner.Form
  /// Settings that leave a lever where the base has it; they are in every set.
  private let idle: [ScenarioFile.Setting]

  init(_ atHand: RunAtHand, base: StoredRun) throws {
    let identity = atHand.run.manifest.identity
    let lineage = try atHand.runner.lineage(of: identity.scenario)
    guard lineage.scenario.name == identity.scenario,
      SHA256.hexadecimal(of: lineage.scenario.text) == identity.scenarioHash
    else {
      throw AssessmentError.usage(
        "\(lineage.scenario.location.file) is not the text that \(atHand.run.manifest.runID) was solved from. Solve the scenario again with jtam run."
      )
    }
    let name = base.manifest.identity.scenario
    guard let position = lineage.files.dropLast().firstIndex(where: { $0.name == name }) else {
      throw AssessmentError.usage(
        "\(identity.scenario) is not a change to \(name), so its measures cannot be taken one by one from there. Name one of \(lineage.files.dropLast().map(\.name).joined(separator: ", ")) with --base."
      )
    }
    self.atHand = atHand
    self.base = base
    files = lineage.files
    form = try atHand.runner.form(of: lineage.files)
    years = form.years
    let settings = lineage.files[(position + 1)...].flatMap { $0.levers + $0.overrides }
    let moved = try MeasurePackage.moved(settings, files, form, base: base)
    idle = settings.filter { setting in !moved.contains { $0.overlaps(setting.cell) } }
    measures = MeasurePackage.group(
      settings.filter { setting in moved.contains { $0.overlaps(setting.cell) } },
      as: lineage.measures)
    guard !measures.isEmpty else {
      throw AssessmentError.usage(
        "\(identity.scenario) sets no lever to anything but what \(base.manifest.runID) has, so there are no measures to tell apart."
      )
    }
  }

  /// The run with some of the measures: bit `i` stands for measure `i`.
  func solve(_ set: Int) throws -> StoredRun {
    let taken = measures.indices.filter { set & (1 << $0) != 0 }.flatMap { measures[$0].settings }
    let problem = try MeasurePackage.problem(idle + taken, files, form, base: base)
    let solution = try atHand.runner.solve(problem.path, of: files[files.count - 1].name, form)
    return StoredRun(manifest: atHand.run.manifest, series: problem.series(of: solution))
  }

  /// Settings in the order of the file, each with the measure that names it, else by itself.
  static func group(
    _ settings: [ScenarioFile.Setting], as stated: [ScenarioFile.Measure]
  ) -> [Measure] {
    var result: [Measure] = []
    for setting in settings {
      let name =
        stated.first { $0.levers.contains { $0.overlaps(setting.cell) } }?.name
        ?? setting.cell.description
      if let known = result.firstIndex(where: { $0.name == name }) {
        result[known].settings.append(setting)
      } else {
        result.append(Measure(name: name, settings: [setting]))
      }
    }
    return result
  }

  /// The names of the cells that some settings give another path than the base has.
  private static func moved(
    _ settings: [ScenarioFile.Setting], _ files: [ScenarioFile], _ form: ScenarioRunner.Form,
    base: StoredRun
  ) throws -> [CellName] {
    let (all, none) = (
      try problem(settings, files, form, base: base).path,
      try problem([], files, form, base: base).path
    )
    return form.model.model.symbols.filter { $0.kind == .exogenous }.flatMap { symbol in
      symbol.cells.filter { cell in
        zip(all.exogenous, none.exogenous).contains { $0[cell] != $1[cell] }
      }.map { CellName(symbol.name, symbol.elements[$0 - symbol.firstCell]) }
    }
  }

  /// The scenario with these settings and no other, as a change to the base.
  private static func problem(
    _ settings: [ScenarioFile.Setting], _ files: [ScenarioFile], _ form: ScenarioRunner.Form,
    base: StoredRun
  ) throws -> ScenarioProblem {
    var scenario = files[files.count - 1]
    scenario.levers = settings
    scenario.overrides = []
    return try ScenarioProblem(
      model: form.model, files: files.dropLast() + [scenario], years: form.years,
      baseYear: base.manifest.identity.firstYear, parent: base)
  }
}
