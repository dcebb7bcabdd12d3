import Calibration

/// Changes texts as careless typing, broken files and ill will do.
struct Mutator {
  var generator: SplitMix64

  /// Words and marks of the language, and of no language.
  private static let pieces = [
    "(", ")", "[", "]", "{", "}", ",", "=", "-", "+", "*", "/", "^", "'", "\"", "#", "##", "\n",
    " ",
    "|", ":", "<", ">", "<=", ">=", "!=", "!", ".", "if ", " then ", " else ", "sum(", "product(",
    "lag(", "d(", "dlog(", "growth(", "log(", "exp(", "sqrt(", "abs(", "min(", "max(", " where ",
    " in ", " and ", " or ", "not ", "exists ", "[-1]", "[1]", "[-101]", "set ", "index ",
    "parameter ", "variable ", "exogenous ", "equation ", "check ", "calibrate ", "function ",
    "include ", "choose ", "closure ", "language 1\n", " unit \"t\"", " nominal", " additive",
    " sparse", " source \"s\"", " status borrowed", " base ", " growth ", " before ",
    " lever 0 to 1",
    " inherits ", " positive", " nonnegative", " within 0 to 1", " relative to ", " typical 0 to 1",
    "i", "j", "x", "product", "sector", "'a'", "''", "\t", "\r", "\r\n", "\\", ";", "@", "$", "%",
    "&",
    " perp ", "step(", " by ", " * ", "(i, j) in ", ">= 0 perp x >= 0",
  ]

  private static let numbers = [
    "0", "1", "-1", "2", "0.5", "1e308", "1e309", "1e-320", "1e-400", "9999999999999999999999",
    "0.0000000000000000000001", "1e", "1e+", ".5", "5.", "1.2.3", "0x10", "1_000", "1e1e1", "00",
    "2147483648", "9223372036854775807", "9223372036854775808", "4.9e-324",
    "1.7976931348623157e308",
  ]

  private static let strange = [
    "\u{0}", "\u{1}", "\u{7F}", "\u{85}", "\u{A0}", "\u{AD}", "\u{200B}", "\u{200D}", "\u{202E}",
    "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}", "é", "e\u{301}", "β", "−", "×",
    "≤",
    "“", "”", "’", "👩‍👩‍👧‍👦", "🇧🇷", "ﷺ", "א", "中", "a\u{300}\u{301}\u{302}\u{303}", "\u{301}",
    "\r\n\u{301}",
  ]

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &generator) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// A text with a few changes.
  mutating func mutated(_ text: String, with other: String) -> String {
    var tokens = Mutator.tokens(of: text)
    for _ in 0..<(chance(60) ? 1 + below(2) : 1 + below(8)) {
      mutate(&tokens, with: other)
      if tokens.count > 60_000 { tokens.removeLast(tokens.count - 60_000) }
    }
    return String(decoding: tokens.joined(), as: UTF8.self)
  }

  /// Words, single spaces and single marks, as bytes, so that characters can be torn.
  static func tokens(of text: String) -> [[UInt8]] {
    var tokens: [[UInt8]] = []
    var word: [UInt8] = []
    for byte in text.utf8 {
      let isWord =
        byte == 95 || (48...57).contains(byte) || (65...90).contains(byte)
        || (97...122).contains(byte)
      if isWord {
        word.append(byte)
        continue
      }
      if !word.isEmpty { tokens.append(word) }
      word = []
      tokens.append([byte])
    }
    if !word.isEmpty { tokens.append(word) }
    return tokens
  }

  private mutating func insert(_ text: String, into tokens: inout [[UInt8]]) {
    tokens.insert(Array(text.utf8), at: below(tokens.count + 1))
  }

  private mutating func stretch(_ tokens: [[UInt8]], longest: Int) -> Range<Int> {
    let start = below(tokens.count)
    return start..<min(tokens.count, start + 1 + below(longest))
  }

  private mutating func mutate(_ tokens: inout [[UInt8]], with other: String) {
    guard !tokens.isEmpty else {
      insert(pick(Self.pieces), into: &tokens)
      return
    }
    switch below(20) {
    case 0, 1: tokens.removeSubrange(stretch(tokens, longest: chance(70) ? 3 : 60))
    case 2:
      let copied = Array(tokens[stretch(tokens, longest: 30)])
      tokens.insert(contentsOf: copied, at: below(tokens.count + 1))
    case 3, 4: tokens.swapAt(below(tokens.count), below(tokens.count))
    case 5, 6: tokens[below(tokens.count)] = tokens[below(tokens.count)]
    case 7, 8: insert(pick(Self.pieces), into: &tokens)
    case 9: tokens[below(tokens.count)] = Array(pick(Self.pieces).utf8)
    case 10:
      let digits = tokens.indices.filter { (48...57).contains(tokens[$0].first ?? 0) }
      let number = Array((chance(90) ? pick(Self.numbers) : longNumber()).utf8)
      if digits.isEmpty { tokens.append(number) } else { tokens[pick(digits)] = number }
    case 11: insert(pick(Self.strange), into: &tokens)
    case 12: nest(&tokens)
    case 13: breakLines(&tokens)
    case 14: repeatPiece(&tokens)
    case 15: tokens.removeLast(below(tokens.count))
    case 16:
      let marks = tokens.indices.filter {
        [40, 41, 91, 93, 123, 125, 34, 39].contains(tokens[$0][0])
      }
      if !marks.isEmpty { tokens.remove(at: pick(marks)) }
    case 17: splice(&tokens, with: other)
    case 18: moveLine(&tokens)
    default:
      let place = below(tokens.count)
      let byte = below(tokens[place].count)
      tokens[place][byte] ^= UInt8(1 << below(8))
    }
  }

  private mutating func longNumber() -> String {
    String(repeating: "9", count: 1 + below(2_000)) + (chance(50) ? ".5" : "")
  }

  private mutating func nest(_ tokens: inout [[UInt8]]) {
    let count = chance(80) ? 1 + below(12) : 150 + below(400)
    let (opening, closing): (String, String) = pick([
      ("(", ")"), ("-", ""), ("not ", ""), ("if 1 > 0 then ", " else 0"), ("log(", ")"), ("2^", ""),
      ("sum(i, ", ")"), ("lag(", ")"), ("[", "]"), ("min(1, ", ")"), ("(", ""), ("x[", "]"),
      ("exists ", ""), ("abs(-", ")"),
    ])
    let place = below(tokens.count)
    let whole =
      String(repeating: opening, count: count) + String(decoding: tokens[place], as: UTF8.self)
      + String(repeating: closing, count: count)
    tokens[place] = Array(whole.utf8)
  }

  private mutating func breakLines(_ tokens: inout [[UInt8]]) {
    let ending: [UInt8] = pick([[13, 10], [13], [32], [10, 32, 32], [10, 10], [], [10, 35]])
    let all = chance(50)
    for place in tokens.indices where tokens[place] == [10] && (all || chance(20)) {
      tokens[place] = ending
    }
    tokens.removeAll(where: \.isEmpty)
  }

  private mutating func repeatPiece(_ tokens: inout [[UInt8]]) {
    let place = below(tokens.count)
    let count = chance(90) ? 2 + below(20) : 500 + below(5_000)
    let piece = chance(50) ? tokens[place] : Array(pick(Self.pieces).utf8)
    tokens[place] = Array(Array(repeating: piece, count: count).joined())
  }

  private mutating func splice(_ tokens: inout [[UInt8]], with other: String) {
    let others = Mutator.tokens(of: other)
    guard !others.isEmpty else { return }
    tokens.insert(
      contentsOf: others[stretch(others, longest: chance(70) ? 40 : 400)],
      at: below(tokens.count + 1))
  }

  private mutating func moveLine(_ tokens: inout [[UInt8]]) {
    var lines = tokens.split(separator: [10], omittingEmptySubsequences: false)
    let line = lines.remove(at: below(lines.count))
    if chance(70) { lines.insert(line, at: below(lines.count + 1)) }
    tokens = Array(lines.joined(separator: [[10]]))
  }
}
