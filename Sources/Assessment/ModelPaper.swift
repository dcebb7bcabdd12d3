import Calibration
import Equations
import ModelLanguage
import Quantities

/// What a page or a document says of a model, before it is HTML or LaTeX: its files in order, each
/// with paragraphs and statements, and where each name is declared.
public struct ModelPaper {
  /// A file of the model.
  public struct Section {
    /// Its path within the model.
    public let title: String
    /// Where it is linked to.
    public let anchor: String
    /// Of a variant: which choice it belongs to, and whether it is taken by default.
    public let variant: String?
    /// What stands in it.
    public let entries: [Entry]
  }

  /// A paragraph or a statement.
  public enum Entry {
    /// A statement with all that is said of it. A variable and the equation that follows it are one.
    public struct Described {
      /// The name declared.
      public var name: String
      /// Where it is linked to.
      public var anchor: String
      /// The name with its indices.
      public var label: String
      /// What it is.
      public var kind: ModelItem.Kind
      /// The sentences above it.
      public var description: String
      /// Unit, status and other facts in words.
      public var facts: [String]
      /// Its formulas, each with the words before it.
      public var formulas: [(label: String, formula: Formula)]
      /// Works cited.
      public var source: String
      /// The value, or how many there are; empty where none is known.
      public var value: String
      /// Elements, options or settings.
      public var members: [String]
      /// Where it is written.
      public var place: String
      /// The text as written.
      public var code: [String]
      /// Names that stand in it.
      public var uses: [String]
      /// The unit stated.
      public var unit: String
      /// The status; nil where nothing gives one.
      public var status: Status?
    }

    /// A paragraph.
    case prose(String)
    /// A statement.
    case item(Described)
  }

  /// What stands at the top.
  public let title: String
  /// The files.
  public let sections: [Section]
  /// The anchor at which each name is declared.
  public let targets: [String: String]
  /// For each name, the entries that it stands in.
  public let users: [String: [(name: String, anchor: String)]]

  /// A paper of a model's text.
  /// - Parameters:
  ///   - text: The files of the model.
  ///   - title: What stands at the top.
  ///   - compiled: The model with its data, for elements and statuses; nil where there are none.
  ///   - calibrated: The same with its numbers, for values.
  public init(
    _ text: ModelText, title: String, compiled: CompiledModel? = nil,
    calibrated: CalibratedModel? = nil
  ) {
    self.title = title
    let writer = ModelPaperWriter(text: text, compiled: compiled, calibrated: calibrated)
    sections = writer.sections()
    var targets: [String: String] = [:]
    var users: [String: [(name: String, anchor: String)]] = [:]
    for section in sections {
      for case .item(let item) in section.entries {
        if targets[item.name] == nil, !item.name.isEmpty { targets[item.name] = item.anchor }
        if item.kind == .index {
          for name in item.members where targets[name] == nil { targets[name] = item.anchor }
        }
      }
    }
    for section in sections {
      for case .item(let item) in section.entries {
        for name in item.uses where name != item.name && targets[name] != nil {
          users[name, default: []].append((item.name, item.anchor))
        }
      }
    }
    self.targets = targets
    self.users = users
  }
}
