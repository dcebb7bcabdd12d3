import Foundation
import Quantities
import Reporting
import Scenarios

/// The scenario files that a runner finds.
public struct ScenarioCatalogue {
  /// Scenarios that can be read, in alphabetical order; of several with one name, the one that the
  /// name means.
  public let scenarios: [ScenarioFile]
  /// What is wrong with the others.
  public let problems: [String]

  /// Looks through the folders of a runner.
  public init(_ runner: ScenarioRunner) {
    var scenarios: [ScenarioFile] = []
    var problems: [String] = []
    for name in ScenarioLineage.names(in: runner.scenarioFolders) {
      guard let file = ScenarioLineage.find(name, in: runner.scenarioFolders) else { continue }
      do {
        scenarios.append(try ScenarioFile(text: ScenarioLineage.text(at: file), file: file))
      } catch {
        problems.append("\(error)")
      }
    }
    self.scenarios = scenarios
    self.problems = problems
  }

  /// The scenarios that set a lever or override themselves.
  public func users(of name: String) -> [String] {
    scenarios.filter { file in
      (file.levers + file.overrides).contains { $0.cell.name == name }
    }.map(\.name)
  }

  /// One scenario a row.
  public var table: RecordTable {
    var table = RecordTable(columns: ["scenario", "parent", "levers", "description", "file"])
    for file in scenarios {
      var names: [String] = []
      for setting in file.levers + file.overrides where !names.contains("\(setting.cell)") {
        names.append("\(setting.cell)")
      }
      table.rows.append([
        .text(file.name), .text(file.parent ?? ""), .text(names.joined(separator: " ")),
        .text(ModelGuide.line(file.description)), .text(file.location.file),
      ])
    }
    return table
  }
}
