import Quantities

/// The scalars of every `parameters.csv`, the first folder winning.
struct ScalarTables {
  /// One row of a `parameters.csv`.
  struct Row {
    let table: DataTable
    let row: Int
    let value: Double
    let unit: String?
    let status: Status?
    let source: String?
  }

  private let data: ModelData
  private var rows: [String: Row]?
  private(set) var files: [ModelFile] = []

  init(data: ModelData) { self.data = data }

  /// The row of a name.
  mutating func row(_ name: String) throws(Diagnostic) -> Row? {
    if let rows { return rows[name] }
    rows = [:]
    let read = try load()
    rows = read
    return read[name]
  }

  private mutating func load() throws(Diagnostic) -> [String: Row] {
    var found: [String: Row] = [:]
    files = try data.all("parameters.csv")
    for file in files {
      let table = try DataTable(file)
      guard let names = table.column(["name"]), let values = table.column(["value"]) else {
        throw table.problem(
          "parameters.csv needs the columns \"name\" and \"value\"",
          help: "the columns are \(table.table.header.joined(separator: ", "))")
      }
      let units = table.column(["unit"])
      let statuses = table.column(["status"])
      let sources = table.column(["source"])
      var here: Set<String> = []
      for (row, fields) in table.table.rows.enumerated() {
        let name = fields[names]
        guard here.insert(name).inserted else {
          throw table.problem(
            row: row, "\"\(name)\" stands twice in this table", help: "remove one of the rows")
        }
        guard found[name] == nil else { continue }
        let status: Status? =
          if let statuses { try table.status(row: row, column: statuses) } else { nil }
        found[name] = Row(
          table: table, row: row, value: try table.number(row: row, column: values),
          unit: units.map { fields[$0] }, status: status, source: sources.map { fields[$0] })
      }
    }
    return found
  }
}

extension DataTable {
  /// The status in a cell, nil where it is empty.
  func status(row: Int, column: Int) throws(Diagnostic) -> Status? {
    let text = table.rows[row][column]
    guard !text.isEmpty else { return nil }
    guard let status = Status(rawValue: text) else {
      throw problem(
        row: row, "\"\(text)\" is not a status",
        help: "the statuses are \(Status.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return status
  }
}
