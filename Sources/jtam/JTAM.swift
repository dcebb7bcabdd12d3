import ArgumentParser
import Assessment
import Foundation

/// The program `jtam`.
@main
struct JTAM: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jtam",
    abstract:
      "Assess what policies for a just transition do to jobs, incomes, prices and emissions.",
    discussion: """
      A country pack holds the data, a scenario says what changes, a run holds every variable of \
      every year. Begin with `jtam demo`.

      Exit codes: 0 done, 1 a check failed, 2 no solution, 64 usage, 65 bad data or model text, \
      74 files, 75 try again.
      """,
    version: "jtam \(ProgramVersion.current)",
    subcommands: [
      Demo.self, Run.self, Runs.self, Show.self, Compare.self, Decompose.self, Jobs.self,
      Affected.self, Plot.self, Export.self, Scenario.self, Levers.self, Sources.self, Check.self,
      Import.self, Balance.self, SAM.self, Pack.self, Model.self, Doctor.self,
    ])

  /// Runs the command and ends with the exit code that its outcome has by contract.
  static func main() async {
    // A reader that has seen enough, as in `jtam export | head`, ends the program without a word,
    // whatever the parent process does with SIGPIPE; a file that may not grow is an error message.
    signal(SIGPIPE, SIG_DFL)
    signal(SIGXFSZ, SIG_IGN)
    let command: any ParsableCommand
    do {
      command = try parseAsRoot()
    } catch {
      guard exitCode(for: error).rawValue != 0 else { exit(withError: error) }
      fail(fullMessage(for: error), exitCode(for: error).rawValue)
    }
    do {
      if var running = command as? any AsyncParsableCommand {
        try await running.run()
      } else {
        var running = command
        try running.run()
      }
    } catch let error as ExitCode {
      exit(withError: error)
    } catch let error as ValidationError {
      fail("Error: \(error.message)", ExitCode.validationFailure.rawValue)
    } catch {
      if exitCode(for: error) == .success { exit(withError: error) }
      Console.failure(error)
      Foundation.exit(AssessmentError.exitCode(of: error))
    }
  }

  /// Ends with a message of the argument parser, which begins as all errors here do.
  private static func fail(_ text: String, _ code: Int32) -> Never {
    let opening = "Error: "
    Console.message(text.hasPrefix(opening) ? "error: " + text.dropFirst(opening.count) : text)
    Foundation.exit(code)
  }
}
