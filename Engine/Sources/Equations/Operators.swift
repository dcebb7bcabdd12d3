import Foundation

extension UnaryOperator {
  /// The value for one operand; not finite outside the operator's domain.
  public func evaluate(_ operand: Double) -> Double {
    switch self {
    case .negate: -operand
    case .log: Foundation.log(operand)
    case .exp: Foundation.exp(operand)
    case .sqrt: operand.squareRoot()
    case .absolute: operand.magnitude
    }
  }
}

extension BinaryOperator {
  /// The value for two operands; not finite outside the operator's domain.
  public func evaluate(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    case .power: Foundation.pow(left, right)
    case .minimum: Swift.min(left, right)
    case .maximum: Swift.max(left, right)
    }
  }
}
