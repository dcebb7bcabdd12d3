/// The texts that cells refer to by number. Parts of a text with fonts of their own are joined;
/// readings for pronunciation are left out.
final class SharedStrings: XMLElementHandler {
  private(set) var texts: [String] = []
  private var current: [UInt8] = []
  private var isText = false
  private var isReading = false
  private var bytes = 0
  private let limits: ReadingLimits
  private let file: String

  init(limits: ReadingLimits, file: String) {
    self.limits = limits
    self.file = file
  }

  func begin(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "si": current.removeAll(keepingCapacity: true)
    case "t": isText = !isReading
    case "rPh": isReading = true
    default: return
    }
  }

  func words(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError) {
    guard isText else { return }
    self.bytes += bytes.count
    guard self.bytes <= limits.textBytes else {
      throw .tooLarge(
        file: file, place: "shared strings", what: "bytes of text", found: self.bytes,
        limit: limits.textBytes)
    }
    current.append(contentsOf: bytes)
  }

  func end(_ name: String) throws(WorkbookError) {
    switch name {
    case "si":
      guard texts.count < limits.cells else {
        throw .tooLarge(
          file: file, place: "shared strings", what: "texts and more", found: limits.cells + 1,
          limit: limits.cells)
      }
      texts.append(EscapedText.decoded(current))
    case "t": isText = false
    case "rPh": isReading = false
    default: return
    }
  }
}

/// Characters that XML cannot hold stand in spreadsheets as `_x0009_`, four hexadecimal digits.
enum EscapedText {
  static func decoded(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("_x") else { return text }
    var units: [UInt16] = []
    let source = Array(text.utf16)
    var position = 0
    while position < source.count {
      if let unit = escaped(source, at: position) {
        units.append(unit)
        position += 7
      } else {
        units.append(source[position])
        position += 1
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// The text as XML content. A carriage return and other control characters are escaped, and so
  /// is an underscore that would read as an escape.
  static func encoded(_ text: String) -> String {
    var result = ""
    let source = Array(text.utf16)
    var position = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "_" where escaped(source, at: position) != nil: result += "_x005F_"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
      default: result.unicodeScalars.append(scalar)
      }
      position += UTF16.width(scalar)
    }
    return result
  }

  private static func escaped(_ source: [UInt16], at position: Int) -> UInt16? {
    guard position + 7 <= source.count, source[position] == 0x5F, source[position + 1] == 0x78,
      source[position + 6] == 0x5F
    else { return nil }
    var value: UInt16 = 0
    for unit in source[(position + 2)..<(position + 6)] {
      guard let digit = Unicode.Scalar(unit).flatMap({ Character($0).hexDigitValue }), unit < 0x80
      else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
