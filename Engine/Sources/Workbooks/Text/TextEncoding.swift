/// How the bytes of a text stand for its characters.
public enum TextEncoding: String, Sendable, Codable, CaseIterable {
  /// UTF-8.
  case utf8 = "utf-8"
  /// UTF-16 with the lower byte first.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16 with the higher byte first.
  case utf16BigEndian = "utf-16be"
  /// Windows-1252, of which Latin-1 is a part.
  case windows1252 = "windows-1252"

  /// Finds the encoding of bytes, says why, and decodes them.
  package static func decoded(
    _ bytes: [UInt8], stated: TextEncoding?, file: String
  ) throws(WorkbookError) -> (text: String, encoding: TextEncoding, hasMark: Bool, reason: String) {
    let (marked, length): (TextEncoding?, Int) =
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
        (.utf8, 3)
      } else if bytes.starts(with: [0xFF, 0xFE]) {
        (.utf16LittleEndian, 2)
      } else if bytes.starts(with: [0xFE, 0xFF]) { (.utf16BigEndian, 2) } else { (nil, 0) }
    let content = bytes[length...]
    func result(
      _ encoding: TextEncoding, _ reason: String
    ) throws(WorkbookError) -> (String, TextEncoding, Bool, String) {
      guard let text = encoding.text(of: content) else {
        throw .notText(
          file: file,
          problem: "its bytes are no \(encoding.rawValue), which was expected because \(reason)"
        )
      }
      guard !text.unicodeScalars.contains("\0") else {
        throw .notText(file: file, problem: "it holds characters of value zero, as no text does")
      }
      return (text, encoding, length > 0, reason)
    }
    if let stated { return try result(stated, "it was stated") }
    if let marked { return try result(marked, "the file begins with its byte-order mark") }
    if let wide = wide(content) {
      return try result(wide, "every second byte of its beginning is zero")
    }
    if TextEncoding.utf8.text(of: content) != nil {
      return try result(.utf8, "all bytes are valid in it")
    }
    return try result(.windows1252, "some bytes are not valid in UTF-8")
  }

  /// UTF-16 without a mark, when most characters are plain ones.
  private static func wide(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
    let sample = Array(bytes.prefix(2_000))
    guard sample.count >= 4 else { return nil }
    let even = stride(from: 0, to: sample.count - 1, by: 2)
    let zerosFirst = even.count { sample[$0] == 0 && sample[$0 + 1] != 0 }
    let zerosSecond = even.count { sample[$0] != 0 && sample[$0 + 1] == 0 }
    let pairs = sample.count / 2
    if zerosSecond * 10 >= pairs * 7 { return .utf16LittleEndian }
    return zerosFirst * 10 >= pairs * 7 ? .utf16BigEndian : nil
  }

  private func text(of bytes: ArraySlice<UInt8>) -> String? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .utf16LittleEndian, .utf16BigEndian:
      guard bytes.count % 2 == 0 else { return nil }
      let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { position in
        let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
        return self == .utf16LittleEndian ? second << 8 | first : first << 8 | second
      }
      return String(validating: units, as: UTF16.self)
    case .windows1252:
      var text = String.UnicodeScalarView()
      for byte in bytes {
        let value =
          (0x80..<0xA0).contains(byte) ? Self.upper[Int(byte) - 0x80] : UInt32(byte)
        guard value != 0xFFFD, let scalar = Unicode.Scalar(value) else { return nil }
        text.append(scalar)
      }
      return String(text)
    }
  }

  /// The bytes of a text; nil when it has characters that the encoding lacks.
  func bytes(of text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    case .windows1252:
      var bytes: [UInt8] = []
      for scalar in text.unicodeScalars {
        if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) {
          bytes.append(UInt8(scalar.value))
        } else if let position = Self.upper.firstIndex(of: scalar.value), scalar.value != 0xFFFD {
          bytes.append(UInt8(0x80 + position))
        } else {
          return nil
        }
      }
      return bytes
    }
  }

  var mark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .windows1252: []
    }
  }

  /// The characters of bytes 0x80 to 0x9F; 0xFFFD where there is none.
  private static let upper: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}
