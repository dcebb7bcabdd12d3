import Reporting

/// Holds a value against a JSON Schema, as far as the keywords that scenario schemas use go.
struct SchemaChecker {
  let root: JSONValue

  /// What does not fit, each with its place; empty when all fits.
  func problems(_ value: JSONValue) -> [String] { problems(value, root, at: "") }

  /// The keywords of a schema and all schemas in it that this checker does not know.
  func unknownKeywords() -> Set<String> {
    var found: Set<String> = []
    func visit(_ schema: JSONValue) {
      guard case .object(let parts) = schema else { return }
      for (keyword, value) in parts {
        switch (keyword, value) {
        case ("properties", .object(let schemas)), ("patternProperties", .object(let schemas)),
          ("$defs", .object(let schemas)):
          for schema in schemas.values { visit(schema) }
        case ("anyOf", .array(let schemas)), ("oneOf", .array(let schemas)):
          for schema in schemas { visit(schema) }
        case ("additionalProperties", _), ("items", _), ("propertyNames", _): visit(value)
        case ("$schema", _), ("title", _), ("description", _), ("$ref", _), ("type", _),
          ("enum", _), ("const", _), ("required", _), ("pattern", _), ("minimum", _),
          ("maximum", _), ("minLength", _), ("minItems", _), ("minProperties", _):
          break
        default: found.insert(keyword)
        }
      }
    }
    visit(root)
    return found
  }

  private func problems(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
    switch schema {
    case .boolean(true): return []
    case .boolean(false): return ["\(place) may not be there"]
    case .object(let parts):
      return parts.keys.sorted().flatMap { problems(value, $0, parts, at: place) }
    default: return ["\(place): this is no schema"]
    }
  }

  private func problems(
    _ value: JSONValue, _ keyword: String, _ schema: [String: JSONValue], at place: String
  ) -> [String] {
    func unless(_ holds: Bool, _ text: String) -> [String] { holds ? [] : ["\(place) \(text)"] }
    switch (keyword, schema[keyword], value) {
    case ("$ref", .string(let name)?, _):
      guard case .object(let parts) = root, case .object(let definitions)? = parts["$defs"],
        let definition = definitions[String(name.dropFirst("#/$defs/".count))]
      else { return ["\(place): \(name) is not defined"] }
      return problems(value, definition, at: place)
    case ("type", let type?, _):
      let types = if case .array(let types) = type { types } else { [type] }
      return unless(types.contains { SchemaChecker.isOf($0, value) }, "is not of type \(types)")
    case ("enum", .array(let values)?, _): return unless(values.contains(value), "is not listed")
    case ("const", let constant?, _): return unless(constant == value, "is not \(constant)")
    case ("minimum", .number(let bound)?, .number(let number)):
      return unless(number >= bound, "is below \(bound)")
    case ("maximum", .number(let bound)?, .number(let number)):
      return unless(number <= bound, "is above \(bound)")
    case ("minLength", .number(let bound)?, .string(let text)):
      return unless(Double(text.count) >= bound, "is too short")
    case ("pattern", .string(let pattern)?, .string(let text)):
      return unless(SchemaChecker.matches(text, pattern), "does not match \(pattern)")
    case ("minItems", .number(let bound)?, .array(let items)):
      return unless(Double(items.count) >= bound, "has too few items")
    case ("minProperties", .number(let bound)?, .object(let pairs)):
      return unless(Double(pairs.count) >= bound, "has too few keys")
    case ("items", let item?, .array(let items)):
      return items.enumerated().flatMap { problems($1, item, at: "\(place)/\($0)") }
    case ("required", .array(let keys)?, .object(let pairs)):
      return keys.flatMap { key in
        guard case .string(let name) = key, pairs[name] == nil else { return [String]() }
        return ["\(place) lacks \(name)"]
      }
    case ("anyOf", .array(let schemas)?, _):
      return unless(schemas.contains { problems(value, $0, at: place).isEmpty }, "fits no form")
    case ("oneOf", .array(let schemas)?, _):
      return unless(
        schemas.filter { problems(value, $0, at: place).isEmpty }.count == 1, "fits not one form")
    case ("propertyNames", let names?, .object(let pairs)):
      return pairs.keys.sorted().flatMap { problems(.string($0), names, at: "\(place)/\($0)") }
    case ("properties", _, .object(let pairs)), ("patternProperties", _, .object(let pairs)),
      ("additionalProperties", _, .object(let pairs)):
      return pairs.sorted { $0.key < $1.key }.flatMap { key, value in
        SchemaChecker.schemas(for: key, under: keyword, schema)
          .flatMap { problems(value, $0, at: "\(place)/\(key)") }
      }
    default: return []
    }
  }

  /// The schemas that one keyword holds for one key.
  private static func schemas(
    for key: String, under keyword: String, _ schema: [String: JSONValue]
  ) -> [JSONValue] {
    func named(_ keyword: String, _ fits: (String) -> Bool) -> [JSONValue] {
      guard case .object(let schemas)? = schema[keyword] else { return [] }
      return schemas.filter { fits($0.key) }.map(\.value)
    }
    let own = named("properties") { $0 == key }
    let patterned = named("patternProperties") { matches(key, $0) }
    switch keyword {
    case "properties": return own
    case "patternProperties": return patterned
    default: return own.isEmpty && patterned.isEmpty ? [schema[keyword] ?? true] : []
    }
  }

  private static func matches(_ text: String, _ pattern: String) -> Bool {
    guard let expression = try? Regex(pattern) else { return false }
    return text.contains(expression)
  }

  private static func isOf(_ type: JSONValue, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("number", .number),
      ("null", .null), ("boolean", .boolean):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }
}
