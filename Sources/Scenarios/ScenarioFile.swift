import Quantities

/// A place in a scenario file.
public struct ScenarioLocation: Sendable, Hashable, CustomStringConvertible {
  /// The file, as the reader would name it.
  public let file: String
  /// The line, from 1.
  public let line: Int

  /// Creates a location.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// `file:line`.
  public var description: String { "\(file):\(line)" }
}

/// A scenario as written: a named change to its parent, or, without a parent, a baseline.
///
/// What a scenario does not say, it has from its parent: pack, years, closure and choices by name,
/// all other values as the paths of the parent's run.
public struct ScenarioFile: Sendable, Equatable {
  /// The name; runs are called after it.
  public var name: String
  /// What it is, in a sentence or two.
  public var description: String
  /// The country pack; nil to take the parent's.
  public var pack: String?
  /// The scenario this one is a change to.
  public var parent: String?
  /// Who wrote it.
  public var author: String
  /// The year of the data; nil to take the parent's.
  public var base: Int?
  /// The years solved; nil to take the parent's.
  public var years: ClosedRange<Int>?
  /// The closure; nil to take the parent's, or the model's own.
  public var closure: String?
  /// Which variant of a block is taken.
  public var choices: [Choice]
  /// Policy instruments and their paths.
  public var levers: [Setting]
  /// Other exogenous values and their paths.
  public var overrides: [Setting]
  /// What is added to the right side of equations, year by year.
  public var addFactors: [AddFactor]
  /// Variables whose paths are given while an instrument is solved for.
  public var targets: [ScenarioTarget]
  /// Levers that belong together when results are attributed; none to take the parent's.
  public var measures: [Measure] = []
  /// The file's text, whose hash goes into a run's manifest.
  public var text: String
  /// Where it begins.
  public var location: ScenarioLocation

  /// The variant of a block, such as `wages: phillips`.
  public struct Choice: Sendable, Equatable {
    /// The block.
    public var block: String
    /// The variant.
    public var variant: String
    /// Where it is said.
    public var location: ScenarioLocation
  }

  /// A path for a lever or another exogenous value.
  public struct Setting: Sendable, Equatable {
    /// The symbol, and a cell of it if one is named.
    public var cell: CellName
    /// Its values.
    public var path: PathSpecification
    /// Where it is said.
    public var location: ScenarioLocation
  }

  /// What is added to an equation in single years; years not listed keep the parent's.
  public struct AddFactor: Sendable, Equatable {
    /// The equation, and an element of it if one is named.
    public var equation: CellName
    /// Year and value.
    public var values: [Int: Double]
    /// Where it is said.
    public var location: ScenarioLocation
  }

  /// The variants chosen, by block.
  public var chosenVariants: [String: String] {
    Dictionary(choices.map { ($0.block, $0.variant) }, uniquingKeysWith: { _, last in last })
  }
}

/// A name such as `carbonPrice` or `worldPrice[oil]`.
public struct CellName: Sendable, Hashable, CustomStringConvertible {
  /// The symbol.
  public let name: String
  /// The elements in the order of its indices; empty for all cells of the symbol.
  public let elements: [String]

  /// Creates a name.
  public init(_ name: String, _ elements: [String] = []) {
    self.name = name
    self.elements = elements
  }

  /// Reads `name` or `name[a,b]`; nil when it is neither.
  public init?(text: String) {
    func isWord(_ part: Substring) -> Bool {
      !part.isEmpty
        && part.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ".")
        }
    }
    guard let open = text.firstIndex(of: "[") else {
      guard isWord(text[...]) else { return nil }
      self.init(text)
      return
    }
    guard text.last == "]" else { return nil }
    let inside = text[text.index(after: open)..<text.index(before: text.endIndex)]
    let elements = inside.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }
    guard isWord(text[..<open]), elements.allSatisfy(isWord) else { return nil }
    self.init(String(text[..<open]), elements.map(String.init))
  }

  /// `name[a,b]`, or the bare name.
  public var description: String {
    elements.isEmpty ? name : "\(name)[\(elements.joined(separator: ","))]"
  }
}

/// A variable whose path is given in some years, and the exogenous value solved for instead.
public struct ScenarioTarget: Sendable, Equatable {
  /// Where the path of a target is found.
  public enum Source: Sendable, Equatable {
    /// Listed in the file, every year of it.
    case values([Int: Double])
    /// The exogenous path of this name, from the pack's data.
    case path(String)
    /// From the base value on, growing at the rates of the exogenous path of this name.
    case growth(String)
  }

  /// The variable to be steered.
  public var variable: String
  /// Which cell of it; empty for a scalar.
  public var dimensions: Dimensions
  /// The exogenous value that is solved for.
  public var instrument: CellName
  /// The years in which it is.
  public var years: ClosedRange<Int>
  /// The variable's path.
  public var source: Source
  /// Where it is said.
  public var location: ScenarioLocation
}
