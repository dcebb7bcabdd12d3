import Foundation
import Scenarios

/// A scenario file held against the model: everything that is wrong with it, or what it comes to.
public struct ScenarioExamination {
  /// The file.
  public let file: String
  /// What is wrong, in the order of the lines.
  public let problems: [ScenarioError]
  /// What the scenario comes to; nil when something is wrong.
  public let resolved: ResolvedScenario?
}

extension ScenarioRunner {
  /// Examines a scenario file that is there.
  /// - Throws: `ScenarioError` when it cannot be read as text, or what is wrong with the model.
  public func examine(file: String) throws -> ScenarioExamination {
    try examine(text: ScenarioLineage.text(at: file), file: file)
  }

  /// What a scenario comes to.
  /// - Throws: ``AssessmentError`` with everything that is wrong with it.
  public func resolve(_ name: String) throws -> ResolvedScenario {
    let examination = try examine(file: file(of: name))
    guard let resolved = examination.resolved else {
      throw AssessmentError.badInput(
        examination.problems.map(\.description).joined(separator: "\n"))
    }
    return resolved
  }

  /// Examines a text that is or will be a scenario file.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: The file it has or will have: its parents are looked for beside it.
  /// - Throws: What is wrong with the model or the pack; problems of the scenario are in the result.
  public func examine(text: String, file: String) throws -> ScenarioExamination {
    let reading = ScenarioReading(text: text, file: file)
    var problems = reading.problems
    func result(_ resolved: ResolvedScenario?) -> ScenarioExamination {
      let order = problems.enumerated().sorted { first, second in
        (first.element.location?.line ?? 0, first.offset)
          < (second.element.location?.line ?? 0, second.offset)
      }
      return ScenarioExamination(
        file: file, problems: order.map(\.element), resolved: problems.isEmpty ? resolved : nil)
    }
    guard let scenario = reading.scenario else { return result(nil) }
    let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    if !scenario.name.isEmpty && scenario.name != stem {
      problems.append(
        .inconsistent(
          scenario.location,
          problem: """
            the scenario is called "\(scenario.name)" and its file "\(stem)": children find a \
            scenario by its file. Give both one name.
            """))
    }
    var lineage = ScenarioLineage(files: [scenario])
    do {
      lineage = try ScenarioLineage(of: scenario, at: file, in: scenarioFolders)
    } catch {
      problems.append(error)
    }
    problems += packProblems(lineage)
    var years = (pack.baseYear + 1)...pack.lastYear
    do {
      years = try self.years(of: lineage)
    } catch {
      problems.append(error)
    }
    let model = try form(of: lineage, years: years)
    problems += model.vocabulary(years: years).problems(in: lineage)
    guard problems.isEmpty else { return result(nil) }
    let resolved = try ResolvedScenario(lineage, model: model, years: years, pack: pack)
    problems += resolved.problems
    return result(resolved)
  }

  /// The model in the form that a scenario asks for; in its own form when there is no such one.
  private func form(of lineage: ScenarioLineage, years: ClosedRange<Int>) throws -> PreparedModel {
    do {
      return try preparedModel(choices: lineage.choices, closure: lineage.closure)
    } catch {
      let standard = try preparedModel()
      let known = standard.vocabulary(years: years)
      let isKnown =
        lineage.choices.allSatisfy { known.choices[$0]?.contains($1) == true }
        && lineage.closure.map(known.closures.contains) != false
      if isKnown { throw error }
      return standard
    }
  }

  private func packProblems(_ lineage: ScenarioLineage) -> [ScenarioError] {
    var problems: [ScenarioError] = []
    let place = lineage.scenario.location
    if let wanted = lineage.pack, wanted != pack.name {
      problems.append(
        .inconsistent(
          place,
          problem: """
            the scenario is for the pack "\(wanted)" and the pack in use is "\(pack.name)". Name \
            the other with --pack.
            """))
    }
    if let base = lineage.base, base != pack.baseYear {
      problems.append(
        .inconsistent(
          place, problem: "base is \(base) and the pack's data are of \(pack.baseYear)."))
    }
    return problems
  }
}
