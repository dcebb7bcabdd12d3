import Foundation
import Quantities
import Yams

/// A value of a YAML text that knows its line. Tags and types of YAML play no part: a value is
/// what the scenario expects at its place, or an error.
struct YAMLValue {
  let node: Node
  let file: String
  /// What the value is, for messages: `"levers.carbonPrice"`.
  let name: String

  /// The one value of a text.
  static func root(of text: String, file: String, longest: Int) throws(ScenarioError) -> YAMLValue {
    let start = ScenarioLocation(file: file, line: 1)
    guard text.utf8.count <= longest else {
      throw ScenarioError.notYAML(
        start, problem: "it has \(text.utf8.count) bytes, and at most \(longest) are read.")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw YAMLValue.translated(error, text: text, file: file)
    }
    guard let node else {
      throw ScenarioError.missingKey(start, key: "name", inside: "a scenario")
    }
    return YAMLValue(node: node, file: file, name: "a scenario")
  }

  private static func translated(
    _ error: any Error, text: String, file: String
  ) -> ScenarioError {
    func at(_ mark: Mark) -> ScenarioLocation { ScenarioLocation(file: file, line: mark.line) }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let error = error as? YamlError else {
      return .notYAML(ScenarioLocation(file: file, line: 1), problem: "\(error).")
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let isTabbed =
        lines.indices.contains(mark.line - 1)
        && lines[mark.line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
      return .notYAML(at(mark), problem: "\(problem).\(isTabbed ? " Indent with spaces." : "")")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.sorted().first ?? ""
      let line = secondLine(of: key, in: lines, from: context.mark.line) ?? context.mark.line
      return .repeatedKey(ScenarioLocation(file: file, line: line), key: key)
    case .reader(let problem, _, _, _):
      return .notYAML(ScenarioLocation(file: file, line: 1), problem: "\(problem).")
    default:
      return .notYAML(ScenarioLocation(file: file, line: 1), problem: "it cannot be parsed.")
    }
  }

  /// The line on which a key of a mapping stands again, as deep as the first time.
  private static func secondLine(of key: String, in lines: [Substring], from first: Int) -> Int? {
    var depth: Int?
    for (position, line) in lines.enumerated().dropFirst(max(0, first - 1)) {
      let indentation = line.prefix { $0 == " " }.count
      let written = line.dropFirst(indentation)
      guard ["", "\"", "'"].contains(where: { written.hasPrefix("\($0)\(key)\($0):") }) else {
        continue
      }
      if depth == indentation { return position + 1 }
      depth = depth ?? indentation
    }
    return nil
  }

  var location: ScenarioLocation { ScenarioLocation(file: file, line: node.mark?.line ?? 1) }

  var isMapping: Bool {
    if case .mapping = node { return true }
    return false
  }

  /// Whether nothing stands here, as after a key whose lines are all comments.
  var isEmpty: Bool {
    if case .scalar(let scalar) = node { return scalar.style == .plain && scalar.string.isEmpty }
    return false
  }

  /// The pairs of a mapping, in the order written.
  func entries() throws(ScenarioError) -> [(key: YAMLKey, value: YAMLValue)] {
    guard case .mapping(let mapping) = node else { throw wrong("a list of \"key: value\" lines") }
    var entries: [(key: YAMLKey, value: YAMLValue)] = []
    for (key, value) in mapping {
      let named = YAMLValue(node: key, file: file, name: "a key of \(name)")
      let key = YAMLKey(name: try named.text(), location: named.location)
      entries.append((key, YAMLValue(node: value, file: file, name: key.name)))
    }
    return entries
  }

  /// A mapping that may have only these keys.
  func mapping(_ what: String, keys: [String]) throws(ScenarioError) -> YAMLMapping {
    var values: [String: YAMLValue] = [:]
    for (key, value) in try entries() {
      guard keys.contains(key.name) else {
        throw ScenarioError.unknownKey(key.location, key: key.name, inside: what, known: keys)
      }
      values[key.name] = value
    }
    return YAMLMapping(values: values, what: what, location: location)
  }

  /// The items of a list.
  func items() throws(ScenarioError) -> [YAMLValue] {
    guard case .sequence(let sequence) = node else {
      throw wrong("a list, each item after a \"-\"")
    }
    return sequence.map { YAMLValue(node: $0, file: file, name: "an item of \(name)") }
  }

  /// Any text that is not empty.
  func text() throws(ScenarioError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else { throw wrong("a text") }
    return scalar.string
  }

  /// A name: letters, digits, `-`, `_` and `.`, so that it can stand in a file name or a run id.
  func word() throws(ScenarioError) -> String {
    let expected = "a name of letters, digits, - and _"
    guard case .scalar(let scalar) = node, scalar.string.utf8.count <= 100,
      let name = CellName(text: scalar.string), name.elements.isEmpty,
      !scalar.string.hasPrefix("."), !scalar.string.hasPrefix("-")
    else { throw wrong(expected) }
    return scalar.string
  }

  /// `name` or `name[element]`.
  func cell() throws(ScenarioError) -> CellName {
    guard case .scalar(let scalar) = node, let cell = CellName(text: scalar.string) else {
      throw wrong("a name such as worldPrice or worldPrice[oil]")
    }
    return cell
  }

  /// A finite number in decimal notation, not in quotation marks.
  func number() throws(ScenarioError) -> Double {
    let allowed = "0123456789+-.eE"
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any,
      !scalar.string.isEmpty, scalar.string.allSatisfy({ allowed.contains($0) }),
      let value = try? Double(decimal: scalar.string)
    else { throw wrong("a number", hint: numberHint) }
    // A thousand as many write it; nobody writes one so.
    let parts = scalar.string.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, parts[1] == "000", parts[0].count <= 3 {
      throw wrong("a number", hint: ": write \(parts[0]), or \(parts[0])000 without a separator")
    }
    return value
  }

  /// How a number is written, when what stands here is one in another notation.
  private var numberHint: String {
    guard case .scalar(let scalar) = node else { return "" }
    func finite(_ text: String) -> Double? {
      text.contains(where: \.isLetter) ? nil : Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
    let text = scalar.string.filter { !$0.isWhitespace }
    if text.last == "%" {
      let share = String(text.dropLast().map { $0 == "," ? "." : $0 })
      guard let value = finite(share) else { return "" }
      // Hundredths in decimal, so that 0.1 % does not become 0.0010000000000000002.
      guard let decimal = Decimal(string: share) else { return "" }
      return ": write \(decimal / 100) for \(CSVWriter.number(value)) %"
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, finite(parts.joined(separator: ".")) != nil else { return "" }
    return parts[1].count == 3 && parts[0].count <= 3 && parts[0] != "0"
      ? ": write \(parts.joined()) without a separator, or \(parts.joined(separator: ".")) with a decimal point"
      : ": write \(parts.joined(separator: ".")) with a decimal point"
  }

  /// A calendar year.
  func year() throws(ScenarioError) -> Int {
    guard case .scalar(let scalar) = node, let year = YAMLValue.year(scalar.string) else {
      throw wrong("a year")
    }
    return year
  }

  /// `2020-2050`, or one year.
  func years() throws(ScenarioError) -> ClosedRange<Int> {
    guard case .scalar(let scalar) = node else { throw wrong("years such as 2020-2050") }
    let parts = scalar.string.split(separator: "-", omittingEmptySubsequences: false)
      .map { YAMLValue.year(String($0)) }
    guard parts.count <= 2, let first = parts.first ?? nil, let last = parts.last ?? nil,
      first <= last
    else { throw wrong("years such as 2020-2050") }
    return first...last
  }

  /// Years and numbers.
  func valuesByYear() throws(ScenarioError) -> [Int: Double] {
    var values: [Int: Double] = [:]
    for (key, value) in try entries() {
      guard let year = YAMLValue.year(key.name) else {
        throw ScenarioError.wrongType(
          key.location, what: "a key of \(name)", expected: "a year", found: "\"\(key.name)\"")
      }
      values[year] = try value.number()
    }
    return values
  }

  /// One of a few words.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type
  ) throws(ScenarioError) -> Choice where Choice.RawValue == String {
    guard case .scalar(let scalar) = node, let choice = Choice(rawValue: scalar.string) else {
      throw wrong(Choice.allCases.map(\.rawValue).joined(separator: " or "))
    }
    return choice
  }

  static func year(_ text: String) -> Int? {
    guard text.utf8.count == 4, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(text)
  }

  private func wrong(_ expected: String, hint: String = "") -> ScenarioError {
    let found =
      switch node {
      case .scalar(let scalar) where scalar.string.isEmpty: "empty"
      case .scalar(let scalar):
        "\"\(scalar.string.prefix(60))\"\(scalar.style == .plain ? "" : " in quotation marks")"
      case .mapping: "a mapping of keys to values"
      case .sequence: "a list"
      case .alias: "an alias"
      }
    return .wrongType(location, what: "\"\(name)\"", expected: expected, found: found + hint)
  }
}

/// A key of a mapping and where it stands.
struct YAMLKey {
  let name: String
  let location: ScenarioLocation

  /// `name` or `name[element]`.
  func cell() throws(ScenarioError) -> CellName {
    guard let cell = CellName(text: name) else {
      throw ScenarioError.wrongType(
        location, what: "a key", expected: "a name such as worldPrice or worldPrice[oil]",
        found: "\"\(name.prefix(60))\"")
    }
    return cell
  }
}

/// A mapping whose keys have been checked.
struct YAMLMapping {
  let values: [String: YAMLValue]
  let what: String
  let location: ScenarioLocation

  subscript(key: String) -> YAMLValue? { values[key] }

  func needed(_ key: String) throws(ScenarioError) -> YAMLValue {
    guard let value = values[key] else {
      throw ScenarioError.missingKey(location, key: key, inside: what)
    }
    return value
  }
}
