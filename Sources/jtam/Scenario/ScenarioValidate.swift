import ArgumentParser
import Assessment
import Foundation

/// `jtam scenario validate NAME…`.
struct ScenarioValidate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Find everything that is wrong with scenario files, each with its line.",
    discussion: "Exit code 0 when all are fine, 65 when one is wrong, 74 when one is not there.")

  @Argument(help: "Scenarios: names or files.")
  var names: [String]

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let runner = try ScenarioDesk(try projectOptions.project()).scenarios
    var code: Int32 = 0
    for name in names {
      do {
        let examination = try runner.examine(file: runner.file(of: name))
        for problem in examination.problems { Console.message("\(problem)") }
        if examination.problems.isEmpty {
          if !talk.quiet { try Console.write("\(examination.file): fine\n") }
        } else {
          code = 65
        }
      } catch {
        Console.failure(error)
        if code == 0 { code = AssessmentError.exitCode(of: error) }
      }
    }
    if code != 0 { throw ExitCode(code) }
  }
}
