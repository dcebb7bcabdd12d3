/// How numbers are written in a text.
public struct NumberNotation: Sendable, Hashable, Codable {
  /// What parts whole numbers from fractions.
  public enum Decimal: String, Sendable, Codable, CaseIterable {
    case point = "."
    case comma = ","
  }

  /// The decimal mark.
  public var decimal: Decimal
  /// Whether digits may stand in groups of three.
  public var allowsGroups: Bool

  /// A notation.
  public init(decimal: Decimal, allowsGroups: Bool = true) {
    self.decimal = decimal
    self.allowsGroups = allowsGroups
  }

  /// The number that a text is, or nil. Zeros before other digits make a code, such as `0191`.
  public func number(_ text: String) -> Double? {
    guard let first = text.utf8.first, first < 0x3A || first >= 0x80 else { return nil }
    if decimal == .point, let plain = PlainNumber(text) {
      return plain.hasLeadingZero ? nil : Double(text)
    }
    guard let parts = NumberParts(text) else { return nil }
    let mark = decimal == .point ? UInt8(ascii: ".") : UInt8(ascii: ",")
    let other = decimal == .point ? UInt8(ascii: ",") : UInt8(ascii: ".")
    var whole: [UInt8] = []
    var fraction: [UInt8] = []
    for (position, run) in parts.runs.enumerated() {
      let before = position == 0 ? nil : parts.marks[position - 1]
      switch before {
      case nil: whole = run
      case mark where position == parts.runs.count - 1: fraction = run
      case mark: return nil
      case other, UInt8(ascii: " "), UInt8(ascii: "'"):
        guard allowsGroups, run.count == 3, (1...3).contains(parts.runs[0].count),
          before == parts.marks[0]
        else { return nil }
        whole += run
      default: return nil
      }
    }
    if whole.count > 1, whole[0] == UInt8(ascii: "0") { return nil }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let digits = whole.isEmpty ? [UInt8(ascii: "0")] : whole
    let plain =
      (parts.isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
      + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self)) + parts.exponent
    return Double(plain).flatMap { $0.isFinite ? $0 : nil }
  }
}

/// A text of digits with at most one point, which most numbers are: `-12.5`.
struct PlainNumber {
  /// Whether a zero stands before another digit.
  var hasLeadingZero = false
  /// The digits after the point; nil without one.
  var fraction: Int?
  /// The digits before it.
  var whole = 0

  /// Nil when it is anything else.
  init?(_ text: String) {
    var isFirst = true
    var startsWithZero = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-") where isFirst: break
      case 0x30...0x39:
        if let count = fraction {
          fraction = count + 1
        } else {
          if whole == 0 { startsWithZero = byte == 0x30 }
          whole += 1
        }
      case UInt8(ascii: ".") where fraction == nil: fraction = 0
      default: return nil
      }
      isFirst = false
    }
    guard whole > 0, fraction != 0, whole + (fraction ?? 0) <= 40 else { return nil }
    hasLeadingZero = startsWithZero && whole > 1
  }
}

/// A text of digits, cut at its marks: `1.234,5` is `1` `.` `234` `,` `5`.
struct NumberParts {
  var isNegative = false
  /// Runs of digits; only the first and the last may be empty.
  var runs: [[UInt8]] = [[]]
  /// What stands between them: a point, a comma, a space or an apostrophe.
  var marks: [UInt8] = []
  /// `e-5` or nothing.
  var exponent = ""

  /// Nil when the text is no number in any notation.
  init?(_ text: String) {
    var scalars = Array(text.unicodeScalars)[...]
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || scalar == "\u{A0}" || scalar == "\u{202F}" || scalar == "\u{2009}"
    }
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
    guard scalars.count <= 60 else { return nil }
    if let sign = scalars.first, sign == "-" || sign == "\u{2212}" || sign == "+" {
      isNegative = sign != "+"
      scalars.removeFirst()
    }
    while let scalar = scalars.popFirst() {
      if scalar.isASCII, (0x30...0x39).contains(scalar.value) {
        runs[runs.count - 1].append(UInt8(scalar.value))
      } else if scalar == "." || scalar == "," || scalar == "'" || scalar == "\u{2019}"
        || isSpace(scalar)
      {
        if !marks.isEmpty, runs[runs.count - 1].isEmpty { return nil }
        marks.append(
          isSpace(scalar) ? 0x20 : scalar == "\u{2019}" ? 0x27 : UInt8(scalar.value))
        runs.append([])
      } else if scalar == "e" || scalar == "E" {
        var text = String(String.UnicodeScalarView(scalars))
        let sign = text.first == "-" ? "-" : ""
        if text.first == "-" || text.first == "+" { text.removeFirst() }
        guard !text.isEmpty, text.utf8.count <= 4,
          text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        exponent = "e\(sign)\(text)"
        break
      } else {
        return nil
      }
    }
    guard runs.contains(where: { !$0.isEmpty }) else { return nil }
  }
}

/// What the numbers of a text say of its notation.
struct NotationEvidence {
  private var points = 0
  private var commas = 0
  private var pointExample = ""
  private var commaExample = ""
  private var unclear: [UInt8: (text: String, line: Int, column: Int)] = [:]
  private var grouped = 0

  /// Takes in a field.
  mutating func add(_ text: String, line: Int, column: Int) {
    if let plain = PlainNumber(text) {
      guard let fraction = plain.fraction, !plain.hasLeadingZero else { return }
      if fraction != 3 || plain.whole > 3 { return count(0x2E, text) }
    }
    guard let first = text.utf8.first, first < 0x3A || first >= 0x80,
      text.utf8.contains(where: { $0 == 0x2E || $0 == 0x2C || $0 == 0x20 || $0 == 0xA0 }),
      let parts = NumberParts(text)
    else { return }
    let marks = parts.marks.filter { $0 == 0x2E || $0 == 0x2C }
    grouped += parts.marks.count > 1 ? 1 : 0
    guard let last = marks.last else { return }
    let digits = parts.runs[parts.runs.count - 1].count
    let head = parts.runs[0]
    if head.count > 1, head[0] == 0x30 { return }
    if marks.count == 1 {
      let isGroup =
        digits == 3 && (1...3).contains(head.count) && head != [0x30] && parts.exponent.isEmpty
        && parts.marks.count == 1
      if isGroup {
        if unclear[last] == nil { unclear[last] = (text, line, column) }
      } else {
        count(last, text)
      }
    } else if Set(marks).count == 1 {
      // The same mark twice can only part groups, so the decimal mark is the other.
      guard parts.runs.dropFirst().allSatisfy({ $0.count == 3 }) else { return }
      count(last == 0x2E ? 0x2C : 0x2E, text)
    } else {
      count(last, text)
    }
  }

  private mutating func count(_ mark: UInt8, _ text: String) {
    if mark == 0x2E {
      if points == 0 { pointExample = text }
      points += 1
    } else {
      if commas == 0 { commaExample = text }
      commas += 1
    }
  }

  /// The notation, and why; throws when the numbers can be read in two ways.
  func notation(
    separator: Character, file: String
  ) throws(WorkbookError) -> (notation: NumberNotation, reason: String) {
    switch (points, commas) {
    case (0, 0): break
    case (_, 0):
      return (
        NumberNotation(decimal: .point), "\(points) numbers are written as \(pointExample)"
      )
    case (0, _):
      return (
        NumberNotation(decimal: .comma), "\(commas) numbers are written as \(commaExample)"
      )
    default:
      let decimal: NumberNotation.Decimal = points >= commas ? .point : .comma
      return (
        NumberNotation(decimal: decimal, allowsGroups: false),
        "\(points) numbers are written as \(pointExample) and \(commas) as \(commaExample); those of the smaller number are left as text"
      )
    }
    let unclearMarks = unclear.keys.sorted()
    guard let mark = unclearMarks.first, let example = unclear[mark] else {
      return (NumberNotation(decimal: .point), "no number has a fraction")
    }
    if unclearMarks == [0x2E], separator == "," {
      return (
        NumberNotation(decimal: .point),
        "fields are parted by commas, so \(example.text) has a decimal point"
      )
    }
    let plain = example.text.filter { $0.isNumber || $0 == "-" }
    throw .ambiguousNumbers(
      file: file,
      cell: "\(CellReference(row: example.line, column: example.column))", text: example.text,
      readings: [
        "\(plain)",
        "\(example.text.replacing(",", with: ".")) with \(plain.suffix(3)) as its fraction",
      ])
  }
}
