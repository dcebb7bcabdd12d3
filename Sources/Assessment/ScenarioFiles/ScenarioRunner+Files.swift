import Foundation
import Quantities
import Scenarios

extension ScenarioRunner {
  /// The file of a scenario given by its name or its path.
  /// - Throws: ``AssessmentError`` when there is none.
  public func file(of name: String) throws(AssessmentError) -> String {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      guard FileManager.default.fileExists(atPath: name) else {
        throw .inputOutput("There is no file \(name). `jtam scenario list` names the scenarios.")
      }
      return name
    }
    guard let file = ScenarioLineage.find(name, in: scenarioFolders) else {
      let known = ScenarioLineage.names(in: scenarioFolders)
      throw .usage(
        "There is no scenario \"\(name)\" in \(scenarioFolders.joined(separator: ", ")): "
          + NearestName.hint(for: name, among: known))
    }
    return file
  }

  /// The years solved of a scenario.
  /// - Throws: `ScenarioError` when they do not begin before the pack's base year ends, or go on
  ///   beyond the pack's data.
  func years(of lineage: ScenarioLineage) throws(ScenarioError) -> ClosedRange<Int> {
    let last = lineage.years?.upperBound ?? pack.lastYear
    guard last > pack.baseYear, last <= pack.lastYear else {
      let stated = lineage.files.last { $0.years != nil } ?? lineage.scenario
      throw ScenarioError.yearOutside(
        stated.location, what: "years", year: last, years: (pack.baseYear + 1)...pack.lastYear)
    }
    return (pack.baseYear + 1)...last
  }
}
