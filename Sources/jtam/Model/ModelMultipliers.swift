import ArgumentParser
import Assessment
import Foundation
import Reporting

/// `jtam model multipliers`.
struct ModelMultipliers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "multipliers",
    abstract: "Output multipliers of the frozen model, with the tables they follow from.",
    discussion: """
      Solves the whole model once for each purchase of final users, a unit more of it bought, and \
      writes multipliers.csv and the tables of make shares, contents, import shares and input \
      coefficients to a folder, so that another program can compute the same by inverting a matrix. A \
      model of --model needs a closure `frozen` that holds prices, wages and coefficients, or another \
      that --closure names, and the variables purchases[product, user] and outputReal[sector].
      """)

  @Option(
    help: ArgumentHelp(
      "The folder to write to; it is made when it is not there.", valueName: "folder"))
  var out: String

  @Flag(help: "Replace files that are there already.")
  var force = false

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    projectOptions.closure = projectOptions.closure ?? OutputMultipliers.closure
    let multipliers = try OutputMultipliers(of: projectOptions.project())
    do {
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    } catch {
      throw AssessmentError.inputOutput(
        "The folder \(out) cannot be made: \(error.localizedDescription).")
    }
    let folder = URL(fileURLWithPath: out)
    let files = multipliers.files().map { (folder.appendingPathComponent($0.name).path, $0.text) }
    try OutputFile.check(files.map(\.0), replacing: force)
    for (path, text) in files {
      try OutputFile.write(text, to: path, replacing: force)
      try Console.write(path + "\n")
    }
    talk.say("\(multipliers.columns.count) final purchases raised by a unit each.")
  }
}
