import Quantities

/// The values of one symbol as a data file lists them.
struct SymbolTable {
  struct Entry {
    /// The position in each set of the symbol.
    let combination: Int
    /// nil where the table has no years.
    let year: Int?
    let value: Double
    let row: Int
  }

  let table: DataTable
  private(set) var entries: [Entry] = []
  /// The least trusted status of its rows.
  private(set) var status: Status?
  private(set) var unit: String?
  private(set) var hasYears = false

  private static let otherColumns = ["year", "value", "status", "unit", "source", "note"]

  /// Reads a table.
  /// - Parameters:
  ///   - columns: For each index of the symbol, the names its column may have.
  ///   - position: The position of an element in the set of an index, or a diagnosis.
  ///   - unitProblem: What is wrong with the unit that a row states, beside the first that any states.
  init(
    _ file: ModelFile, symbol: String, columns: [[String]], layout: Layout,
    position: (_ place: Int, _ element: String) throws(ElementProblem) -> Int,
    unitProblem: (_ unit: String, _ first: String?) -> (message: String, help: String)?
  ) throws(Diagnostic) {
    table = try DataTable(file)
    let header = table.table.header
    let listed =
      header.count == 1 && (header[0].contains(";") || header[0].contains("\t"))
      ? "\(header[0]): separate them with commas" : header.joined(separator: ", ")
    var places: [Int] = []
    for names in columns {
      let place = names.lazy.compactMap { header.firstIndex(of: $0) }.first { !places.contains($0) }
      guard let place else {
        throw table.problem(
          "there is no column \"\(names[0])\" for an index of `\(symbol)`",
          help: "the columns are \(listed)")
      }
      places.append(place)
    }
    guard let values = table.column(["value"]) else {
      throw table.problem("there is no column \"value\"", help: "the columns are \(listed)")
    }
    for (place, name) in header.enumerated()
    where !places.contains(place) && !SymbolTable.otherColumns.contains(name) {
      throw table.problem(
        "column \"\(name)\" is no index of `\(symbol)`",
        help: "the columns are its indices, then year, value, status, unit, source, note")
    }
    let years = table.column(["year"])
    let statuses = table.column(["status"])
    let units = table.column(["unit"])
    hasYears = years != nil
    var lastUnit: String?
    for (row, fields) in table.table.rows.enumerated() {
      var combination = 0
      for (index, place) in places.enumerated() {
        do throws(ElementProblem) {
          combination += try position(index, fields[place]) * layout.stride(index)
        } catch {
          throw table.problem(row: row, error.message, help: error.help)
        }
      }
      var year: Int?
      if let years {
        guard let number = CalendarYear.year(fields[years]) else {
          throw table.problem(
            row: row, "\"\(fields[years].visible)\" in column \"year\" is not a year",
            help: Int(fields[years]) == nil
              ? "write a whole number, such as 2019"
              : "years lie between \(CalendarYear.permitted.lowerBound) and "
                + "\(CalendarYear.permitted.upperBound)")
        }
        year = number
      }
      if let statuses, let rowStatus = try table.status(row: row, column: statuses) {
        status = max(status ?? rowStatus, rowStatus)
      }
      if let units, !fields[units].isEmpty, fields[units] != lastUnit {
        if let problem = unitProblem(fields[units], unit) {
          throw table.problem(row: row, problem.message, help: problem.help)
        }
        lastUnit = fields[units]
        unit = unit ?? lastUnit
      }
      entries.append(
        Entry(
          combination: combination, year: year, value: try table.number(row: row, column: values),
          row: row))
    }
  }
}

/// An element that does not belong where it stands.
struct ElementProblem: Error {
  let message: String
  let help: String
}
