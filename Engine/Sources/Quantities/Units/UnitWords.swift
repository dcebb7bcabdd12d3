import Foundation

/// The words that unit texts know; any other word is a unit of its own.
enum UnitWords {
  /// What a word stands for.
  enum Meaning {
    /// A factor: `million`.
    case scale(Double)
    /// A pure number: `share`, `percent`; the decimal logarithm of its scale.
    case number(Double)
    /// A price or quantity index.
    case index
    case unit(UnitOfMeasure)
  }

  /// Base units that are not money, so that they have no price level.
  static let physical: Set<String> = [
    "t", "TJ", "MW", "m", "person", "job", "worker", "hour", "day",
  ]

  /// Base units whose names take an "s" where there are several.
  static let counted: Set<String> = ["person", "job", "worker", "hour", "day"]

  private static let words: [String: Meaning] = {
    var words: [String: Meaning] = [
      "hundred": .scale(2), "thousand": .scale(3), "thousands": .scale(3), "million": .scale(6),
      "millions": .scale(6), "billion": .scale(9), "billions": .scale(9), "trillion": .scale(12),
      "trillions": .scale(12),
      "%": .number(-2), "percent": .number(-2), "‰": .number(-3), "permille": .number(-3),
      "index": .index,
      // A year is the period of the model: flows are amounts per period, rates shares per period.
      "year": .unit(.one), "years": .unit(.one), "annum": .unit(.one),
      "quarter": .unit(scale(log10(0.25))), "quarters": .unit(scale(log10(0.25))),
      "month": .unit(scale(-log10(12))), "months": .unit(scale(-log10(12))),
      "people": .unit(UnitOfMeasure("person")), "capita": .unit(UnitOfMeasure("person")),
      "ha": .unit(UnitOfMeasure("m", magnitude: 4, exponent: 2)),
    ]
    let numbers = [
      "share", "shares", "ratio", "ratios", "fraction", "fractions", "rate", "rates", "factor",
      "elasticity", "probability",
    ]
    for word in numbers { words[word] = .number(0) }
    for word in counted {
      words[word] = .unit(UnitOfMeasure(word))
      words[word + "s"] = .unit(UnitOfMeasure(word))
    }
    for word in ["tonne", "tonnes"] { words[word] = .unit(UnitOfMeasure("t")) }
    for word in ["litre", "litres", "liter", "liters"] {
      words[word] = .unit(UnitOfMeasure("m", magnitude: -3, exponent: 3))
    }
    // Symbols that take the prefixes of the metric system, each in terms of its base unit.
    let symbols: [(symbol: String, base: String, magnitude: Double)] = [
      ("t", "t", 0), ("g", "t", -6), ("J", "TJ", -12), ("Wh", "TJ", log10(3600) - 12),
      ("toe", "TJ", log10(0.041868)), ("W", "MW", -6), ("m", "m", 0),
    ]
    let prefixes: [(text: String, magnitude: Double)] = [
      ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18),
    ]
    for (symbol, base, magnitude) in symbols {
      for (prefix, size) in prefixes where symbol != "m" || size <= 3 {
        words[prefix + symbol] = .unit(UnitOfMeasure(base, magnitude: magnitude + size))
      }
    }
    for power in [2.0, 3.0] {
      words["m\(Int(power))"] = .unit(UnitOfMeasure("m", exponent: power))
      words["km\(Int(power))"] = .unit(UnitOfMeasure("m", magnitude: 3 * power, exponent: power))
    }
    return words
  }()

  private static func scale(_ magnitude: Double) -> UnitOfMeasure {
    UnitOfMeasure(magnitude: magnitude, factors: [])
  }

  /// Words written with a fixed case that are units of their own all the same.
  private static let substances = ["CO2", "CO2e", "CH4", "N2O"]

  /// Words that "a" and "an" may stand before: "a year".
  static let periods: Set<String> = [
    "year", "quarter", "month", "day", "hour", "person", "job", "worker",
  ]

  private static let byLowercase: [String: String] = {
    var known: [String: String] = [:]
    for word in words.keys.sorted() + substances { known[word.lowercased()] = word }
    return known
  }()

  /// What a word stands for, nil where it is a slip for the word in `suggestion`.
  static func meaning(of word: String) -> (meaning: Meaning?, suggestion: String?) {
    if let known = words[word] { return (known, nil) }
    if substances.contains(word) { return (.unit(UnitOfMeasure(word)), nil) }
    // Tonnes of a gas are often written without the space: MtCO2e.
    if let gas = word.range(of: "CO2"), gas.lowerBound > word.startIndex,
      case .unit(let mass) = words[String(word[..<gas.lowerBound])],
      mass.exponent(of: .named("t")) == 1
    {
      return (.unit(mass * UnitOfMeasure(String(word[gas.lowerBound...]))), nil)
    }
    if let other = byLowercase[word.lowercased()] { return (nil, other) }
    if word.count >= 5,
      let near = NearestName.of(
        word, among: words.keys.filter { $0.count >= 5 }, distance: max(1, word.count / 5))
    {
      return (nil, near)
    }
    return (.unit(UnitOfMeasure(singular(word))), nil)
  }

  /// A coined word without the ending of its plural, so that `cows` and `cow` are one unit.
  private static func singular(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { (97...122).contains($0) }
    guard isPlain, word.count > 3, word.hasSuffix("s"),
      !["ss", "us", "is"].contains(where: word.hasSuffix)
    else { return word }
    return String(word.dropLast())
  }
}
