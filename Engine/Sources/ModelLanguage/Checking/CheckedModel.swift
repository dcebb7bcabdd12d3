import Equations
import Quantities

/// A set with its elements, or with the condition that chooses them.
struct CheckedSet: Sendable {
  let name: Name
  /// The set it is declared part of.
  let parent: Int?
  /// The largest set above it, itself where it has no parent.
  let root: Int
  /// The elements of a largest set; empty for a part of one.
  var elements: [String] = []
  /// The position of each element of a largest set.
  var positions: [String: Int] = [:]
  /// The positions in the largest set of its elements; nil where a condition decides.
  var members: [Int]? {
    didSet { memberSet = members.map(Set.init) }
  }
  /// The same, to look one up.
  private(set) var memberSet: Set<Int>?
  var labels: [String] = []
  var condition: CheckedCondition?
  /// The frame places that the condition reads the element from.
  var conditionSlots: [Int] = []
  var frameSize = 0
  let description: String
}

/// A set of combinations: `set link in product * user`.
struct CheckedCombinations: Sendable {
  let name: Name
  /// The set of each factor.
  let factors: [Int]
  /// The names between `*`, by which sums over it bind the elements.
  let factorNames: [String]
  /// The combinations by their positions in the largest sets; nil where a condition decides or all
  /// belong to it.
  let members: Set<[Int]>?
  var condition: CheckedCondition?
  var frameSize = 0
  let description: String
}

/// A declared name with its clauses checked.
struct CheckedSymbol: Sendable {
  let name: Name
  let kind: SymbolKind
  /// The sets it is declared over.
  let sets: [Int]
  /// The names written in the declaration, which data may use for its columns.
  let indexNames: [String]
  /// The sets of combinations it is declared over, and which of its indices each gives.
  let combinations: [(set: Int, places: Range<Int>)]
  let clauses: ClauseSyntax
  let description: String
  var value: CheckedExpression?
  var condition: CheckedCondition?
  var base: CheckedExpression?
  var growth: CheckedExpression?
  var before: CheckedExpression?
  var frameSize = 0
  /// Whether a mistake in it has been reported.
  var isBroken = false
}

/// An equation or check with its names known.
struct CheckedEquation: Sendable {
  let name: String
  let syntax: EquationSyntax
  let span: Span
  let description: String
  /// The indices that are free in it, in order of appearance.
  let indices: [CheckedIndex]
  let frameSize: Int
  let left: CheckedExpression
  let right: CheckedExpression
  let condition: CheckedCondition?
  let scale: CheckedExpression?
  /// The sides of the inequality after `perp`.
  let complement: (left: CheckedExpression, right: CheckedExpression)?
  /// The first variable of the left side, or of what stands after `perp`, where its indices are free ones or elements.
  let determined: (symbol: Int, indices: [IndexReference])?
  /// Whether each combination of the free indices is another cell of that variable.
  let determinesEach: Bool
}

/// `calibrate PARAMETER[i] in EQUATION`
struct CheckedCalibration: Sendable {
  let parameter: Int
  /// For each index of the parameter, what the statement writes there.
  let references: [IndexReference]
  /// The indices of the statement.
  let indices: [CheckedIndex]
  let equation: Int
  /// For each free index of the equation, the frame place of the statement's index, if it has it.
  let frame: [Int?]
  let span: Span
}

/// The model with every name known: what lowering reads.
struct CheckedModel: Sendable {
  let parsed: ParsedModel
  var sets: [CheckedSet] = []
  var combinations: [CheckedCombinations] = []
  var symbols: [CheckedSymbol] = []
  var functions: [ModelFunction] = []
  var equations: [CheckedEquation] = []
  var calibrations: [CheckedCalibration] = []
  /// The data files that gave the sets.
  var dataFiles: [ModelFile] = []
}
