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
      latex: a document that pdflatex, xelatex or lualatex compiles, with every equation as a formula.

      dynare: a .mod file with every equation, parameter, exogenous path and value before the first \
      year, which Dynare 5 or later solves by itself: of any model file, with the options of \
      `model solve`, or of a scenario of a country pack. Nothing of this program's own solution is \
      in it, but for the paths that a scenario has from its parent.
      """)

  /// The forms of a model for other programs.
  enum Format: String, CaseIterable, ExpressibleByArgument { case dynare, latex }

  @Option(help: "The form.")
  var format: Format

  @Option(
    help: ArgumentHelp(
      "dynare: a scenario of the pack, its model with all that determines its path.",
      valueName: "name"))
  var scenario: String?

  @Option(
    help: ArgumentHelp("dynare: the first period of a file.", valueName: "period"))
  var from: Int?

  @Option(
    help: ArgumentHelp("dynare: the last period of a file.", valueName: "period"))
  var to: Int?

  @OptionGroup var input: ModelInputOptions
  @OptionGroup var output: FileOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    switch format {
    case .latex:
      guard scenario == nil, from == nil, to == nil else {
        throw ValidationError(
          "--scenario, --from and --to determine a path: they belong to --format dynare.")
      }
    case .dynare:
      guard (input.file == nil) != (scenario == nil) else {
        throw ValidationError("Name a model file, or a scenario by --scenario; not both.")
      }
      if scenario != nil, from != nil || to != nil {
        throw ValidationError(
          "--from and --to belong to a model file. A scenario has its own years.")
      }
      if let out = output.out { try validate(dynareFile: out) }
    }
  }

  private func validate(dynareFile path: String) throws {
    // Dynare makes a folder and functions of this name.
    let name = URL(fileURLWithPath: path).lastPathComponent
    guard name.range(of: "^[A-Za-z][A-Za-z0-9_]*\\.mod$", options: .regularExpression) != nil else {
      throw ValidationError(
        "Dynare cannot read a file called \(name): use letters, digits and _, begin with a letter and end with .mod."
      )
    }
    guard !DynareModel.reservedWords.contains(String(name.dropLast(4))) else {
      throw ValidationError(
        "Dynare makes functions of the file's name, and \(name.dropLast(4)) is a word of MATLAB or Octave. Name the file otherwise, such as \(name.dropLast(4))_model.mod."
      )
    }
  }

  mutating func run() throws {
    try output.keep(input.inputs())
    switch format {
    case .latex: try output.write(ModelLaTeX(input.paper()).document())
    case .dynare: try writeDynare()
    }
  }

  private func writeDynare() throws {
    let stated: StatedProblem
    let title: String
    if let scenario {
      stated = try StatedProblem(
        scenario: scenario, runner: input.projectOptions.project().runner(storing: false))
      title = "Scenario \(scenario) of jtam's model"
    } else if let file = input.file {
      stated = try StatedProblem(
        OwnModel(file: file, data: input.dataOptions.data), from: from, to: to,
        settings: input.projectOptions.settings())
      title = URL(fileURLWithPath: file).lastPathComponent
    } else {
      return
    }
    let model = try DynareModel(model: stated.model, problem: stated.path)
    try output.write(model.text(title: title))
    talk.say(
      "\(model.unknowns.count) equations, periods \(stated.path.years.lowerBound) to \(stated.path.years.upperBound)."
    )
  }
}
