/// The words that the language gives a meaning.
enum Words {
  /// Words that begin a statement; nothing may be named so.
  static let statements = [
    "language", "set", "index", "parameter", "variable", "exogenous", "equation", "function",
    "check", "calibrate", "include", "choose", "closure",
  ]
  /// Words of expressions and conditions; nothing may be named so.
  static let reserved = [
    "if", "then", "else", "and", "or", "not", "in", "where", "exists", "perp",
  ]
  /// Words with a meaning after a declared name only: they remain free as names.
  static let clauses = [
    "unit", "nominal", "additive", "sparse", "source", "status", "base", "growth", "before",
    "lever",
    "inherits", "positive", "nonnegative", "within",
  ]
  /// Functions that the language knows; a name has this meaning only before a parenthesis.
  static let functions = [
    "log", "exp", "sqrt", "abs", "min", "max", "step", "sum", "product", "lag", "d", "dlog",
    "growth",
  ]

  static let cannotBeNames = Set(statements + reserved)
}
