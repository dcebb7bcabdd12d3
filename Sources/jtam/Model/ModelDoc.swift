import ArgumentParser
import Assessment

/// `jtam model doc`.
struct ModelDoc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc",
    abstract: "Write a model as one HTML page: formulas, words, values, links, search.",
    discussion: """
      The page needs no connection and no other file. Every variant of every choice is in it; values \
      are those of the model with its data, where they are at hand.
      """)

  @OptionGroup var input: ModelInputOptions
  @OptionGroup var file: FileOptions

  mutating func run() throws {
    try file.keep(input.inputs())
    try file.write(ModelPage(input.paper()).html())
  }
}
