import Equations
import Quantities
import Reporting
import Scenarios

/// The policy levers of a model, and the scenarios that use them.
public struct LeverGuide {
  private let prepared: PreparedModel
  private let guide: ModelGuide
  private let catalogue: ScenarioCatalogue

  /// A guide to the levers of a model.
  public init(_ prepared: PreparedModel, scenarios: ScenarioCatalogue) {
    self.prepared = prepared
    guide = ModelGuide(prepared.compiled)
    catalogue = scenarios
  }

  private var levers: [ModelSymbol] { prepared.model.symbols.filter { $0.lever != nil } }

  /// Every lever: the columns of ``ModelGuide/levers()`` and default, source, status and users.
  public var table: RecordTable {
    var table = guide.levers()
    table.columns += ["default", "source", "status", "scenarios", "cells"]
    for (position, symbol) in levers.enumerated() {
      table.rows[position] += [
        defaultValue(symbol).map { .number($0) } ?? .missing, .text(symbol.source),
        .text(symbol.status.rawValue),
        .text(catalogue.users(of: symbol.name).joined(separator: " ")),
        .text(cells(symbol).joined(separator: " ")),
      ]
    }
    return table
  }

  /// The same for people, without what is long.
  public func text(plain: Bool) -> String {
    var table = RecordTable(columns: [
      "lever", "unit", "lowest", "highest", "typical", "default", "scenarios", "description",
    ])
    for symbol in levers {
      guard let lever = symbol.lever else { continue }
      table.rows.append([
        .text(symbol.name + (symbol.dimensions.isEmpty ? "" : "[\(dimensions(symbol))]")),
        .text(symbol.unit), .number(lever.lowerBound), .number(lever.upperBound),
        .text(typical(lever)), defaultValue(symbol).map { .number($0) } ?? .missing,
        .text(catalogue.users(of: symbol.name).joined(separator: " ")),
        .text(ModelGuide.line(symbol.description)),
      ])
    }
    return table.text(plain: plain, widest: 72)
      + "\nOne at length: jtam levers NAME. In a scenario: jtam scenario set FILE NAME=VALUE.\n"
  }

  /// All there is to say of one lever, or of one cell of it.
  /// - Throws: ``AssessmentError/usage(_:)`` with the nearest name when there is none such.
  public func explanation(of name: String) throws -> RecordTable {
    let cell = CellName(text: name) ?? CellName(name)
    guard let symbol = levers.first(where: { $0.name == cell.name }), let lever = symbol.lever
    else {
      let isOther = prepared.model.symbol(named: cell.name) != nil
      throw AssessmentError.usage(
        isOther
          ? "\(cell.name) is in the model and is no lever. `jtam model explain \(cell.name)` says what it is."
          : "There is no lever \"\(name)\": \(NearestName.hint(for: cell.name, among: levers.map(\.name)))"
      )
    }
    guard cell.elements.isEmpty || symbol.elements.contains(cell.elements) else {
      throw AssessmentError.usage(
        "\(cell.name) has no element [\(cell.elements.joined(separator: ","))]: "
          + NearestName.hint(for: name, among: symbol.cells.map(symbol.label(ofCell:))))
    }
    var table = RecordTable(columns: ["name", "heading", "text"])
    func add(_ heading: String, _ lines: [String]) {
      for line in lines where !line.isEmpty {
        table.rows.append([.text(name), .text(heading), .text(line)])
      }
    }
    let example = lever.typicalHigh ?? lever.upperBound
    let written = "\(cell)"
    add("What it is", [ModelGuide.line(symbol.description)])
    add("Unit", [symbol.unit])
    add(
      "Bounds",
      ["\(CSVWriter.number(lever.lowerBound)) to \(CSVWriter.number(lever.upperBound))"])
    add("Typical", [typical(lever)])
    add("Default", [defaultValue(symbol).map(CSVWriter.number) ?? ""])
    add("Cells", cells(symbol))
    add("Source", [symbol.source])
    add("Status", [symbol.status.rawValue])
    add("Declared", ["\(ModelGuide.shortPath(symbol.location.file)):\(symbol.location.line)"])
    add(
      "Enters", guide.families(using: symbol).map { "\($0.name): \(ModelGuide.line($0.text))" })
    add("Used by", [catalogue.users(of: symbol.name).joined(separator: ", ")])
    add(
      "In a scenario",
      [
        "jtam scenario set FILE '\(written)=\(CSVWriter.number(example))'",
        "levers:", "  \(written): \(CSVWriter.number(example))",
      ])
    return table
  }

  /// An explanation as lines for people.
  public static func text(_ explanation: RecordTable) -> String {
    var parts: [(heading: String, lines: [String])] = []
    for row in explanation.rows {
      guard case .text(let heading) = row[1], case .text(let line) = row[2] else { continue }
      if parts.last?.heading == heading {
        parts[parts.count - 1].lines.append(line)
      } else {
        parts.append((heading, [line]))
      }
    }
    var text = ""
    if case .text(let name)? = explanation.rows.first?.first { text = "\(name)\n" }
    for part in parts {
      text +=
        part.lines.count == 1
        ? "  \(part.heading): \(part.lines[0])\n"
        : "  \(part.heading):\n" + part.lines.map { "    \($0)\n" }.joined()
    }
    return text
  }

  private func typical(_ lever: LeverDescription) -> String {
    guard let low = lever.typicalLow, let high = lever.typicalHigh else { return "" }
    return "\(CSVWriter.number(low)) to \(CSVWriter.number(high))"
  }

  private func cells(_ symbol: ModelSymbol) -> [String] {
    symbol.dimensions.isEmpty ? [] : symbol.cells.map(symbol.label(ofCell:))
  }

  private func dimensions(_ symbol: ModelSymbol) -> String {
    symbol.dimensions.joined(separator: ",")
  }

  /// The value without any scenario, when it is the same in all cells.
  private func defaultValue(_ symbol: ModelSymbol) -> Double? {
    guard let base = prepared.calibrated.baseYear,
      let values = try? prepared.calibrated.exogenousValues(in: base + 1)
    else { return nil }
    let own = Set(symbol.cells.map { values[$0] })
    return own.count == 1 ? own.first : nil
  }
}
