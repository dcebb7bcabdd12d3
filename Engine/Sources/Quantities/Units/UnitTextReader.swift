import Foundation

extension UnitOfMeasure {
  /// Reads a unit text: `million BRL of 2019`, `BRL per t CO2`, `index, 2019 = 1`, `share of GDP`.
  ///
  ///     unit    = product { ( "per" | "/" | "a" ) product }
  ///     product = factor { [ "*" | "·" | "-" ] factor }
  ///     factor  = ( NUMBER | SCALE | NUMBERWORD [ "of" … ] | WORD [ "^" NUMBER ] [ "of" YEAR ] )
  ///             | "index" [ "," YEAR "=" NUMBER ]
  ///
  /// A word is a known unit with or without a metric prefix, or a unit of its own: `BRL`, `cows`.
  ///
  /// - Parameters:
  ///   - text: The text as the model states it.
  ///   - isNominal: Whether the symbol is measured in current money: its index is a price level.
  /// - Throws: ``UnitTextError`` where the text cannot be read, or `isNominal` contradicts it.
  public init(text: String, isNominal: Bool = false) throws(UnitTextError) {
    var reader = UnitTextReader(text: text)
    self = try reader.read(isNominal: isNominal)
  }
}

/// Reads one unit text.
struct UnitTextReader {
  private enum Token: Equatable {
    case word(String)
    case number(Double, text: String)
    case mark(Character)
  }

  private let text: String
  private var tokens: [Token] = []
  private var position = 0
  /// The year in which the index is 1 (or 100), and that of the first money at fixed prices.
  private var indexYear: Int?
  private var hasIndex = false
  private var hasFixedPrices = false

  init(text: String) { self.text = text }

  mutating func read(isNominal: Bool) throws(UnitTextError) -> UnitOfMeasure {
    tokens = try scan()
    guard !tokens.isEmpty else {
      throw fail("the unit is empty", "write \"1\" for a pure number, or remove the clause")
    }
    var unit = try product()
    while let next = current {
      switch next {
      case .word("per"), .mark("/"):
        position += 1
        unit = unit / (try product())
      case .word("a"), .word("an"):
        guard case .word(let period)? = peek(1), UnitWords.periods.contains(period) else {
          throw fail(
            "`a` in the unit \"\(text)\" is not followed by a period",
            "write \"share a year\", or use `per`")
        }
        position += 1
        unit = unit / (try product())
      case .mark(","):
        throw fail(
          "what follows the comma in the unit \"\(text)\" is not understood",
          yearAhead.map { "money at the prices of a year is written \"BRL of \($0)\"" }
            ?? "only an index takes a comma: \"index, 2019 = 1\"")
      case .mark(let mark):
        throw fail(
          "`\(mark)` is out of place in the unit \"\(text)\"",
          "write \"million BRL of 2019\" or \"TJ per t\"")
      case .word, .number: throw fail("the unit \"\(text)\" cannot be read", "write it with `per`")
      }
    }
    return isNominal ? try nominal(unit) : unit
  }

  /// A nominal index is a price level; nominal money is money of the day.
  private func nominal(_ unit: UnitOfMeasure) throws(UnitTextError) -> UnitOfMeasure {
    if unit.factors.isEmpty, hasIndex {
      guard let indexYear else {
        throw fail(
          "a nominal index needs the year at whose prices it is 1",
          "write \"index, 2019 = 1\"")
      }
      return unit * .priceLevel(year: indexYear)
    }
    let money = unit.factors.filter { factor in
      switch factor.base {
      case .named(let name): !UnitWords.physical.contains(name) && factor.exponent > 0
      case .priceLevel: true
      }
    }
    let degree = money.reduce(0) { $0 + $1.exponent }
    guard degree > UnitOfMeasure.tolerance else {
      throw fail(
        "`nominal` does not fit the unit \"\(text)\"",
        hasFixedPrices
          ? "money at the prices of a year does not move with prices: drop `of YEAR`, or `nominal`"
          : "what is nominal is money of the day, or a price index: \"index, 2019 = 1\"")
    }
    return unit
  }

  // MARK: Grammar

  private mutating func product() throws(UnitTextError) -> UnitOfMeasure {
    var unit = try factor()
    while let next = current {
      switch next {
      case .mark("*"), .mark("-"):
        position += 1
        unit = unit * (try factor())
      case .word("per"), .word("a"), .word("an"), .mark: return unit
      case .word, .number: unit = unit * (try factor())
      }
    }
    return unit
  }

  private mutating func factor() throws(UnitTextError) -> UnitOfMeasure {
    guard let token = current else {
      throw fail("the unit \"\(text)\" is not complete", "name what comes after the last word")
    }
    position += 1
    switch token {
    case .mark(let mark):
      throw fail(
        "`\(mark)` is out of place in the unit \"\(text)\"",
        "write \"million BRL of 2019\" or \"TJ per t\"")
    case .number(let value, let written): return try scale(value, written)
    case .word(let word): return try named(word)
    }
  }

  private mutating func scale(
    _ value: Double, _ written: String
  ) throws(UnitTextError) -> UnitOfMeasure {
    if let year = UnitTextReader.year(value, written) {
      let money: String? =
        if case .word(let word)? = current {
          word
        } else if position >= 2, case .word(let word) = tokens[position - 2] {
          word
        } else {
          nil
        }
      throw fail(
        "the year in the unit \"\(text)\" stands without \"of\"",
        "money at the prices of a year is written \"\(money ?? "BRL") of \(year)\"")
    }
    guard value > 0, value.isFinite else {
      throw fail("a unit cannot be \(written) times another", "give a scale above zero")
    }
    let power = try exponent() ?? 1
    return UnitOfMeasure(magnitude: power * UnitTextReader.logarithm(value), factors: [])
  }

  private mutating func named(_ word: String) throws(UnitTextError) -> UnitOfMeasure {
    if word == "of" || word == "per" {
      throw fail("`\(word)` is out of place in the unit \"\(text)\"", "name the unit before it")
    }
    // "number of dwellings" are dwellings; "percentage points" and "log points" are numbers.
    if word == "number" || word == "numbers" {
      guard current == .word("of") else { return .one }
      position += 1
      return try factor()
    }
    let points: [String: Double] = ["log": 0, "percentage": -2, "basis": -4]
    if let magnitude = points[word] {
      guard current == .word("points") || current == .word("point") else {
        throw fail(
          "`\(word)` in the unit \"\(text)\" is not followed by `points`",
          "write \"log points\", \"percentage points\" or \"basis points\"")
      }
      position += 1
      return number(magnitude)
    }
    let (meaning, suggestion) = UnitWords.meaning(of: word)
    guard let meaning else {
      throw fail(
        "`\(word)` in the unit \"\(text)\" is not known",
        "did you mean `\(suggestion ?? word)`?")
    }
    switch meaning {
    case .scale(let magnitude):
      return UnitOfMeasure(magnitude: magnitude, factors: [])
    case .number(let magnitude): return number(magnitude)
    case .index: return try index()
    case .unit(let unit): return try money(word, unit)
    }
  }

  /// A pure number, whose "of GDP" says what it is a part of and no more.
  private mutating func number(_ magnitude: Double) -> UnitOfMeasure {
    if current == .word("of") {
      while let token = current {
        if token == .word("per") || token == .mark("/") || token == .mark(",") { break }
        if case .word("a") = token, case .word(let next)? = peek(1),
          UnitWords.periods.contains(next)
        {
          break
        }
        position += 1
      }
    }
    return UnitOfMeasure(magnitude: magnitude, factors: [])
  }

  /// `index`, `index, 2019 = 1`, `index (2019 = 100)`
  private mutating func index() throws(UnitTextError) -> UnitOfMeasure {
    hasIndex = true
    var next = position
    let opens = tokens[next...].first.map { [.mark(","), .mark("(")].contains($0) } ?? false
    if opens { next += 1 }
    guard next + 2 < tokens.count, case .number(let first, let written) = tokens[next],
      tokens[next + 1] == .mark("="), case .number(let value, _) = tokens[next + 2], value > 0
    else {
      guard !opens else {
        throw fail(
          "what follows `index` in \"\(text)\" is not understood", "write \"index, 2019 = 1\"")
      }
      return .one
    }
    guard let year = UnitTextReader.year(first, written) else {
      throw fail("`\(written)` in the unit \"\(text)\" is not a year", "write \"index, 2019 = 1\"")
    }
    position = next + 3
    if current == .mark(")") { position += 1 }
    indexYear = year
    return UnitOfMeasure(magnitude: -UnitTextReader.logarithm(value), factors: [])
  }

  /// A unit with its exponent and, where it is money, the year of its prices.
  private mutating func money(
    _ word: String, _ unit: UnitOfMeasure
  ) throws(UnitTextError) -> UnitOfMeasure {
    let power = try exponent() ?? 1
    guard current == .word("of") else { return unit.raised(to: power) }
    position += 1
    guard case .number(let value, let written)? = current else {
      // "t of coal" is "t coal".
      return unit.raised(to: power)
    }
    guard let year = UnitTextReader.year(value, written) else {
      throw fail("`\(written)` in the unit \"\(text)\" is not a year", "write \"BRL of 2019\"")
    }
    if case .named(let name)? = unit.factors.first?.base, UnitWords.physical.contains(name) {
      throw fail(
        "`\(word)` in the unit \"\(text)\" is no money and has no prices of \(year)",
        "remove `of \(year)`")
    }
    position += 1
    hasFixedPrices = true
    return (unit / .priceLevel(year: year)).raised(to: power)
  }

  private mutating func exponent() throws(UnitTextError) -> Double? {
    guard current == .mark("^") else { return nil }
    position += 1
    var sign = 1.0
    if current == .mark("-") {
      sign = -1
      position += 1
    }
    guard case .number(let value, _)? = current else {
      throw fail("`^` in the unit \"\(text)\" is not followed by a number", "write \"m^2\"")
    }
    position += 1
    return sign * value
  }

  // MARK: Tokens

  private var current: Token? { peek(0) }

  private func peek(_ distance: Int) -> Token? {
    position + distance < tokens.count ? tokens[position + distance] : nil
  }

  private var yearAhead: Int? {
    for case .number(let value, let written) in tokens[position...] {
      if let year = UnitTextReader.year(value, written) { return year }
    }
    return nil
  }

  private func fail(_ message: String, _ help: String) -> UnitTextError {
    UnitTextError(message: message, help: help)
  }

  /// The number as a year: four digits, from 1000 on no round thousands.
  private static func year(_ value: Double, _ written: String) -> Int? {
    guard written.count == 4, written.allSatisfy(\.isNumber), value >= 1500, value <= 2500 else {
      return nil
    }
    return Int(value)
  }

  /// The decimal logarithm, exact for powers of ten.
  private static func logarithm(_ value: Double) -> Double {
    var power = 0.0
    var rest = value
    while rest >= 10, (rest / 10).rounded() * 10 == rest {
      rest /= 10
      power += 1
    }
    return power + log10(rest)
  }

  private func scan() throws(UnitTextError) -> [Token] {
    var plain = text
    for (written, meant) in [
      ("₂", "2"), ("²", "^2"), ("³", "^3"), ("⁻¹", "^-1"), ("·", "*"), ("×", "*"), ("−", "-"),
      ("–", "-"), ("per cent ", "percent "), ("CO2-eq", "CO2e"), ("CO2eq", "CO2e"),
    ] {
      plain = plain.replacingOccurrences(of: written, with: meant)
    }
    if plain.hasSuffix("per cent") { plain = plain.dropLast(8) + "percent" }
    var tokens: [Token] = []
    var rest = Substring(plain)
    while let character = rest.first {
      if character.isWhitespace {
        rest = rest.dropFirst()
      } else if character.isASCII && character.isNumber {
        let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        var written = String(number)
        rest = rest.dropFirst(number.count)
        if let letter = rest.first, letter == "e" || letter == "E" {
          let digits = rest.dropFirst().prefix { $0.isNumber || $0 == "-" || $0 == "+" }
          if Double(written + "e" + digits) != nil {
            written += "e" + digits
            rest = rest.dropFirst(1 + digits.count)
          }
        }
        guard let value = Double(written), value.isFinite else {
          throw fail("`\(written)` in the unit \"\(text)\" is not a number", "correct it")
        }
        tokens.append(.number(value, text: written))
      } else if UnitTextReader.isWordStart(character) {
        let word = rest.prefix { UnitTextReader.isWordStart($0) || $0.isNumber }
        tokens.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else if "/*^,=()-".contains(character) {
        tokens.append(.mark(character))
        rest = rest.dropFirst()
      } else {
        throw fail(
          "`\(character)` has no meaning in the unit \"\(text)\"",
          "write words, `per`, and \"of\" before a year: \"million BRL of 2019 per job\"")
      }
    }
    return tokens
  }

  private static func isWordStart(_ character: Character) -> Bool {
    character.isLetter || "$€£¥₹%‰_'".contains(character)
  }
}
