/// Which of a workbook's styles show a number as a date.
final class CellStyles: XMLElementHandler {
  /// By style.
  private(set) var isDate: [Bool] = []
  private var dateFormats: Set<Int> = []
  private var otherFormats: Set<Int> = []
  private var isInStyles = false

  func begin(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      guard let id = attributes["numFmtId"].flatMap({ Int($0) }),
        let code = attributes["formatCode"]
      else { return }
      if CellStyles.isDate(code) { dateFormats.insert(id) } else { otherFormats.insert(id) }
    case "cellXfs": isInStyles = true
    case "xf" where isInStyles && isDate.count < 70_000:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      isDate.append(
        dateFormats.contains(id) || (CellStyles.isBuiltInDate(id) && !otherFormats.contains(id)))
    default: return
    }
  }

  func words(_ bytes: UnsafeBufferPointer<UInt8>) {}

  func end(_ name: String) {
    if name == "cellXfs" { isInStyles = false }
  }

  /// Formats that every spreadsheet program has: ECMA-376, part 1, 18.8.30.
  private static func isBuiltInDate(_ id: Int) -> Bool {
    (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id)
      || (50...58).contains(id)
  }

  /// Whether a format's code, outside of quoted words and brackets, has letters of dates.
  static func isDate(_ code: String) -> Bool {
    var quoted = false
    var bracket: [Character]?
    var skipsNext = false
    for character in code.prefix(1_000).lowercased() {
      if skipsNext {
        skipsNext = false
      } else if quoted {
        quoted = character != "\""
      } else if let inside = bracket {
        guard character == "]" else {
          bracket?.append(character)
          continue
        }
        bracket = nil
        // Hours, minutes and seconds that go on beyond a day.
        if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { return true }
      } else {
        switch character {
        case "\"": quoted = true
        case "[": bracket = []
        case "\\", "_", "*": skipsNext = true
        case ";": return false
        case "y", "d", "h", "s", "m": return true
        // "General" and exponents hold letters of their own.
        case "g", "e", "0", "#", "?", "@": return false
        default: continue
        }
      }
    }
    return false
  }
}
