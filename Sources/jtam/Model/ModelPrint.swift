import ArgumentParser
import Assessment

/// `jtam model print`.
struct ModelPrint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract:
      "Print the whole model from its text: every equation, unit, value, status and source.",
    discussion: "Markdown, file by file, every variant of every block included.")

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var file: FileOptions

  mutating func run() throws {
    try file.write(ModelBook(of: projectOptions.project()).markdown())
  }
}
