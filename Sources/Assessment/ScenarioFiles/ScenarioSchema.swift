import Equations
import Reporting
import Scenarios

/// The JSON Schema (draft 2020-12) of a scenario file, which editors use to complete and check.
public enum ScenarioSchema {
  /// A schema.
  /// - Parameter model: The model whose levers and choices are listed; nil for any model.
  public static func value(_ model: PreparedModel? = nil) -> JSONValue {
    var levers = section("Policy instruments and their paths.", value: ref("path"))
    var choices = section("The variant of a part of the model.", value: ref("name"))
    if let model {
      levers = modelLevers(model)
      choices = [
        "type": ["object", "null"], "description": "The variant of a part of the model.",
        "additionalProperties": false,
        "properties": .object(
          Dictionary(
            model.compiled.choices.map { choice in
              (
                choice.slot,
                [
                  "enum": .array(choice.options.map { .string($0) }),
                  "description": .string(ModelGuide.line(choice.description)),
                ] as JSONValue
              )
            }, uniquingKeysWith: { first, _ in first })),
      ]
    }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "JTAM scenario",
      "description": "A named change to its parent, or, without a parent, a baseline.",
      "type": "object", "required": ["name"], "additionalProperties": false,
      "properties": [
        "name": ref("name"), "description": text, "author": text, "pack": ref("name"),
        "parent": ref("name"), "base": ref("year"), "years": ref("years"), "closure": ref("name"),
        "choices": choices, "levers": levers,
        "overrides": section("Paths of other exogenous values.", value: ref("path")),
        "add_factors": section(
          "What is added to an equation, in the years listed.", value: ref("values")),
        "targets": [
          "type": ["array", "null"], "items": ref("target"),
          "description": "Variables whose paths are given while an instrument is solved for.",
        ],
        "measures": [
          "type": "object", "minProperties": 1,
          "description": "Levers that belong together when results are attributed.",
          "additionalProperties": [
            "type": "array", "minItems": 1, "items": ["type": "string", "pattern": .string(cell)],
          ],
        ],
      ],
      "$defs": definitions,
    ]
  }

  private static let cell = "^[A-Za-z0-9_.-]+(\\[[A-Za-z0-9_.-]+(, *[A-Za-z0-9_.-]+)*\\])?$"
  private static let text: JSONValue = ["type": "string", "minLength": 1]

  private static func ref(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }

  private static func section(_ description: String, value: JSONValue) -> JSONValue {
    [
      "type": ["object", "null"], "description": .string(description),
      "propertyNames": ["pattern": .string(cell)], "additionalProperties": value,
    ]
  }

  private static var definitions: JSONValue {
    [
      "name": ["type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"],
      "year": ["type": "integer", "minimum": 1000, "maximum": 9999],
      "years": [
        "anyOf": [["type": "string", "pattern": "^[0-9]{4}(-[0-9]{4})?$"], ref("year")]
      ],
      "values": [
        "type": "object", "additionalProperties": false,
        "patternProperties": ["^[0-9]{4}$": ["type": "number"]],
      ],
      "path": path(bounds: [:]),
      "target": [
        "type": "object", "required": ["variable", "instrument", "years"],
        "additionalProperties": false,
        "properties": [
          "variable": ref("name"),
          "dimensions": ["type": "object", "additionalProperties": ref("name")],
          "instrument": ["type": "string", "pattern": .string(cell)], "years": ref("years"),
          "values": ref("values"), "from": ref("name"), "growth": ref("name"),
        ],
        "oneOf": [["required": ["values"]], ["required": ["from"]], ["required": ["growth"]]],
      ],
    ]
  }

  /// A number, or numbers by year; bounds hold for levels, not for what is added or multiplied.
  private static func path(bounds: [String: JSONValue]) -> JSONValue {
    let number: JSONValue = .object(["type": "number"].merging(bounds) { first, _ in first })
    func map(_ number: JSONValue, _ meaning: JSONValue, required: [JSONValue]) -> JSONValue {
      [
        "type": "object", "minProperties": 1, "additionalProperties": false,
        "required": .array(required), "patternProperties": ["^[0-9]{4}$": number],
        "properties": [
          "shape": ["enum": ["step", "linear"]], "meaning": meaning, "from": ref("year"),
          "to": ref("year"), "value": number,
        ],
      ]
    }
    return [
      "anyOf": [
        number, map(number, ["const": "level"], required: []),
        map(["type": "number"], ["enum": ["add", "multiply"]], required: ["meaning"]),
      ]
    ]
  }

  private static func modelLevers(_ model: PreparedModel) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for symbol in model.model.symbols {
      guard let lever = symbol.lever else { continue }
      let unit = symbol.unit.isEmpty ? "" : " Unit: \(symbol.unit)."
      guard
        case .object(var schema) = path(bounds: [
          "minimum": .number(lever.lowerBound), "maximum": .number(lever.upperBound),
        ])
      else { continue }
      schema["title"] = .string(
        symbol.unit.isEmpty ? symbol.name : "\(symbol.name), \(symbol.unit)")
      schema["description"] = .string(ModelGuide.line(symbol.description) + unit)
      properties[symbol.name] = .object(schema)
      for cell in symbol.cells where !symbol.dimensions.isEmpty {
        properties[symbol.label(ofCell: cell)] = .object(schema)
      }
    }
    return [
      "type": ["object", "null"], "description": "Policy instruments and their paths.",
      "additionalProperties": false, "properties": .object(properties),
    ]
  }
}
