import Quantities
import Reporting
import Scenarios

/// What two scenarios come to differently, before anything is solved.
public struct ScenarioDifference {
  /// The scenarios compared.
  public let first: ResolvedScenario
  /// The scenarios compared.
  public let second: ResolvedScenario

  /// A comparison.
  public init(_ first: ResolvedScenario, _ second: ResolvedScenario) {
    self.first = first
    self.second = second
  }

  /// An exogenous value on two paths.
  private struct Pair {
    let cell: CellName
    let isLever: Bool
    let unit: String
    let first: [Int: Double]
    let second: [Int: Double]
  }

  private var years: [Int] { Array(Set(first.years).union(second.years)).sorted() }

  private var pairs: [Pair] {
    var cells = first.paths.map(\.cell)
    cells += second.paths.map(\.cell).filter { !cells.contains($0) }
    return cells.compactMap { cell in
      let paths = [first.path(of: cell), second.path(of: cell)]
      let values = paths.map { $0?.values ?? [:] }
      guard let known = paths[0] ?? paths[1], values[0] != values[1] else { return nil }
      return Pair(
        cell: cell, isLever: known.isLever, unit: known.unit, first: values[0], second: values[1])
    }
  }

  private var statements: [(key: String, name: String, first: String, second: String)] {
    let sides = [first, second].map(ScenarioDifference.statements)
    let names = Set(sides[0].keys).union(sides[1].keys).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    return names.compactMap { name in
      let values = sides.map { $0[name] ?? "" }
      return values[0] == values[1] ? nil : (name[0], name[1], values[0], values[1])
    }
  }

  private static func statements(_ resolved: ResolvedScenario) -> [[String]: String] {
    let lineage = resolved.lineage
    var result: [[String]: String] = [:]
    result[["pack", ""]] = lineage.pack
    result[["years", ""]] = "\(resolved.years.lowerBound)-\(resolved.years.upperBound)"
    result[["closure", ""]] = lineage.closure
    for (block, variant) in resolved.model.choices { result[["choice", block]] = variant }
    for file in lineage.files {
      for factor in file.addFactors {
        for (year, value) in factor.values {
          result[["addFactor", "\(factor.equation) \(year)"]] = CSVWriter.number(value)
        }
      }
    }
    for (position, file) in lineage.files.enumerated() {
      let isOwn = position == lineage.files.count - 1
      for target in file.targets {
        let cell = target.dimensions.pairs.isEmpty ? "" : "[\(target.dimensions)]"
        let years = "\(target.years.lowerBound)-\(target.years.upperBound)"
        result[["target", target.variable + cell]] =
          isOwn
          ? "by \(target.instrument) in \(years), \(text(target.source))"
          : "\(target.instrument) in \(years) as in the run of \(file.name)"
      }
    }
    return result
  }

  private static func text(_ source: ScenarioTarget.Source) -> String {
    switch source {
    case .values(let values):
      values.sorted { $0.key < $1.key }.map { "\($0.key): \(CSVWriter.number($0.value))" }
        .joined(separator: ", ")
    case .path(let name): "on the path \(name)"
    case .growth(let name): "growing by \(name)"
    }
  }

  /// Whether both come to the same.
  public var isEmpty: Bool { pairs.isEmpty && statements.isEmpty }

  /// Every difference, year by year.
  public func records(years wanted: Set<Int>? = nil) -> RecordTable {
    var table = RecordTable(columns: [
      "key", "name", "year", "unit", "first", "second", "difference",
    ])
    func number(_ value: Double?) -> RecordTable.Field { value.map { .number($0) } ?? .missing }
    for pair in pairs {
      for year in years where wanted?.contains(year) != false {
        let values = (pair.first[year], pair.second[year])
        if values.0 == values.1 { continue }
        var difference: Double?
        if let before = values.0, let after = values.1 { difference = after - before }
        table.rows.append([
          .text(pair.isLever ? "lever" : "override"), .text("\(pair.cell)"), .number(Double(year)),
          .text(pair.unit), number(values.0), number(values.1), number(difference),
        ])
      }
    }
    for one in statements {
      table.rows.append([
        .text(one.key), .text(one.name), .missing, .missing, .text(one.first), .text(one.second),
        .missing,
      ])
    }
    return table
  }

  /// The same for people: each path twice, one under the other.
  public func text(years wanted: [Int]? = nil, plain: Bool = false) -> String {
    let names = [first, second].map(\.lineage.scenario.name)
    if isEmpty { return "\(names[0]) and \(names[1]) come to the same.\n" }
    let shown =
      wanted ?? Array(Set(first.tableYears).union(second.tableYears)).sorted()
    var parts: [String] = []
    var paths = RecordTable(columns: ["name", "unit", "scenario"] + shown.map { "\($0)" })
    for pair in pairs {
      for (name, values) in zip(names, [pair.first, pair.second]) {
        paths.rows.append(
          [.text("\(pair.cell)"), .text(pair.unit), .text(name)]
            + shown.map { values[$0].map { .number($0) } ?? .missing })
      }
    }
    if !paths.rows.isEmpty { parts.append(paths.text(plain: plain)) }
    var others = RecordTable(columns: ["", "name"] + names)
    for one in statements {
      others.rows.append([.text(one.key), .text(one.name), .text(one.first), .text(one.second)])
    }
    if !others.rows.isEmpty { parts.append(others.text(plain: plain, widest: 60)) }
    return parts.joined(separator: "\n")
  }
}
