import Foundation

/// What a number is measured in: a scale times named base units, each with an exponent.
///
/// `million BRL of 2019 per job` is 10⁶ · BRL · (price level of 2019)⁻¹ · job⁻¹. The scale is part of
/// the unit, so that tonnes and millions of tonnes are two units. Money of the day is its currency;
/// money at the prices of a year is divided by the price level of that year, so that a price index
/// times a volume is money of the day.
public struct UnitOfMeasure: Sendable, Hashable {
  /// A unit that is not made of others.
  public enum Base: Sendable, Hashable, Comparable {
    /// A physical unit, a currency, or whatever else is counted.
    case named(String)
    /// What money buys, relative to the year.
    case priceLevel(year: Int)
  }

  /// A base unit and its exponent, which is not zero.
  public struct Factor: Sendable, Hashable {
    /// The base unit.
    public let base: Base
    /// Its exponent.
    public let exponent: Double
  }

  /// The decimal logarithm of the scale: 6 for millions.
  public private(set) var magnitude: Double
  /// The base units, in a fixed order.
  public private(set) var factors: [Factor]

  /// A pure number.
  public static let one = UnitOfMeasure(magnitude: 0, factors: [])

  /// Exponents and magnitudes closer than this are equal: shares that sum to one as exponents carry
  /// the rounding of their data.
  public static let tolerance = 1e-6

  init(magnitude: Double, factors: [Factor]) {
    self.magnitude = magnitude
    self.factors = factors
  }

  init(_ name: String, magnitude: Double = 0, exponent: Double = 1) {
    self.init(
      magnitude: magnitude, factors: [Factor(base: .named(name), exponent: exponent)])
  }

  /// The price level relative to a year: the unit of a nominal index.
  public static func priceLevel(year: Int) -> UnitOfMeasure {
    UnitOfMeasure(magnitude: 0, factors: [Factor(base: .priceLevel(year: year), exponent: 1)])
  }

  /// Whether numbers in it are pure numbers: no base unit, scale one.
  public var isOne: Bool { factors.isEmpty && abs(magnitude) < UnitOfMeasure.tolerance }

  /// Whether two units are the same but for rounding.
  public func matches(_ other: UnitOfMeasure) -> Bool { self == other || (self / other).isOne }

  /// The unit of a product.
  public static func * (left: UnitOfMeasure, right: UnitOfMeasure) -> UnitOfMeasure {
    left.combined(with: right, sign: 1)
  }

  /// The unit of a quotient.
  public static func / (left: UnitOfMeasure, right: UnitOfMeasure) -> UnitOfMeasure {
    left.combined(with: right, sign: -1)
  }

  /// The unit of a power.
  public func raised(to exponent: Double) -> UnitOfMeasure {
    let powers = factors.map { Factor(base: $0.base, exponent: $0.exponent * exponent) }
    return UnitOfMeasure(
      magnitude: magnitude * exponent,
      factors: powers.filter { abs($0.exponent) >= UnitOfMeasure.tolerance })
  }

  /// What numbers in another unit are multiplied by to be in this one, where the two differ in scale
  /// only; to twelve digits. For million BRL from BRL it is 1e-6.
  public func conversion(from other: UnitOfMeasure) -> String {
    String(format: "%.12g", pow(10, other.magnitude - magnitude))
      .replacing("e-0", with: "e-").replacing("e+0", with: "e").replacing("e+", with: "e")
  }

  /// The unit with nominal and real made one: what values of the base year, where every price level
  /// is 1, are measured in.
  public var atBasePrices: UnitOfMeasure {
    UnitOfMeasure(
      magnitude: magnitude,
      factors: factors.filter { factor in
        if case .priceLevel = factor.base { false } else { true }
      })
  }

  /// The exponent of a base unit; 0 where it does not take part.
  public func exponent(of base: Base) -> Double {
    factors.first { $0.base == base }?.exponent ?? 0
  }

  private func combined(with other: UnitOfMeasure, sign: Double) -> UnitOfMeasure {
    var merged: [Factor] = []
    merged.reserveCapacity(factors.count + other.factors.count)
    var first = factors[...]
    var second = other.factors[...]
    while let next = [first.first?.base, second.first?.base].compactMap({ $0 }).min() {
      var exponent = 0.0
      if let factor = first.first, factor.base == next {
        exponent += factor.exponent
        first = first.dropFirst()
      }
      if let factor = second.first, factor.base == next {
        exponent += sign * factor.exponent
        second = second.dropFirst()
      }
      if abs(exponent) >= UnitOfMeasure.tolerance {
        merged.append(Factor(base: next, exponent: exponent))
      }
    }
    return UnitOfMeasure(magnitude: magnitude + sign * other.magnitude, factors: merged)
  }
}

extension UnitOfMeasure {
  /// The base units that are known not to be money.
  public static var physicalNames: Set<String> { UnitWords.physical }
}

extension UnitOfMeasure: CustomStringConvertible {
  /// The unit in words, as unit texts are written: `million BRL of 2019 per job`.
  public var description: String {
    if isOne { return "a pure number" }
    var above: [String] = []
    var below: [String] = []
    var levels = factors.filter { factor in
      if case .priceLevel = factor.base { true } else { false }
    }
    for factor in factors.sorted(by: UnitOfMeasure.printsBefore) {
      guard case .named(let name) = factor.base else { continue }
      let isPhysical = UnitWords.physical.contains(name)
      // Money at the prices of a year: a currency with the inverse of that year's price level.
      let partner = levels.firstIndex {
        !isPhysical && abs($0.exponent + factor.exponent) < UnitOfMeasure.tolerance
      }
      var year: Int?
      if let partner, case .priceLevel(let level) = levels[partner].base {
        year = level
        levels.remove(at: partner)
      }
      let isAbove = factor.exponent > 0
      let text = UnitOfMeasure.text(
        isAbove && UnitWords.counted.contains(name) ? name + "s" : name, year, factor.exponent)
      if isAbove {
        above.append(text)
      } else if let last = below.last, last == "t" || last == "TJ", !isPhysical {
        // Tonnes of something: "per t CO2".
        below[below.count - 1] = "\(last) \(text)"
      } else {
        below.append(text)
      }
    }
    for factor in levels {
      guard case .priceLevel(let year) = factor.base else { continue }
      let text = UnitOfMeasure.text("price level", year, factor.exponent)
      if factor.exponent > 0 { above.append(text) } else { below.append(text) }
    }
    if let scale { above.insert(scale, at: 0) } else if above.isEmpty { above.append("1") }
    return (above + below.map { "per \($0)" }).joined(separator: " ")
  }

  /// Physical units first, then the rest by name.
  private static func printsBefore(_ first: Factor, _ second: Factor) -> Bool {
    func rank(_ base: Base) -> Int {
      if case .named(let name) = base, UnitWords.physical.contains(name) { 0 } else { 1 }
    }
    return (rank(first.base), first.base) < (rank(second.base), second.base)
  }

  /// `BRL`, `BRL of 2019`, `(BRL of 2019)^0.9`
  private static func text(_ name: String, _ year: Int?, _ exponent: Double) -> String {
    let size = abs(exponent)
    let base = year.map { "\(name) of \($0)" } ?? name
    guard abs(size - 1) >= tolerance else { return base }
    return "\(base.contains(" ") ? "(\(base))" : base)^\(numberText(size))"
  }

  /// The scale in words, nil where it is one.
  private var scale: String? {
    let whole = magnitude.rounded()
    guard abs(magnitude) >= UnitOfMeasure.tolerance else { return nil }
    guard abs(magnitude - whole) < UnitOfMeasure.tolerance else {
      let isRoot = factors.contains { $0.exponent != $0.exponent.rounded() }
      return isRoot
        ? "10^\(UnitOfMeasure.numberText(magnitude))"
        : UnitOfMeasure.numberText(pow(10, magnitude))
    }
    return switch whole {
    case 3: "thousand"
    case 6: "million"
    case 9: "billion"
    case 12: "trillion"
    default: "10^\(UnitOfMeasure.numberText(whole))"
    }
  }

  /// A number to six digits, without needless zeros.
  static func numberText(_ value: Double) -> String { String(format: "%.6g", value) }
}
