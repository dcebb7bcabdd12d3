import Equations

/// Evaluates text by the rules of Dynare's grammar, written from its manual and not from the printer:
/// comparison binds least, then `+ -`, then `* /`, then a sign, then `^`, which may not be chained.
struct DynareReader {
  struct Failure: Error {
    var text: String
  }

  private var rest: Substring
  private let leaf: (String, Int) -> Double

  init(_ text: String, leaf: @escaping (String, Int) -> Double) {
    rest = Substring(text.filter { $0 != " " })
    self.leaf = leaf
  }

  /// The value of the whole text.
  mutating func value() throws -> Double {
    let result = try comparison()
    guard rest.isEmpty else { throw Failure(text: "left over: \(rest)") }
    return result
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest.removeFirst(text.count)
    return true
  }

  private mutating func require(_ text: String) throws {
    guard take(text) else { throw Failure(text: "no \(text) before \(rest)") }
  }

  private mutating func comparison() throws -> Double {
    let left = try sum()
    guard take(">=") else { return left }
    let right = try sum()
    return left.isNaN ? left : (left >= right ? 1 : 0)
  }

  private mutating func sum() throws -> Double {
    var result = try product()
    while true {
      if take("+") {
        result += try product()
      } else if take("-") {
        result -= try product()
      } else {
        return result
      }
    }
  }

  private mutating func product() throws -> Double {
    var result = try signed()
    while true {
      if take("*") {
        result *= try signed()
      } else if take("/") {
        result /= try signed()
      } else {
        return result
      }
    }
  }

  private mutating func signed() throws -> Double {
    if take("-") { return -(try signed()) }
    let base = try primary()
    guard take("^") else { return base }
    let exponent = try primary()
    guard !rest.hasPrefix("^") else { throw Failure(text: "a chain of powers before \(rest)") }
    return BinaryOperator.power.evaluate(base, exponent)
  }

  private mutating func primary() throws -> Double {
    if take("(") {
      let result = try comparison()
      try require(")")
      return result
    }
    if let number = rest.prefixMatch(of: /[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?/) {
      rest = rest[number.range.upperBound...]
      return Double(number.0) ?? .nan
    }
    guard let word = rest.prefixMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) else {
      throw Failure(text: "no operand before \(rest)")
    }
    rest = rest[word.range.upperBound...]
    let name = String(word.0)
    if let lag = rest.prefixMatch(of: /\(-([0-9]+)\)/), name.hasPrefix("v_") {
      rest = rest[lag.range.upperBound...]
      return leaf(name, Int(lag.1) ?? 0)
    }
    guard take("(") else { return leaf(name, 0) }
    let first = try comparison()
    if name == "min" || name == "max" {
      try require(",")
      let second = try comparison()
      try require(")")
      return (name == "min" ? BinaryOperator.minimum : .maximum).evaluate(first, second)
    }
    try require(")")
    switch name {
    case "log": return UnaryOperator.log.evaluate(first)
    case "exp": return UnaryOperator.exp.evaluate(first)
    case "sqrt": return UnaryOperator.sqrt.evaluate(first)
    case "abs": return first.magnitude
    case "sign": return UnaryOperator.sign.evaluate(first)
    default: throw Failure(text: "no function \(name)")
    }
  }
}
