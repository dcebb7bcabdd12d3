import Quantities

/// The units that come up in a model, each with a number, and what they combine to.
///
/// A model has millions of products and few units: products are looked up, not computed. Powers whose
/// exponents differ from element to element may make many units; those beyond the square of the table
/// are looked up in a dictionary.
struct UnitTable: Sendable {
  private var units: [UnitOfMeasure] = [.one]
  private var positions: [UnitOfMeasure: Int32] = [.one: 0]
  private var ones: [Bool] = [true]
  private var products = Combinations()
  private var quotients = Combinations()
  private var powers: [Power: Int32] = [:]

  /// What pairs of units combine to, as far as it has been asked.
  private struct Combinations: Sendable {
    private var near = [Int32](repeating: -1, count: square * square)
    private var far: [UInt64: Int32] = [:]

    private static let square = 128

    private static func isNear(_ left: Int32, _ right: Int32) -> Bool {
      left < square && right < square
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
      UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    subscript(left: Int32, right: Int32) -> Int32? {
      get {
        guard Combinations.isNear(left, right) else { return far[Combinations.key(left, right)] }
        let known = near[Int(left) * Combinations.square + Int(right)]
        return known < 0 ? nil : known
      }
      set {
        guard let newValue else { return }
        if Combinations.isNear(left, right) {
          near[Int(left) * Combinations.square + Int(right)] = newValue
        } else {
          far[Combinations.key(left, right)] = newValue
        }
      }
    }
  }

  private struct Power: Hashable {
    let unit: Int32
    let exponent: Double
  }

  subscript(position: Int32) -> UnitOfMeasure { units[Int(position)] }

  func isOne(_ position: Int32) -> Bool { ones[Int(position)] }

  func match(_ first: Int32, _ second: Int32) -> Bool {
    first == second || self[first].matches(self[second])
  }

  /// The number of a unit, new or known.
  mutating func position(of unit: UnitOfMeasure) -> Int32 {
    if unit.isOne { return 0 }
    if let known = positions[unit] { return known }
    let position = Int32(units.count)
    units.append(unit)
    ones.append(false)
    positions[unit] = position
    return position
  }

  mutating func product(_ left: Int32, _ right: Int32) -> Int32 {
    if left == 0 { return right }
    if right == 0 { return left }
    if let known = products[left, right] { return known }
    let position = position(of: self[left] * self[right])
    products[left, right] = position
    return position
  }

  mutating func quotient(_ left: Int32, _ right: Int32) -> Int32 {
    if right == 0 { return left }
    if left == right { return 0 }
    if let known = quotients[left, right] { return known }
    let position = position(of: self[left] / self[right])
    quotients[left, right] = position
    return position
  }

  mutating func power(_ unit: Int32, _ exponent: Double) -> Int32 {
    if unit == 0 || exponent == 1 { return unit }
    let key = Power(unit: unit, exponent: exponent)
    if let known = powers[key] { return known }
    let position = position(of: self[unit].raised(to: exponent))
    powers[key] = position
    return position
  }
}
