import Equations
import Quantities

/// A statement of the model text, as written.
struct Statement: Sendable {
  enum Kind: Sendable {
    case language
    case set(SetSyntax)
    case index(names: [Name], set: Name)
    case symbols(SymbolSyntax)
    case equation(EquationSyntax)
    case calibrate(parameter: Name, indices: [IndexSyntax], equation: Name)
    case function(FunctionSyntax)
    case include(Name)
    case choose(slot: Name, options: [Name])
    case closure(ClosureSyntax)
  }

  let kind: Kind
  let span: Span
  /// The `##` lines above it, joined.
  let description: String
}

/// `set NAME …`
struct SetSyntax: Sendable {
  let name: Name
  let parent: Name?
  /// The elements listed in the text; nil where they come from data or a condition.
  let elements: [Name]?
  let condition: SyntaxExpression?
}

/// `parameter`, `variable` or `exogenous`, with the names that share its clauses.
struct SymbolSyntax: Sendable {
  struct Declarator: Sendable {
    let name: Name
    let indices: [Name]
    let value: SyntaxExpression?
  }

  let kind: SymbolKind
  let declarators: [Declarator]
  let clauses: ClauseSyntax
}

/// The clauses after a declared name.
struct ClauseSyntax: Sendable {
  var unit: String?
  /// Where the text of the unit stands.
  var unitSpan: Span?
  var isNominal = false
  var isAdditive = false
  var isSparse = false
  var source: String?
  var status: Status?
  var condition: SyntaxExpression?
  var base: SyntaxExpression?
  var growth: SyntaxExpression?
  var before: SyntaxExpression?
  var lever: LeverDescription?
  var range: PermittedRange?
  var inherits: Name?
}

/// An equation or a check.
struct EquationSyntax: Sendable {
  let isCheck: Bool
  let name: Name?
  let left: SyntaxExpression
  let right: SyntaxExpression
  let condition: SyntaxExpression?
  let scale: SyntaxExpression?
  let source: String
  /// The equation as written, with single spaces and without comments.
  let text: String
}

/// `function NAME(PARAMETERS) = BODY`
struct FunctionSyntax: Sendable {
  let name: Name
  let parameters: [Name]
  let body: SyntaxExpression
  let text: String
}

/// `closure NAME = { … }`
struct ClosureSyntax: Sendable {
  enum Setting: Sendable {
    case choice(slot: Name, option: Name)
    case value(name: Name, Double)
  }

  let name: Name
  let settings: [Setting]
}
