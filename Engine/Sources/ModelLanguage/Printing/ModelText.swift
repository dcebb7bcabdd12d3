import Equations
import Quantities

/// A model as its reader meets it: every file, every variant of every choice, each statement with
/// its words and its formulas, before any data.
public struct ModelText: Sendable {
  /// The files in the order of inclusion, the main one first.
  public internal(set) var blocks: [ModelBlock] = []
  /// The statements of a file that only a variant reads repeat names: what is declared where.
  let syntax: [BlockSyntax]
  let sources: SourceMap

  /// The names that a text declares, with the items that declare them.
  public var items: [ModelItem] { blocks.flatMap(\.items) }

  /// Reads a model's files and what any choice could include.
  /// - Throws: The mistakes of form in any of them; names are not looked up.
  public init(main: String, source: ModelSource = .fileSystem) throws(ModelDiagnostics) {
    var reader = ModelTextReader(source: source)
    reader.load(main, variant: nil, requestedAt: nil)
    try reader.problems.finish()
    syntax = reader.blocks
    sources = reader.sources
    blocks = syntax.map { ModelTextBuilder(all: reader.blocks, sources: reader.sources).block($0) }
  }
}

/// One file of a model.
public struct ModelBlock: Sendable {
  /// Where it was read.
  public let path: String
  /// The choice and the option it stands for; nil where it is always included.
  public let variant: ModelVariant?
  /// Its paragraphs and statements in order.
  public let items: [ModelItem]
}

/// An option of a choice.
public struct ModelVariant: Sendable, Hashable {
  /// The name of the choice.
  public let slot: String
  /// The option.
  public let option: String
  /// Whether it is the one taken where nobody asks for another.
  public let isDefault: Bool
}

/// A statement of a model, or a paragraph between statements.
public struct ModelItem: Sendable {
  /// What it is.
  public enum Kind: String, Sendable {
    case prose, set, index, parameter, variable, exogenous, equation, check, function, calibration
    case choice, closure, include
  }

  /// A formula and the clause that it stands in: `base`, `growth`, `before`, `where`, `relative to`;
  /// empty for the statement itself.
  public struct Part: Sendable {
    /// The word of the clause.
    public let clause: String
    /// What it says.
    public let formula: Formula
    /// The same as written, with single spaces.
    public let text: String
  }

  /// What it is.
  public let kind: Kind
  /// The name declared; of an equation without a name the variable it determines.
  public internal(set) var name: String
  /// The sets or indices it runs over.
  public internal(set) var indices: [String] = []
  /// The sentences above it; for prose, the paragraph.
  public internal(set) var description = ""
  /// The statement as written, with single spaces.
  public internal(set) var text = ""
  /// Its formulas.
  public internal(set) var parts: [Part] = []
  /// The names that stand in it, but the one declared, each once.
  public internal(set) var uses: [String] = []
  /// Where it stands.
  public internal(set) var location: SourceLocation
  /// The unit stated.
  public internal(set) var unit = ""
  /// The source cited.
  public internal(set) var source = ""
  /// The status stated.
  public internal(set) var status: Status?
  /// What else the text says of it: nominal, sparse, positive, a lever's bounds.
  public internal(set) var facts: [String] = []
  /// The elements of a set, the options of a choice, the settings of a closure, where the text lists them.
  public internal(set) var members: [String] = []
  /// The set that a set is part of or an index runs over.
  public internal(set) var parent: String?
}

/// One file, parsed.
struct BlockSyntax: Sendable {
  let file: Int
  let variant: ModelVariant?
  let statements: [Statement]
  let comments: [Comment]
}

/// Reads every file that a model can include.
struct ModelTextReader {
  let source: ModelSource
  var blocks: [BlockSyntax] = []
  var sources = SourceMap()
  let problems = DiagnosticCollector()
  private var seen: Set<String> = []

  init(source: ModelSource) { self.source = source }

  mutating func load(_ path: String, variant: ModelVariant?, requestedAt span: Span?) {
    guard seen.insert(path).inserted else { return }
    let text: String
    do throws(ModelSourceError) {
      text = try source.read(path)
    } catch {
      let help = span == nil ? "check the path" : "paths are relative to the file that names them"
      let problem =
        span.map { sources.diagnostic($0, "\(error)", help: help) }
        ?? Diagnostic(file: path, message: "\(error)", help: help)
      switch error {
      case .missing, .notUTF8: problems.record(problem)
      default: problems.record(problem.ofUnreadableFile)
      }
      return
    }
    let file = sources.add(path: path, text: text)
    var lexer = Lexer(source: sources.texts[file], file: file)
    _ = lexer.scan()
    let result = Parser.parse(sources.texts[file], file: file)
    result.problems.forEach { problems.record($0) }
    blocks.append(
      BlockSyntax(
        file: file, variant: variant, statements: result.statements, comments: lexer.comments))
    for statement in result.statements {
      switch statement.kind {
      case .include(let name):
        load(ModelReader.resolve(name.text, from: path), variant: variant, requestedAt: name.span)
      case .choose(let slot, let options):
        for (number, option) in options.enumerated() {
          load(
            ModelReader.resolve("\(slot.text)/\(option.text).eqn", from: path),
            variant: ModelVariant(slot: slot.text, option: option.text, isDefault: number == 0),
            requestedAt: option.span)
        }
      default: break
      }
    }
  }
}
