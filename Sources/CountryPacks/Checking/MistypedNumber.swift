/// What became of a number on its way through a spreadsheet.
enum MistypedNumber {
  /// Why a text is not the number it was meant to be, and what to do; for any text that is none.
  static func explanation(of text: String) -> String {
    let trimmed = text.trimmed
    if trimmed.isEmpty {
      return "The cell is empty. A missing value is not a zero: supply it, or remove the row."
    }
    if trimmed.hasPrefix("#") {
      return "This is the error of a spreadsheet's formula. Put the number in its place."
    }
    if trimmed.hasPrefix("=") {
      return "This is a formula. Put the number it gives in its place."
    }
    if trimmed.hasSuffix("%"), Double(trimmed.dropLast().replacing(",", with: ".")) != nil {
      return "Write a share without the sign: 5 % is 0.05."
    }
    if Double(trimmed) != nil {
      return trimmed == text
        ? "This is not a finite number. Supply the value." : "Remove the spaces around the number."
    }
    if isDate(trimmed) {
      return "A spreadsheet took the number for a date. Put the number back."
    }
    let marks = trimmed.filter { ",.".contains($0) }
    if trimmed.allSatisfy({ $0.isNumber || " \u{a0}\u{202f}',.-+eE".contains($0) }) {
      if marks == "," {
        return "Write a decimal point for the comma, or no separator of thousands."
      }
      return "Use a decimal point and no separator of thousands."
    }
    return "Put a number in its place, with a decimal point and no separator of thousands."
  }

  /// `2019-03-01`, `1/3/2019`, `1-Mar`, `Mar-19`.
  private static func isDate(_ text: String) -> Bool {
    let parts = text.split { "-/".contains($0) }
    guard (2...3).contains(parts.count), parts.count - 1 == text.count(where: { "-/".contains($0) })
    else { return false }
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "fev",
      "abr", "mai", "ago", "set", "out", "dez",
    ]
    let isNumeric = parts.allSatisfy { $0.allSatisfy(\.isNumber) }
    return isNumeric
      || parts.contains { months.contains(String($0.prefix(3)).lowercased()) && $0.count <= 9 }
  }
}

extension String {
  /// Without spaces, tabs and other white space at its ends.
  var trimmed: String {
    String(
      drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
