import Foundation
import Quantities

/// A JSON value built in code. Objects are written with sorted keys, so that equal values are equal
/// texts; numbers in their shortest form that reads back the same.
public indirect enum JSONValue: Sendable, Equatable, Encodable, ExpressibleByStringLiteral,
  ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A text.
  case string(String)
  /// A finite number.
  case number(Double)
  /// True or false.
  case boolean(Bool)
  /// Nothing.
  case null
  /// A list.
  case array([JSONValue])
  /// Names and values.
  case object([String: JSONValue])

  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// True or false.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Names and values; the last of a repeated name stands.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }

  /// Writes the value; a whole number without a fraction, one that is not finite as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .string(let text): try container.encode(text)
    case .number(let value) where !value.isFinite: try container.encodeNil()
    case .number(let value):
      if value == value.rounded() && value.magnitude < 1e15 {
        try container.encode(Int64(value))
      } else {
        try container.encode(value)
      }
    case .boolean(let value): try container.encode(value)
    case .null: try container.encodeNil()
    case .array(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    }
  }

  /// The value as text, ending with a line feed.
  public func text(pretty: Bool = true) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      pretty
      ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
      : [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("Every value of this type can be written.")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

/// The tables of ``LongCSV`` as JSON: a list of objects with the same fields.
public enum LongJSON {
  /// The long table.
  public static func value(_ rows: some Sequence<RunRow>) -> JSONValue {
    .array(
      rows.map { row in
        let one = row.observation
        return [
          "scenario": .string(row.scenario), "variable": .string(one.variable),
          "dimensions": .string(one.dimensions.description), "year": .number(Double(one.year)),
          "unit": .string(one.unit), "value": .number(one.value),
          "status": .string(one.status.rawValue),
        ]
      })
  }

  /// The comparison. An object cannot hold two fields `scenario`, so the name of the scenario is
  /// in `scenarioName`, always.
  public static func value(_ rows: [ComparisonRow]) -> JSONValue {
    .array(
      rows.map { row in
        [
          "scenarioName": .string(row.scenarioName), "variable": .string(row.variable),
          "dimensions": .string(row.dimensions.description), "year": .number(Double(row.year)),
          "unit": .string(row.unit), "baseline": .number(row.baseline),
          "scenario": .number(row.scenario), "difference": .number(row.difference),
          "relativeDifference": row.relativeDifference.map { .number($0) } ?? .null,
          "status": .string(row.status.rawValue),
        ]
      })
  }

  /// The table of `jtam model solve`.
  public static func periods(_ observations: some Sequence<Observation>) -> JSONValue {
    .array(
      observations.map { one in
        [
          "variable": .string(one.variable), "dimensions": .string(one.dimensions.description),
          "period": .number(Double(one.year)), "value": .number(one.value),
        ]
      })
  }
}
