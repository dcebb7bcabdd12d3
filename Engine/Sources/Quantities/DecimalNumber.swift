/// Numbers written as text: digits with an optional sign, decimal point and exponent, and nothing else.
extension Double {
  /// Reads `12`, `-0.5`, `.5`, `1e-3`.
  ///
  /// Every number that a table, an option or a scenario gives is read here. What the C library would
  /// read as well (`0x10`, `inf`, digits up to a character that does not show) is refused, and so
  /// is a number that is not zero and too small to be held as anything else.
  /// - Throws: ``NumberTextError``, which says what the text looks like and what to write.
  public init(decimal text: String) throws(NumberTextError) {
    let bytes = Array(text.utf8)
    guard DecimalText.isDecimal(bytes), let value = Double(text) else {
      throw NumberTextError(of: text)
    }
    guard value.isFinite else { throw .tooLarge }
    let mantissa = bytes.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    guard value != 0 || !mantissa.contains(where: { $0 > 48 && $0 <= 57 }) else { throw .tooSmall }
    self = value
  }
}

/// Why a text is not a number, as far as it can be told.
public enum NumberTextError: Error, Equatable, Sendable {
  /// There is nothing.
  case empty
  /// White space stands before or after a number.
  case spaces
  /// A character that does not show, such as a null or a no-break space.
  case hiddenCharacter
  /// A share in hundredths.
  case percent
  /// A comma where the decimal point stands, or between thousands.
  case comma
  /// A number in another notation than the decimal.
  case otherNotation
  /// `nan`.
  case notANumber
  /// `inf`.
  case infinite
  /// More than a number can hold.
  case tooLarge
  /// Not zero, and nearer to zero than a number can hold.
  case tooSmall
  /// Words, or anything else.
  case words

  /// What a text that is no number looks like.
  init(of text: String) {
    let scalars = text.unicodeScalars
    let plain = String(text.filter { !$0.isWhitespace })
    var digits = plain.lowercased()[...]
    if let sign = digits.first, "+-".contains(sign) { digits = digits.dropFirst() }
    func isNumber(_ text: some StringProtocol) -> Bool {
      DecimalText.isDecimal(Array(text.utf8))
    }
    let hidden = scalars.contains {
      ($0.value < 32 && $0 != "\t") || $0.value == 127 || $0.properties.isDefaultIgnorableCodePoint
        || ($0.properties.isWhitespace && $0.value > 127)
    }
    let point = plain.replacing(",", with: ".")
    if text.isEmpty {
      self = .empty
    } else if hidden {
      self = .hiddenCharacter
    } else if plain.isEmpty {
      self = .empty
    } else if isNumber(plain) {
      self = .spaces
    } else if plain.hasSuffix("%"), isNumber(point.dropLast()) {
      self = .percent
    } else if digits.hasPrefix("nan") {
      self = .notANumber
    } else if digits == "inf" || digits == "infinity" {
      self = .infinite
    } else if digits.hasPrefix("0x") {
      self = .otherNotation
    } else if plain.contains(","), isNumber(plain.filter { $0 != "," && $0 != "." }) {
      self = .comma
    } else {
      self = .words
    }
  }

  /// What is wrong, to follow the text: `is not a number`.
  public var message: String {
    switch self {
    case .empty: "is empty"
    case .spaces: "is a number with spaces around or in it"
    case .hiddenCharacter: "holds a character that does not show"
    case .percent: "is a number of hundredths"
    case .comma: "is a number with a comma"
    case .otherNotation: "is not a decimal number"
    case .notANumber, .infinite: "is not a finite number"
    case .tooLarge: "is larger than any number that can be held, about 1.8e308"
    case .tooSmall: "is not zero and smaller than any number that can be held, about 5e-324"
    case .words: "is not a number"
    }
  }

  /// What to do.
  public var help: String {
    switch self {
    case .empty: "a missing value is not a zero: supply it"
    case .spaces: "remove the spaces"
    case .hiddenCharacter: "type the number anew"
    case .percent: "write a share without the sign: 5 % is 0.05"
    case .comma: "use a decimal point and no thousands separator"
    case .otherNotation: "write it with the digits 0 to 9, such as 16 or 1.6e1"
    case .notANumber, .infinite: "a value that is not known is not written: supply it"
    case .tooLarge, .tooSmall: "write it in another unit"
    case .words: "write digits with a decimal point and no thousands separator"
    }
  }
}

extension NumberTextError {
  /// What to do, as a sentence.
  public var advice: String { help.prefix(1).uppercased() + help.dropFirst() + "." }
}

extension String {
  /// The text with characters that do not show spelt out: `1\u{0}2`.
  public var visible: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      let isHidden =
        (scalar.value < 32 && scalar != "\t") || scalar.value == 127
        || scalar.properties.isDefaultIgnorableCodePoint
        || (scalar.properties.isWhitespace && scalar.value > 127)
      text +=
        isHidden ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }
  }
}

/// The form of decimal numbers.
private enum DecimalText {
  /// A sign, digits with a decimal point among, before or after them, and an exponent.
  static func isDecimal(_ bytes: [UInt8]) -> Bool {
    var place = 0
    func sign() {
      if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-")
      {
        place += 1
      }
    }
    func digits() -> Int {
      let start = place
      while place < bytes.count, (48...57).contains(bytes[place]) { place += 1 }
      return place - start
    }
    sign()
    var count = digits()
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      count += digits()
    }
    guard count > 0 else { return false }
    if place < bytes.count, bytes[place] == UInt8(ascii: "e") || bytes[place] == UInt8(ascii: "E") {
      place += 1
      sign()
      guard digits() > 0 else { return false }
    }
    return place == bytes.count
  }
}
