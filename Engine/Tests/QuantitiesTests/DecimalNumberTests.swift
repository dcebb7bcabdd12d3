import Quantities
import Testing

@Suite("Numbers in text")
struct DecimalNumberTests {
  @Test(
    "A decimal number is read with its sign and exponent",
    arguments: [
      ("12", 12), ("-0.5", -0.5), ("+3", 3), (".5", 0.5), ("5.", 5), ("1e-3", 0.001), ("0", 0),
      ("-0.000", 0), ("0e999", 0), ("1E+2", 100), ("5e-324", .leastNonzeroMagnitude),
      ("1000000000000000000000000000000", 1e30),
    ])
  func read(text: String, value: Double) throws {
    #expect(try Double(decimal: text) == value)
  }

  @Test(
    "What is no decimal number is refused with its reason",
    arguments: [
      ("", .empty), (" ", .empty), (" 1", .spaces), ("1 000", .spaces),
      ("1\u{0}2", .hiddenCharacter),
      ("1\u{A0}000", .hiddenCharacter), ("50%", .percent), ("0,5 %", .percent), ("1,5", .comma),
      ("1,234.5", .comma), ("0x10", .otherNotation), ("-0x1p3", .otherNotation),
      ("nan", .notANumber), ("NaN(0x1)", .notANumber), ("inf", .infinite),
      ("-Infinity", .infinite), ("1e400", .tooLarge), ("1e-400", .tooSmall), ("abc", .words),
      ("1e", .words), ("--1", .words), (".", .words), ("1_000", .words), ("١", .words),
    ] as [(String, NumberTextError)])
  func refused(text: String, reason: NumberTextError) {
    #expect(throws: reason) { try Double(decimal: text) }
  }

  @Test("A table names the line and the reason of each number it cannot read")
  func table() throws {
    let table = try CSVTable(text: "value\n0x10\n1e-400\n\"1,5\"\n", source: "t.csv")
    for (row, words) in [
      "t.csv:2: \"0x10\" in column \"value\" is not a decimal number.", "t.csv:3: \"1e-400\"",
      "t.csv:4: \"1,5\" in column \"value\" is a number with a comma. Use a decimal point",
    ].enumerated() {
      let error = #expect(throws: CSVError.self) { try table.number(row: row, column: 0) }
      #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
    }
  }
}
