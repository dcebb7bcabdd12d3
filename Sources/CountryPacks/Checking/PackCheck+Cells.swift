import Foundation
import Quantities

/// Cells: numbers that are none, elements that no set has, cells that stand twice or are missing.
extension PackCheck {
  /// Tables of amounts that cannot be negative, whatever the country.
  static let nonnegative: Set = [
    "make0", "useMargin0", "marginSupply0", "importValue0", "importDuty0", "output0", "jobs0",
    "wages0", "officialContributions0", "privateContributions0", "imputedContributions0",
    "productionSubsidy0", "investmentBySector0", "energyValue0", "feedstockValue0", "fuelEnergy0",
    "ownEnergy0", "powerInput0", "fuelCO20", "ownFuelCO20", "processCO20", "activityEmissions0",
    "taxedFuelCO20", "taxedOwnFuelCO20", "taxedProcessCO20", "population", "workingAgePopulation",
    "populationBySexAge", "participationTrend", "unemploymentReference",
  ]

  /// Tables with a row for every industry.
  static let byIndustry: Set = [
    "output0", "jobs0", "wages0", "officialContributions0", "privateContributions0",
    "imputedContributions0", "mixedIncome0", "operatingSurplus0", "productionTax0",
    "productionSubsidy0", "investmentBySector0",
  ]

  mutating func checkCells(of file: String) {
    guard let table = tables[file], !table.header.isEmpty, file.hasPrefix(pack.tables) else {
      return
    }
    let folder = (file as NSString).deletingLastPathComponent
    checkNumbers(of: table)
    let indices = table.indexColumns
    for column in indices where table.header[column] != "year" {
      checkElements(of: table, column: column, folder: folder)
    }
    checkRepetition(in: table, keys: indices)
    let name = PackCheck.name(of: file)
    if PackCheck.byIndustry.contains(name), let column = table.column("sector") {
      demandElements(of: table, column: column, folder: folder)
    }
    checkYears(of: table)
  }

  private mutating func checkNumbers(of table: LooseTable) {
    let isNonnegative = PackCheck.nonnegative.contains(PackCheck.name(of: table.file))
    for (column, name) in table.header.enumerated() {
      guard name == "year" || LooseTable.numberColumns.contains(name) else { continue }
      for (line, fields) in table.rows {
        let text = fields[column]
        let cell = label(table, fields)
        guard let number = try? Double(decimal: text), name != "year" || Int(text) != nil else {
          if name != "value" && text.isEmpty { continue }
          note(
            PackFinding(
              .number, file: table.file, line: line, cell: cell, found: text, expected: name,
              message: name == "year"
                ? "A year is a whole number, such as 2019."
                : MistypedNumber.explanation(of: text)))
          continue
        }
        if name == "value", isNonnegative, number < 0 {
          note(
            PackFinding(
              .negative, file: table.file, line: line, cell: cell, found: text,
              expected: "0 or more",
              message: "This amount cannot be negative. Correct it, or record it on the other side."
            ))
        }
      }
    }
  }

  private mutating func checkElements(of table: LooseTable, column: Int, folder: String) {
    guard let elements = elements(of: table.header[column], folder: folder) else { return }
    let known = Set(elements)
    // Five-year ages beside the four of employment: a finer classification under the same name.
    guard table.rows.contains(where: { known.contains($0.fields[column].trimmed) }) else { return }
    for (line, fields) in table.rows where !known.contains(fields[column]) {
      let text = fields[column]
      let isSpaced = known.contains(text.trimmed)
      note(
        PackFinding(
          .code, file: table.file, line: line, cell: label(table, fields), found: text,
          expected: table.header[column],
          message: isSpaced
            ? "Remove the spaces around \"\(text.trimmed)\"."
            : "There is no \(table.header[column]) \"\(text)\": "
              + NearestName.hint(for: text, among: elements)))
    }
  }

  private mutating func checkRepetition(in table: LooseTable, keys: [Int]) {
    guard !keys.isEmpty else { return }
    var lines: [[String]: Int] = [:]
    for (line, fields) in table.rows {
      let key = keys.map { fields[$0] }
      if let first = lines[key] {
        note(
          PackFinding(
            .repeatedCell, file: table.file, line: line, cell: label(table, fields),
            message: "The cell stands on line \(first) already. Remove one of the two."))
      } else {
        lines[key] = line
      }
    }
  }

  private mutating func demandElements(of table: LooseTable, column: Int, folder: String) {
    guard let elements = elements(of: table.header[column], folder: folder) else { return }
    let present = Set(table.rows.map { $0.fields[column].trimmed })
    for element in elements where !present.contains(element) {
      note(
        PackFinding(
          .missingCell, file: table.file, cell: "\(table.header[column])=\(element)",
          message: "There is no row. A missing value is not a zero: add the row."))
    }
  }

  /// Years must follow each other without a gap.
  private mutating func checkYears(of table: LooseTable) {
    guard table.indexColumns.count == 1, let column = table.column("year") else { return }
    let years = Set(table.rows.compactMap { Int($0.fields[column]) })
    guard let first = years.min(), let last = years.max(), last - first < 1000 else { return }
    for year in first...last where !years.contains(year) {
      note(
        PackFinding(
          .missingCell, file: table.file, cell: "year=\(year)",
          message: "There is no row between \(first) and \(last). Add it."))
    }
  }

  /// The elements of a set: those of the table of its name, in the same folder or the common one.
  func elements(of set: String, folder: String) -> [String]? {
    for place in [folder, pack.tables] {
      if let table = tables["\(place)/\(set).csv"], let column = table.column(set) {
        return table.rows.map { $0.fields[column] }
      }
    }
    return nil
  }

  /// `product=oil;user=exports`
  func label(_ table: LooseTable, _ fields: [String]) -> String {
    table.indexColumns.map { "\(table.header[$0])=\(fields[$0])" }.joined(separator: ";")
  }

  static func name(of file: String) -> String {
    ((file as NSString).lastPathComponent as NSString).deletingPathExtension
  }
}
