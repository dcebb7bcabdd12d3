import ArgumentParser
import Assessment
import Reporting

/// `jtam model export`.
struct ModelExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a model for another program.",
    discussion: """
      latex: a document that pdflatex, xelatex or lualatex compiles, with every equation as a formula.
      """)

  /// The programs written for.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case latex
  }

  @Option(help: "What to write: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: Format

  @OptionGroup var input: ModelInputOptions
  @OptionGroup var file: FileOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    switch format {
    case .latex: try file.write(latex())
    }
  }

  private func latex() throws -> String {
    let paper = try input.paper()
    return ModelLaTeX(paper).document()
  }
}
