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
    case .sign: operand > 0 ? 1 : (operand < 0 ? -1 : operand)
    case .step: operand >= 0 ? 1 : (operand < 0 ? 0 : operand)
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
    case .minimum: left.isNaN ? left : (right < left || right.isNaN ? right : left)
    case .maximum: left.isNaN ? left : (right > left || right.isNaN ? right : left)
    }
  }
}
