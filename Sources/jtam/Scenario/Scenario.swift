import ArgumentParser

/// `jtam scenario …`.
struct Scenario: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make, read, change, compare and check scenario files.",
    subcommands: [
      ScenarioNew.self, ScenarioSet.self, ScenarioShow.self, ScenarioList.self, ScenarioDiff.self,
      ScenarioValidate.self, ScenarioSchemaCommand.self,
    ])
}
