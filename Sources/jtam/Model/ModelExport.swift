import ArgumentParser
import Assessment
import Exporting
import Foundation

/// `jtam model export`.
struct ModelExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model for another program.",
    discussion: """
      dynare: a .mod file with every equation, parameter, exogenous path and value before the first \
      year, which Dynare 5 or later solves by itself: of any model file, with the options of \
      `model solve`, or of a scenario of a country pack. Nothing of this program's own solution is \
      in it, but for the paths that a scenario has from its parent.
      """)

  /// The forms of a model for other programs.
  enum Format: String, CaseIterable, ExpressibleByArgument { case dynare }

  @Argument(help: "The model's main file. Without it, --scenario.")
  var modelFile: String?

  @Option(help: "The form.")
  var format: Format

  @Option(help: "A scenario of the pack: its model with all that determines its path.")
  var scenario: String?

  @Option(help: "The folder of the file's tables: one NAME.csv for each symbol and set.")
  var data: String?

  @Option(help: "The first period of the file.")
  var from: Int?

  @Option(help: "The last period of the file.")
  var to: Int?

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var file: FileOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    guard (modelFile == nil) != (scenario == nil) else {
      throw ValidationError("Name a model file, or a scenario by --scenario; not both.")
    }
    if scenario != nil, data != nil || from != nil || to != nil {
      throw ValidationError(
        "--data, --from and --to belong to a model file. A scenario has its pack and its years.")
    }
    if modelFile != nil, projectOptions.pack != nil || projectOptions.model != nil {
      throw ValidationError("--pack and --model belong to a scenario. A model file has --data.")
    }
    if let out = file.out {
      // Dynare makes a folder and functions of this name.
      let name = URL(fileURLWithPath: out).lastPathComponent
      guard name.range(of: "^[A-Za-z][A-Za-z0-9_]*\\.mod$", options: .regularExpression) != nil
      else {
        throw ValidationError(
          "Dynare cannot read a file called \(name): use letters, digits and _, begin with a letter and end with .mod."
        )
      }
    }
  }

  mutating func run() throws {
    let stated: StatedProblem
    let title: String
    if let scenario {
      let project = try projectOptions.project()
      stated = try StatedProblem(scenario: scenario, runner: project.runner(storing: false))
      title = "Scenario \(scenario) of jtam's model"
    } else if let modelFile {
      stated = try StatedProblem(
        file: modelFile, data: data, from: from, to: to, settings: projectOptions.settings())
      title = URL(fileURLWithPath: modelFile).lastPathComponent
    } else {
      return
    }
    let model = try DynareModel(model: stated.model, problem: stated.path)
    try file.write(model.text(title: title))
    talk.say(
      "\(model.unknowns.count) equations, periods \(stated.path.years.lowerBound) to \(stated.path.years.upperBound)."
    )
  }
}
