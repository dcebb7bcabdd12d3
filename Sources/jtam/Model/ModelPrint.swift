import ArgumentParser
import Assessment

/// `jtam model print [FILE]`.
struct ModelPrint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract:
      "Print a whole model from its text: every set, equation, unit, value, status and source.",
    discussion: "Markdown, file by file, every variant of every block included.")

  @OptionGroup var input: ModelInputOptions
  @OptionGroup var file: FileOptions

  mutating func run() throws {
    try file.keep(input.inputs())
    let settings = try input.projectOptions.settings()
    let book =
      try input.own().map { try ModelBook(of: $0, settings: settings) }
      ?? ModelBook(of: input.projectOptions.project())
    try file.write(book.markdown())
  }
}
