import Quantities
import Workbooks

/// Runs as a workbook: a cover, all numbers as one long table, and a sheet for each variable.
public enum RunWorkbook {
  /// At most so many variables get sheets of their own; of more, only the long table is written.
  public static let mostVariables = 60

  /// The bytes of a workbook of runs.
  /// - Throws: `WorkbookError` when a sheet would have more rows than spreadsheets have.
  public static func bytes(of rows: [RunRow], version: String) throws -> [UInt8] {
    let header = ["scenario", "variable", "dimensions", "year", "unit", "value", "status"]
    guard rows.count < CellReference.lastRow else {
      throw WorkbookError.unwritable(
        sheet: "Data", cell: nil,
        problem:
          "\(rows.count) numbers are more than the \(CellReference.lastRow - 1) rows that a sheet has below its header; choose with --variable"
      )
    }
    var variables: [String] = []
    var seen: Set<String> = []
    for row in rows where seen.insert(row.observation.variable).inserted {
      variables.append(row.observation.variable)
    }
    let scenarios = Set(rows.map(\.scenario)).sorted()
    let cover = Sheet(
      name: "Cover",
      rows: [
        [Cell("Written by"), Cell("jtam \(version)")],
        [Cell("Scenarios"), Cell(scenarios.joined(separator: ", "))],
        [Cell("Variables"), Cell(Double(variables.count))],
        [Cell("Numbers"), Cell(Double(rows.count))],
        [
          Cell("Status"),
          Cell(
            "How far to trust a number: \(Status.allCases.map(\.rawValue).joined(separator: ", ")), in falling order."
          ),
        ],
      ])
    let data = Sheet(
      name: "Data",
      rows: [header.map { Cell($0) }]
        + rows.map { row in
          let one = row.observation
          return [
            Cell(row.scenario), Cell(one.variable),
            one.dimensions.pairs.isEmpty ? nil : Cell(one.dimensions.description),
            Cell(Double(one.year)), one.unit.isEmpty ? nil : Cell(one.unit), Cell(one.value),
            Cell(one.status.rawValue),
          ]
        })
    var sheets = [cover, data]
    var looks = [
      "Cover": SpreadsheetWriter.Look(headerColumns: 1, widths: [20, 90]),
      "Data": SpreadsheetWriter.Look(headerRows: 1, widths: [20, 28, 40, 8, 24, 20, 14]),
    ]
    if variables.count <= mostVariables {
      let byVariable = Dictionary(grouping: rows, by: \.observation.variable)
      var names: Set<String> = ["cover", "data"]
      for variable in variables {
        var name = String(variable.prefix(28))
        var number = 1
        while !names.insert(name.lowercased()).inserted {
          number += 1
          name = "\(variable.prefix(25)) \(number)"
        }
        sheets.append(sheet(name, byVariable[variable] ?? []))
        looks[name] = SpreadsheetWriter.Look(
          headerRows: 1, headerColumns: 3, widths: [20, 40, 24])
      }
    }
    return try SpreadsheetWriter.bytes(
      of: Workbook(file: "runs.xlsx", sheets: sheets), looks: looks)
  }

  /// One variable: a row for each scenario and element, a column for each year.
  private static func sheet(_ name: String, _ rows: [RunRow]) -> Sheet {
    let years = Set(rows.map(\.observation.year)).sorted()
    let columns = Dictionary(uniqueKeysWithValues: years.enumerated().map { ($1, $0 + 4) })
    var cells: [(CellReference, Cell)] = []
    for (position, title) in ["scenario", "dimensions", "unit"].enumerated() {
      cells.append((CellReference(row: 1, column: position + 1), Cell(title)))
    }
    for year in years {
      cells.append((CellReference(row: 1, column: columns[year] ?? 4), Cell(Double(year))))
    }
    var lines: [[String]: Int] = [:]
    var filled: Set<CellReference> = []
    for row in rows {
      let one = row.observation
      let key = [row.scenario, one.dimensions.description, one.unit]
      let line = lines[key] ?? lines.count + 2
      if lines.updateValue(line, forKey: key) == nil {
        for (position, text) in key.enumerated() where !text.isEmpty {
          cells.append((CellReference(row: line, column: position + 1), Cell(text)))
        }
      }
      let place = CellReference(row: line, column: columns[one.year] ?? 4)
      if filled.insert(place).inserted { cells.append((place, Cell(one.value))) }
    }
    return Sheet(name: name, cells: cells)
  }
}
