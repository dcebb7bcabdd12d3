import Quantities

/// A place in the model text.
public struct SourceLocation: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The file, as the reader would name it.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1.
  public var column: Int

  /// Creates a location.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }
}

/// What a symbol is.
public enum SymbolKind: String, Sendable, Codable {
  case parameter, variable, exogenous
}

/// What a user may do with a policy lever, printed by `jtam levers`.
public struct LeverDescription: Sendable, Equatable, Codable {
  /// The smallest value accepted.
  public var lowerBound: Double
  /// The largest value accepted.
  public var upperBound: Double
  /// A typical low value, as guidance.
  public var typicalLow: Double?
  /// A typical high value, as guidance.
  public var typicalHigh: Double?

  /// Creates a description of a lever.
  public init(
    lowerBound: Double, upperBound: Double, typicalLow: Double? = nil, typicalHigh: Double? = nil
  ) {
    self.lowerBound = lowerBound
    self.upperBound = upperBound
    self.typicalLow = typicalLow
    self.typicalHigh = typicalHigh
  }
}

/// A declared name with all its elements: `output[sector]` is one symbol of as many cells as sectors.
///
/// Variables and exogenous values share one numbering of cells, parameters have their own.
public struct ModelSymbol: Sendable {
  /// The name in the model text.
  public var name: String
  /// What it is.
  public var kind: SymbolKind
  /// The sets it is indexed over, by the names results use as dimensions; empty for a scalar.
  public var dimensions: [String]
  /// The elements of each cell, in the order of the cells.
  public var elements: [[String]]
  /// The first cell; the symbol holds `elements.count` consecutive cells.
  public var firstCell: Int
  /// The unit, as the text states it.
  public var unit: String
  /// Whether it is measured in current money, so that it doubles when all nominal anchors double.
  public var isNominal: Bool
  /// Whether the sum over its cells means something, so that results state it too.
  public var isAdditive: Bool
  /// The sentences written above the declaration.
  public var description: String
  /// Where its values or its equation come from.
  public var source: String
  /// How far to trust its values.
  public var status: Status
  /// Where it is declared.
  public var location: SourceLocation
  /// What a user may do with it, if it is a policy instrument.
  public var lever: LeverDescription?
  /// The variable of the parent run that supplies this exogenous symbol in a scenario, if any.
  public var inherits: String?
  /// The values it may take, where the text says so or it is a lever.
  public var range: PermittedRange?

  /// Creates a symbol.
  public init(
    name: String, kind: SymbolKind, dimensions: [String] = [], elements: [[String]] = [[]],
    firstCell: Int, unit: String = "", isNominal: Bool = false, isAdditive: Bool = false,
    description: String = "",
    source: String = "", status: Status = .modelled, location: SourceLocation,
    lever: LeverDescription? = nil, inherits: String? = nil, range: PermittedRange? = nil
  ) {
    self.name = name
    self.kind = kind
    self.dimensions = dimensions
    self.elements = elements
    self.firstCell = firstCell
    self.unit = unit
    self.isNominal = isNominal
    self.isAdditive = isAdditive
    self.description = description
    self.source = source
    self.status = status
    self.location = location
    self.lever = lever
    self.inherits = inherits
    self.range = range
  }

  /// The cells of this symbol.
  public var cells: Range<Int> { firstCell..<(firstCell + elements.count) }

  /// `name[a,b]`, or the bare name of a scalar.
  public func label(ofCell cell: Int) -> String {
    let labels = elements[cell - firstCell]
    return labels.isEmpty ? name : "\(name)[\(labels.joined(separator: ","))]"
  }
}

/// An equation as written: its text and what the reader is told about it.
public struct EquationFamily: Sendable {
  /// The name: given, or that of the variable it determines.
  public var name: String
  /// The equation as it stands in the model text.
  public var text: String
  /// The sentences written above it.
  public var description: String
  /// Where it comes from.
  public var source: String
  /// The file that holds it, without its ending.
  public var block: String
  /// Where it is written.
  public var location: SourceLocation

  /// Creates a family of equations.
  public init(
    name: String, text: String, description: String = "", source: String = "", block: String,
    location: SourceLocation
  ) {
    self.name = name
    self.text = text
    self.description = description
    self.source = source
    self.block = block
    self.location = location
  }
}

/// One equation for one combination of elements: `left = right`, solved as `left − right = 0`.
public struct EquationRow: Sendable {
  /// The position in ``EquationModel/families``.
  public var family: Int
  /// The elements its indices take.
  public var labels: [String]
  /// The left side.
  public var left: NodeID
  /// The right side.
  public var right: NodeID
  /// The cell it is written to determine, where the text says so; a hint, not a rule.
  public var determines: Int?

  /// Creates a row.
  public init(
    family: Int, labels: [String], left: NodeID, right: NodeID, determines: Int? = nil
  ) {
    self.family = family
    self.labels = labels
    self.left = left
    self.right = right
    self.determines = determines
  }
}

/// A statement that must hold in every period but is not solved: `|left − right| ≤ tolerance · scale`.
public struct CheckRow: Sendable {
  /// The position in ``EquationModel/families``.
  public var family: Int
  /// The elements its indices take.
  public var labels: [String]
  /// The left side.
  public var left: NodeID
  /// The right side.
  public var right: NodeID
  /// What the difference is measured against; where absent, the larger of both sides.
  public var scale: NodeID?

  /// Creates a check.
  public init(family: Int, labels: [String], left: NodeID, right: NodeID, scale: NodeID? = nil) {
    self.family = family
    self.labels = labels
    self.left = left
    self.right = right
    self.scale = scale
  }
}

/// The lowered model: the one form that the language writes and the solvers read.
///
/// Cells `0..<cellCount` hold variables and exogenous values, one number each in every period.
/// Parameter cells `0..<parameterCellCount` hold one number each.
public struct EquationModel: Sendable {
  /// Every expression of the model.
  public var graph = ExpressionGraph()
  /// Every declared name.
  public var symbols: [ModelSymbol] = []
  /// The number of variable and exogenous cells.
  public var cellCount = 0
  /// The number of parameter cells.
  public var parameterCellCount = 0
  /// Equations and checks as written.
  public var families: [EquationFamily] = []
  /// Equations, one for each combination of elements.
  public var equations: [EquationRow] = []
  /// Statements that must hold and are not solved.
  public var checks: [CheckRow] = []

  /// Parameter values from data or text; nil where ``parameterFormula`` or a calibration supplies it.
  public var parameterValue: [Double?] = []
  /// Parameters computed from other parameters.
  public var parameterFormula: [NodeID?] = []
  /// `calibrate parameter in equation`: the parameter cell that makes an equation hold at the base.
  public var calibrations: [(parameter: Int, equation: Int)] = []

  /// Roles that a closure exchanges in every year: the variable's cell keeps its base value and the
  /// exogenous cell is solved in its place.
  public var exchanges: [(variable: Int, instrument: Int)] = []

  /// Base-period value of each cell as an expression of parameters and of other cells at lag 0
  /// (their base values). nil for a variable: its own explicit equation supplies it.
  public var baseValue: [NodeID?] = []
  /// Value before the base period as an expression of the same kind. For `growth g`, the language
  /// writes base / (1 + g)^k at lag k. Indexed `[lag − 1][cell]`.
  public var valueBefore: [[NodeID?]] = []
  /// Exogenous values by period: for each cell, year → value, from data.
  public var exogenousData: [Int: [Int: Double]] = [:]
  /// What an exogenous cell is worth in years without data, as an expression of parameters.
  public var exogenousDefault: [NodeID?] = []
  /// The deepest lag used.
  public var maximumLag = 0

  /// An empty model, to be filled by the language or by a test.
  public init() {}

  /// The symbol of a name.
  public func symbol(named name: String) -> ModelSymbol? { symbols.first { $0.name == name } }

  /// `name[a,b]` of a variable or exogenous cell.
  public func label(ofCell cell: Int) -> String {
    guard let symbol = symbol(ofCell: cell) else {
      preconditionFailure("Cell \(cell) belongs to no symbol.")
    }
    return symbol.label(ofCell: cell)
  }
}
