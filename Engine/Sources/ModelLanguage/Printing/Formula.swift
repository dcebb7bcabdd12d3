/// An expression set as mathematics: what a reader sees, before it becomes MathML or LaTeX.
///
/// Families stay families: `sum(i, use[i, j])` is a sum with an index, not its cells.
public indirect enum Formula: Sendable, Equatable {
  /// A name of the model, shown as ``NameForm`` says.
  case name(String)
  /// A number in decimal digits, with a power of ten where it is written with one.
  case number(digits: String, exponent: Int?)
  /// Upright words: an element, `if`, `and`.
  case word(String)
  /// The name of a function of the language: log, exp, min, max.
  case operatorName(String)
  /// A relation or another sign with space around it.
  case mark(String)
  /// One after the other.
  case row([Formula])
  /// Terms or factors joined by signs; a long chain is broken before a sign.
  case chain([Link])
  /// The left and right side of an equation.
  case equation(Formula, Formula)
  /// Numerator and denominator.
  case fraction(Formula, Formula)
  /// Base and exponent.
  case power(Formula, Formula)
  /// A name with indices and a lag.
  case subscripted(Formula, [Formula])
  /// A function of arguments in parentheses.
  case call(Formula, [Formula])
  /// A sum or product over indices, with conditions below the sign.
  case aggregate(isProduct: Bool, below: [Formula], body: Formula)
  /// Values by condition, the last one without.
  case cases([Case])
  /// In parentheses.
  case fenced(Formula)
  /// Between bars.
  case absolute(Formula)
  /// A square root.
  case root(Formula)

  /// A part of a chain, with the sign before it.
  public struct Link: Sendable, Equatable {
    /// `+`, `−`, `·`, `and` or `or`; nil before the first.
    public var sign: String?
    /// The term or factor.
    public var operand: Formula

    var width: Double { operand.width + (sign.map { Double($0.count + 1) } ?? 0) }
  }

  /// A value and when it holds.
  public struct Case: Sendable, Equatable {
    /// The value.
    public var value: Formula
    /// When it holds; nil for all other cases.
    public var condition: Formula?
  }

  /// About how many characters wide it is in print.
  public var width: Double {
    switch self {
    case .name(let name): NameForm(name).width
    case .number(let digits, let exponent): Double(digits.count) + (exponent == nil ? 0 : 3)
    case .word(let text), .operatorName(let text): Double(text.count) + 0.5
    case .mark: 2.5
    case .row(let parts): parts.reduce(0) { $0 + $1.width }
    case .chain(let links): links.reduce(0) { $0 + $1.width }
    case .equation(let left, let right): left.width + 3 + right.width
    case .fraction(let top, let bottom): max(top.width, bottom.width) + 1
    case .power(let base, let exponent): base.width + 0.7 * exponent.width
    case .subscripted(let base, let indices):
      base.width + indices.reduce(0) { $0 + 0.7 * ($1.width + 1) }
    case .call(let name, let arguments):
      name.width + arguments.reduce(1) { $0 + $1.width + 1.5 }
    case .aggregate(_, let below, let body):
      max(2.5, below.map { 0.7 * $0.width }.max() ?? 0) + body.width
    case .cases(let cases):
      3 + (cases.map { $0.value.width }.max() ?? 0)
        + (cases.map { 3 + ($0.condition?.width ?? 8) }.max() ?? 0)
    case .fenced(let inner), .absolute(let inner): inner.width + 2
    case .root(let inner): inner.width + 1.5
    }
  }

  /// The chain in lines that are no wider than asked, where its links allow.
  static func lines(_ links: [Link], limit: Double) -> [[Link]] {
    var lines: [[Link]] = [[]]
    var width = 0.0
    for link in links {
      let own = link.width
      if width + own > limit, !lines[lines.count - 1].isEmpty {
        lines.append([])
        width = 2
      }
      lines[lines.count - 1].append(link)
      width += own
    }
    return lines
  }

  /// The widest line of an equation, in characters.
  static let lineLimit = 84.0
  /// The widest line of a chain inside brackets.
  static let innerLimit = 58.0
}

/// How a name is shown: `alpha1` as α₁, `theta` as θ, `y` as a letter, `wages0` as a word with a subscript.
public struct NameForm: Sendable, Equatable {
  /// The letters, `theta` as `θ`.
  public let stem: String
  /// The name of the Greek letter it stands for, as LaTeX calls it; nil for any other name.
  public let greek: String?
  /// The digits at its end.
  public let digits: String

  /// Whether the stem is one letter, set in italics.
  public var isLetter: Bool { stem.count == 1 }

  /// Reads a name.
  public init(_ name: String) {
    let trailing = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let word = String(name.dropLast(trailing))
    digits = String(name.suffix(trailing))
    if let letter = NameForm.letters[word] {
      stem = letter
      greek = word
    } else {
      stem = word
      greek = nil
    }
  }

  var width: Double { Double(stem.count) + 0.7 * Double(digits.count) }

  /// The Greek letters by name.
  static let letters = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω",
  ]
}
