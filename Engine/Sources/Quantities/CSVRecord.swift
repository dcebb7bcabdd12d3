/// One record of a text of separated values: its fields, whatever their number.
public struct CSVRecord: Sendable, Equatable {
  /// The fields, without their quotes.
  public let fields: [String]
  /// The line of the text on which the record begins, counted from 1.
  public let line: Int

  /// The records of a text; lines that are empty are none.
  ///
  /// Reads RFC 4180: quoted fields, doubled quotes, line breaks inside quotes, LF or CRLF, an optional
  /// byte-order mark.
  /// - Throws: ``CSVError/openQuote(source:line:)``.
  public static func records(
    of text: String, source: String, separator: Character = ","
  ) throws(CSVError) -> [CSVRecord] {
    let comma = separator.asciiValue ?? UInt8(ascii: ",")
    let quote = UInt8(ascii: "\"")
    let lineFeed = UInt8(ascii: "\n")
    let carriageReturn = UInt8(ascii: "\r")
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var records: [CSVRecord] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var line = 1
    var start = 1
    var position = 0
    var wasQuoted = false
    func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote && field.isEmpty && !wasQuoted {
        wasQuoted = true
        let opened = line
        position += 1
        while true {
          guard position < bytes.count else {
            throw CSVError.openQuote(source: source, line: opened)
          }
          if bytes[position] == quote {
            if position + 1 < bytes.count && bytes[position + 1] == quote {
              field.append(quote)
              position += 2
              continue
            }
            break
          }
          if bytes[position] == lineFeed { line += 1 }
          field.append(bytes[position])
          position += 1
        }
      } else if byte == comma {
        fields.append(string(field))
        field.removeAll(keepingCapacity: true)
        wasQuoted = false
      } else if byte == lineFeed {
        if field.last == carriageReturn && !wasQuoted { field.removeLast() }
        fields.append(string(field))
        field.removeAll(keepingCapacity: true)
        if fields.count > 1 || !(fields[0].isEmpty) || wasQuoted {
          records.append(CSVRecord(fields: fields, line: start))
        }
        fields = []
        wasQuoted = false
        line += 1
        start = line
      } else if !(byte == carriageReturn && wasQuoted) {
        field.append(byte)
      }
      position += 1
    }
    if !field.isEmpty || !fields.isEmpty || wasQuoted {
      fields.append(string(field))
      records.append(CSVRecord(fields: fields, line: start))
    }
    return records
  }
}
