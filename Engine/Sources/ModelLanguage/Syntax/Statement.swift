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
  /// What a set of combinations chooses from and holds: `set link in product * user = { (oil, mills) }`.
  struct Combinations: Sendable {
    /// The sets or indices that stand between `*`, two or more.
    let factors: [Name]
    /// The combinations listed in the text; nil where there are none.
    let listed: [[Name]]?
    /// Whether the text says `=`, so that all combinations belong to it but for a condition.
    let isWhole: Bool
  }

  let name: Name
  let parent: Name?
  /// Its factors, where it is a set of combinations; then it has no parent and no elements.
  let combinations: Combinations?
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

/// `LEFT >= RIGHT` or `LEFT <= RIGHT`, a side of a complementarity condition.
struct InequalitySyntax: Sendable {
  let left: SyntaxExpression
  let isGreater: Bool
  let right: SyntaxExpression
}

/// An equation, a complementarity condition or a check.
struct EquationSyntax: Sendable {
  let isCheck: Bool
  let name: Name?
  let left: SyntaxExpression
  /// Whether `>=` or `<=` stands between the sides of a complementarity condition; `=` elsewhere.
  let relation: SyntaxExpression.Comparison
  let right: SyntaxExpression
  /// What stands after `perp`: one of both inequalities holds with equality.
  let complement: InequalitySyntax?
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
    /// `wage by labourSupply`: the variable keeps its base value, the exogenous value is solved.
    case exchange(variable: Name, instrument: Name)
  }

  let name: Name
  let settings: [Setting]
}
