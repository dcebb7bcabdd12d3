/// Names, quotes, braces and brackets.
extension TextLayout {
  /// A name and where its colon ends; nil when no name stands here.
  func key(
    _ start: Int, isFlow: Bool
  ) throws(Unsupported) -> (key: String, colonEnd: Int)? {
    guard let first = byte(start) else { return nil }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      let (text, finish) = try quoted(start)
      let colon = skipSpaces(finish)
      return byte(colon) == UInt8(ascii: ":") ? (text, colon + 1) : nil
    }
    if "?&*!|>@`%{[".utf8.contains(first) { return nil }
    var position = start
    let limit = lineEnd(of: start)
    while position < limit {
      let here = bytes[position]
      if here == UInt8(ascii: ":"),
        position + 1 >= limit || bytes[position + 1] <= 0x20
          || (isFlow && ",[]{}".utf8.contains(bytes[position + 1]))
      {
        var finish = position
        while finish > start, bytes[finish - 1] <= 0x20 { finish -= 1 }
        return (String(decoding: bytes[start..<finish], as: UTF8.self), position + 1)
      }
      if here == UInt8(ascii: "#"), position > start, bytes[position - 1] <= 0x20 { return nil }
      if isFlow, ",[]{}".utf8.contains(here) { return nil }
      position += 1
    }
    return nil
  }

  /// A quoted text and where it ends. Escapes other than of quotation marks stay as written.
  func quoted(_ start: Int) throws(Unsupported) -> (text: String, end: Int) {
    let quote = bytes[start]
    var text: [UInt8] = []
    var position = start + 1
    while let here = byte(position) {
      if here == quote {
        guard quote == UInt8(ascii: "'"), byte(position + 1) == quote else {
          return (String(decoding: text, as: UTF8.self), position + 1)
        }
        position += 1
      } else if here == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        position += 1
      }
      if let literal = byte(position) { text.append(literal) }
      position += 1
    }
    throw Unsupported(line: line(of: start) + 1)
  }

  /// Past spaces, line ends and comments within braces.
  func skipBreaks(_ start: Int) -> Int {
    var position = start
    while let here = byte(position) {
      if here <= 0x20 {
        position += 1
      } else if here == UInt8(ascii: "#"), bytes[position - 1] <= 0x20 {
        position = lineEnd(of: position)
      } else {
        break
      }
    }
    return position
  }

  /// A value in braces or brackets, with all that is in it.
  func flow(_ start: Int) throws(Unsupported) -> Value {
    let isMapping = bytes[start] == UInt8(ascii: "{")
    let close = UInt8(ascii: isMapping ? "}" : "]")
    var entries: [Entry] = []
    var position = skipBreaks(start + 1)
    while let here = byte(position), here != close {
      if isMapping {
        guard let (key, colonEnd) = try key(position, isFlow: true) else {
          throw Unsupported(line: line(of: position) + 1)
        }
        let value = try flowValue(skipBreaks(colonEnd), else: colonEnd)
        entries.append(Entry(key: key, start: position, colonEnd: colonEnd, value: value))
        position = skipBreaks(value.range.upperBound)
      } else {
        position = skipBreaks(try flowValue(position, else: position).range.upperBound)
      }
      if byte(position) == UInt8(ascii: ",") {
        position = skipBreaks(position + 1)
      } else if byte(position) != close {
        throw Unsupported(line: line(of: position) + 1)
      }
    }
    guard byte(position) == close else { throw Unsupported(line: line(of: start) + 1) }
    return Value(
      style: isMapping ? .flowMapping : .flowSequence, range: start..<(position + 1),
      entries: entries)
  }

  func flowValue(_ start: Int, else place: Int) throws(Unsupported) -> Value {
    guard let first = byte(start) else { throw Unsupported(line: line(of: place) + 1) }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try flow(start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return Value(style: .scalar, range: start..<(try quoted(start).end))
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
      return Value(style: .empty, range: place..<place)
    case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "?"):
      throw Unsupported(line: line(of: start) + 1)
    default: break
    }
    var position = start
    var finish = start
    while let here = byte(position), !",[]{}".utf8.contains(here) {
      if here == UInt8(ascii: "#"), bytes[position - 1] <= 0x20 { break }
      if here > 0x20 { finish = position + 1 }
      position += 1
    }
    return Value(style: .scalar, range: start..<finish)
  }
}
