import Quantities
import Reporting
import Scenarios

/// What a scenario says and what it has from its ancestors, for people and for programs.
public struct ScenarioReport {
  /// The scenario.
  public let resolved: ResolvedScenario
  /// Whether levers that nobody sets are shown too.
  public let isComplete: Bool

  /// A report.
  public init(_ resolved: ResolvedScenario, isComplete: Bool = false) {
    self.resolved = resolved
    self.isComplete = isComplete
  }

  private var lineage: ScenarioLineage { resolved.lineage }

  private var paths: [ResolvedScenario.Path] {
    let set = resolved.paths
    guard isComplete else { return set }
    return set + resolved.levers.filter { path in !set.contains { $0.cell == path.cell } }
  }

  /// Statements that are no paths: key, name, who says it, and what.
  private var statements: [(key: String, name: String, setBy: String, text: String)] {
    var result: [(key: String, name: String, setBy: String, text: String)] = []
    func add(_ key: String, _ text: String?, _ states: (ScenarioFile) -> Bool) {
      if let text { result.append((key, "", resolved.setter(states), text)) }
    }
    add("pack", lineage.pack) { $0.pack != nil }
    add("base", lineage.base.map { "\($0)" }) { $0.base != nil }
    add("years", lineage.years.map { "\($0.lowerBound)-\($0.upperBound)" }) { $0.years != nil }
    add("closure", lineage.closure) { $0.closure != nil }
    for (block, variant) in resolved.model.choices.sorted(by: { $0.key < $1.key }) {
      result.append(
        ("choice", block, resolved.setter { $0.chosenVariants[block] != nil }, variant))
    }
    for file in lineage.files {
      for factor in file.addFactors {
        let values = factor.values.sorted { $0.key < $1.key }
          .map { "\($0.key): \(CSVWriter.number($0.value))" }.joined(separator: ", ")
        result.append(("addFactor", "\(factor.equation)", file.name, values))
      }
      for target in file.targets {
        let years = "\(target.years.lowerBound)-\(target.years.upperBound)"
        let cell = target.dimensions.pairs.isEmpty ? "" : "[\(target.dimensions)]"
        let isOwn = file.name == lineage.scenario.name
        result.append(
          (
            "target", target.variable + cell, file.name,
            isOwn
              ? "by \(target.instrument) in \(years)"
              : "by \(target.instrument) in \(years), whose path is taken from the run of \(file.name)"
          ))
      }
    }
    for measure in lineage.measures {
      result.append(
        (
          "measure", measure.name, resolved.setter { !$0.measures.isEmpty },
          measure.levers.map(\.description).joined(separator: ", ")
        ))
    }
    return result
  }

  /// Every statement and every number, one a row.
  /// - Parameter years: The years wanted; nil for all.
  public func records(years: Set<Int>? = nil) -> RecordTable {
    var table = RecordTable(columns: [
      "key", "name", "setBy", "unit", "lowest", "highest", "year", "value", "text",
    ])
    for path in paths {
      for year in resolved.years where years?.contains(year) != false {
        table.rows.append(
          [.text(path.isLever ? "lever" : "override"), .text("\(path.cell)"), .text(path.setBy)]
            + [.text(path.unit)] + bounds(path)
            + [.number(Double(year)), number(path.values[year]), .missing])
      }
    }
    for one in statements {
      table.rows.append(
        [.text(one.key), .text(one.name), .text(one.setBy), .missing, .missing, .missing]
          + [.missing, .missing, .text(one.text)])
    }
    return table
  }

  /// A page for people.
  /// - Parameter years: The years shown.
  public func text(years: [Int]? = nil, plain: Bool = false) -> String {
    let scenario = lineage.scenario
    let arrow = plain ? " -> " : " → "
    var text = "\(scenario.name)  \(scenario.location.file)\n"
    if !scenario.description.isEmpty { text += "\(ModelGuide.line(scenario.description))\n" }
    if lineage.files.count > 1 {
      text += "Ancestors: \(lineage.files.map(\.name).joined(separator: arrow))\n"
    }
    let years = years ?? resolved.tableYears
    var levers = RecordTable(
      columns: ["name", "unit", "lowest", "highest", "set by"] + years.map { "\($0)" })
    for (name, path) in collapsed {
      levers.rows.append(
        [.text(name), .text(path.unit)] + bounds(path)
          + [.text(path.setBy.isEmpty ? "the model" : path.setBy)]
          + years.map { number(path.values[$0]) })
    }
    if levers.rows.isEmpty {
      text += "\nNo lever and no override is set.\n"
    } else {
      text += "\n" + levers.text(plain: plain)
    }
    var others = RecordTable(columns: ["", "name", "value", "set by"])
    for one in statements {
      others.rows.append([
        .text(one.key), .text(one.name), .text(one.text),
        .text(one.setBy.isEmpty ? "the model" : one.setBy),
      ])
    }
    return text + "\n" + others.text(plain: plain, widest: 90)
  }

  /// Cells of one symbol that all say the same stand in one line, under the symbol's name.
  private var collapsed: [(name: String, path: ResolvedScenario.Path)] {
    var result: [(name: String, path: ResolvedScenario.Path)] = []
    var done: Set<String> = []
    for path in paths where !done.contains(path.cell.name) {
      let cells = paths.filter { $0.cell.name == path.cell.name }
      done.insert(path.cell.name)
      let all = resolved.model.model.symbol(named: path.cell.name)?.elements.count ?? 1
      if cells.count == all,
        cells.allSatisfy({ $0.values == path.values && $0.setBy == path.setBy })
      {
        result.append((path.cell.name, path))
      } else {
        result += cells.map { ("\($0.cell)", $0) }
      }
    }
    return result
  }

  private func bounds(_ path: ResolvedScenario.Path) -> [RecordTable.Field] {
    [number(path.bounds?.lowerBound), number(path.bounds?.upperBound)]
  }

  private func number(_ value: Double?) -> RecordTable.Field {
    value.map { .number($0) } ?? .missing
  }
}
