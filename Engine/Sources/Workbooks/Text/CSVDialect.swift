/// How a text of separated values is written.
public struct CSVDialect: Sendable, Hashable, Codable {
  /// How its bytes stand for characters.
  public var encoding: TextEncoding
  /// Whether it begins with a byte-order mark.
  public var hasByteOrderMark: Bool
  /// What parts the fields of a record.
  public var separator: Separator
  /// What ends a line.
  public var lineEnding: LineEnding
  /// How its numbers are written.
  public var numbers: NumberNotation
  /// Why each of these was found; not part of the dialect.
  public var reasons: [String] = []

  /// What may part fields.
  public enum Separator: String, Sendable, Codable, CaseIterable {
    case comma = ","
    case semicolon = ";"
    case tab = "\t"
    case bar = "|"

    var character: Character { Character(rawValue) }

    /// What it is called.
    public var name: String {
      switch self {
      case .comma: "commas"
      case .semicolon: "semicolons"
      case .tab: "tabs"
      case .bar: "bars"
      }
    }
  }

  /// What may end lines.
  public enum LineEnding: String, Sendable, Codable {
    case lineFeed = "LF"
    case carriageReturnLineFeed = "CRLF"
    case carriageReturn = "CR"

    var text: String {
      switch self {
      case .lineFeed: "\n"
      case .carriageReturnLineFeed: "\r\n"
      case .carriageReturn: "\r"
      }
    }
  }

  /// A dialect; without arguments, the one in which the program writes.
  public init(
    encoding: TextEncoding = .utf8, hasByteOrderMark: Bool = false, separator: Separator = .comma,
    lineEnding: LineEnding = .lineFeed, numbers: NumberNotation = NumberNotation(decimal: .point)
  ) {
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.separator = separator
    self.lineEnding = lineEnding
    self.numbers = numbers
  }

  private enum CodingKeys: String, CodingKey {
    case encoding, hasByteOrderMark, separator, lineEnding, numbers
  }

  /// Two dialects are one when they read alike, whatever the reasons.
  public static func == (left: CSVDialect, right: CSVDialect) -> Bool {
    left.encoding == right.encoding && left.hasByteOrderMark == right.hasByteOrderMark
      && left.separator == right.separator && left.lineEnding == right.lineEnding
      && left.numbers == right.numbers
  }

  /// Hashes what ``==(_:_:)`` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(encoding)
    hasher.combine(separator)
    hasher.combine(numbers)
  }
}

/// What is known of a dialect before a file is read; the rest is found.
public struct StatedDialect: Sendable, Hashable {
  /// How bytes stand for characters.
  public var encoding: TextEncoding?
  /// What parts fields.
  public var separator: CSVDialect.Separator?
  /// The decimal mark.
  public var decimal: NumberNotation.Decimal?
  /// All that is known about numbers, as a file read before had it.
  public var numbers: NumberNotation?

  /// Nothing is known.
  public init() {}

  /// All is known, as of a file read before.
  public init(_ dialect: CSVDialect) {
    encoding = dialect.encoding
    separator = dialect.separator
    numbers = dialect.numbers
  }
}
