import Workbooks

/// A list that was found in a sheet.
struct FoundList {
  var sheet: Sheet
  var place: ListPlace
  var reasons: [String]
  /// How sure it is that this is a list and what its columns are, from 0 to 1.
  var confidence: Double
  var isWide: Bool {
    place.columns.contains { $0.year != nil || ($0.role == .value && $0.name != nil) }
  }
}

/// Finds the list of a sheet: a header, and below it lines of codes and numbers.
struct ListFinder {
  private let grid: SheetGrid
  private let kind: TableKind

  init(_ grid: SheetGrid, kind: TableKind) {
    self.grid = grid
    self.kind = kind
  }

  /// What a column below the header holds.
  private struct Contents {
    var words = 0
    var wholes = 0
    var numbers = 0
    var others = 0
    /// Some of the words.
    var sample: Set<String> = []
    var isNumeric: Bool { wholes + numbers > 0 && words * 5 <= wholes + numbers }
    var isEmpty: Bool { words + wholes + numbers + others == 0 }
  }

  func list() -> FoundList? {
    for header in 1...min(grid.rows, 40) {
      if let found = list(header: header) { return found }
    }
    return nil
  }

  private func list(header: Int) -> FoundList? {
    guard header < grid.rows else { return nil }
    let headers = (1...grid.columns).filter { grid[header, $0] != .blank }
    let named = headers.filter { grid[header, $0] == .words }
    let years = headers.filter { Vocabulary.headerYear(grid.label(header, $0)) != nil }
    guard headers.count >= 2, named.count + years.count >= headers.count - 1, !named.isEmpty,
      let first = headers.first, let last = headers.last,
      last - first + 1 <= headers.count + 1
    else { return nil }
    let names = headers.map { grid.label(header, $0) }
    guard Set(names).count == names.count else { return nil }
    let contents = Dictionary(
      uniqueKeysWithValues: headers.map { ($0, self.contents($0, below: header)) })
    guard contents.values.contains(where: { $0.isNumeric }) else { return nil }
    return years.count >= 2
      ? wide(header, headers, years, contents) : long(header, headers, contents)
  }

  private func contents(_ column: Int, below header: Int) -> Contents {
    var contents = Contents()
    for row in (header + 1)...max(header + 1, min(grid.rows, header + 5_000)) {
      switch grid[row, column] {
      case .blank: continue
      case .words:
        contents.words += 1
        if contents.words <= 400 { contents.sample.insert(grid.label(row, column)) }
      case .whole: contents.wholes += 1
      case .number: contents.numbers += 1
      case .other: contents.others += 1
      }
    }
    return contents
  }

  /// A column of codes, with the dimension that its header or its codes name.
  private func dimension(_ column: Int, _ header: String, _ contents: Contents) -> ListColumn {
    var name = header
    var codes: CodeVocabulary?
    if let colon = header.range(of: ": ") { name = String(header[..<colon.lowerBound]) }
    if !contents.sample.isEmpty, contents.sample.allSatisfy({ $0.contains(": ") }), kind == .sdmx {
      codes = .codeAndName
    }
    if kind == .ilostat {
      if let known = ILOSTATCode.dimension(of: Array(contents.sample)) {
        (name, codes) = (known, .ilostat)
      } else {
        switch Vocabulary.plain(header) {
        case "refarea", "iso3", "refarealabel": name = "country"
        default: name = header.hasSuffix(".label") ? String(header.dropLast(6)) : header
        }
      }
    }
    let plain = Vocabulary.plain(name)
    if kind.isAccounts {
      if Vocabulary.row.contains(plain) { name = "row" }
      if Vocabulary.column.contains(plain) { name = "column" }
    }
    if Vocabulary.table.contains(plain) { name = "table" }
    return ListColumn(column: column, header: header, role: .dimension, name: name, codes: codes)
  }

  private func role(_ header: String, _ contents: Contents) -> ListColumn.Role? {
    let plain = Vocabulary.plain(
      header.range(of: ": ").map { String(header[..<$0.lowerBound]) } ?? header)
    if Vocabulary.ignored.contains(plain) { return .ignored }
    if Vocabulary.unit.contains(plain) { return .unit }
    if Vocabulary.status.contains(plain) { return .status }
    if Vocabulary.year.contains(plain) { return .year }
    if Vocabulary.value.contains(plain) { return .value }
    return nil
  }

  private func long(
    _ header: Int, _ headers: [Int], _ contents: [Int: Contents]
  ) -> FoundList? {
    var columns: [ListColumn] = []
    var measures: [Int] = []
    var reasons: [String] = ["row \(header) names the columns"]
    for column in headers {
      let text = grid.label(header, column)
      let inside = contents[column] ?? Contents()
      if inside.isEmpty {
        columns.append(ListColumn(column: column, header: text, role: .ignored))
      } else if let role = role(text, inside) {
        if role == .value, columns.contains(where: { $0.role == .value }) {
          columns.append(dimension(column, text, inside))
          continue
        }
        columns.append(ListColumn(column: column, header: text, role: role))
        if role == .value || role == .year {
          reasons.append("column \"\(text)\" is the \(role.rawValue)")
        }
      } else if inside.isNumeric {
        measures.append(columns.count)
        columns.append(ListColumn(column: column, header: text, role: .ignored))
      } else {
        columns.append(dimension(column, text, inside))
      }
    }
    let known = columns.contains { $0.role == .value }
    var confidence = known ? 0.8 : 0.5
    if known {
      // Whole numbers beside a value are codes; columns after an SDMX observation are attributes.
      for position in measures {
        let column = columns[position]
        columns[position] = dimension(
          column.column, column.header, contents[column.column] ?? Contents())
      }
    } else if let only = measures.first, measures.count == 1 {
      columns[only].role = .value
      reasons.append("column \"\(columns[only].header)\" is the only one that holds numbers")
    } else {
      guard !measures.isEmpty else { return nil }
      for position in measures {
        columns[position].role = .value
        columns[position].name = columns[position].header
      }
      reasons.append("\(measures.count) columns hold numbers, each of its own variable")
      confidence = 0.4
    }
    let dimensions = columns.indices.filter { columns[$0].role == .dimension }
    guard !dimensions.isEmpty else { return nil }
    if kind.isAccounts {
      nameAccounts(&columns, dimensions, &reasons)
      let isNamed = ["row", "column"].allSatisfy { name in columns.contains { $0.name == name } }
      if known, isNamed { confidence = 0.95 }
    } else if columns.contains(where: { $0.role == .year }) {
      confidence += 0.15
    }
    sameNames(&columns)
    return FoundList(
      sheet: grid.sheet, place: ListPlace(header: header, columns: columns), reasons: reasons,
      confidence: confidence)
  }

  /// Of two dimensions of accounts, the first receives and the second pays.
  private func nameAccounts(
    _ columns: inout [ListColumn], _ dimensions: [Int], _ reasons: inout [String]
  ) {
    let free = dimensions.filter { !["row", "column", "table"].contains(columns[$0].name ?? "") }
    let hasRow = columns.contains { $0.name == "row" }
    let hasColumn = columns.contains { $0.name == "column" }
    func set(_ position: Int, _ name: String) {
      reasons.append("column \"\(columns[position].header)\" is the \(name)")
      columns[position].name = name
    }
    if !hasRow, !hasColumn, free.count >= 2 {
      set(free[0], "row")
      set(free[1], "column")
    } else if !hasRow, free.count == 1 {
      set(free[0], "row")
    } else if !hasColumn, free.count == 1 {
      set(free[0], "column")
    }
  }

  private func wide(
    _ header: Int, _ headers: [Int], _ years: [Int], _ contents: [Int: Contents]
  ) -> FoundList? {
    var columns: [ListColumn] = []
    for column in headers {
      let text = grid.label(header, column)
      let inside = contents[column] ?? Contents()
      if years.contains(column) {
        columns.append(
          ListColumn(
            column: column, header: text, role: .value, year: Vocabulary.headerYear(text)))
      } else if let role = role(text, inside), role != .value, role != .year {
        columns.append(ListColumn(column: column, header: text, role: role))
      } else if inside.isEmpty || inside.isNumeric && inside.numbers > 0 {
        columns.append(ListColumn(column: column, header: text, role: .ignored))
      } else {
        columns.append(dimension(column, text, inside))
      }
    }
    guard columns.contains(where: { $0.role == .dimension }) else { return nil }
    sameNames(&columns)
    let labels = Set(headers.map { Vocabulary.plain(grid.label(header, $0)) })
    var reasons = [
      "row \(header) names the columns", "\(years.count) columns are named for years",
    ]
    let isIAMC = Set(["model", "scenario", "region", "variable", "unit"]).isSubset(of: labels)
    if isIAMC {
      reasons.append("model, scenario, region, variable and unit are the columns of an IAMC file")
    }
    return FoundList(
      sheet: grid.sheet, place: ListPlace(header: header, columns: columns), reasons: reasons,
      confidence: isIAMC ? 0.98 : 0.9)
  }

  /// Dimensions of one name get the rest of their headers: `sex` and `sex.label` are one dimension.
  private func sameNames(_ columns: inout [ListColumn]) {
    for position in columns.indices where columns[position].role == .dimension {
      let header = columns[position].header
      for suffix in [".label", "_label", "_name"] where header.hasSuffix(suffix) {
        let stem = String(header.dropLast(suffix.count))
        if let owner = columns.first(where: { $0.header == stem && $0.role == .dimension }) {
          columns[position].role = .name
          columns[position].name = owner.name
          columns[position].codes = nil
        }
      }
    }
    // A column of names explains the codes before it.
    for position in columns.indices.dropFirst()
    where columns[position].role == .dimension
      && Vocabulary.names.contains(Vocabulary.plain(columns[position].header))
      && columns[position - 1].role == .dimension
    {
      columns[position].role = .name
      columns[position].name = columns[position - 1].name
      columns[position].codes = nil
    }
    var seen: Set<String> = []
    for position in columns.indices where columns[position].role == .dimension {
      let name = columns[position].name ?? columns[position].header
      var unique = name
      if seen.contains(unique) { unique = columns[position].header }
      var number = 1
      while seen.contains(unique) {
        number += 1
        unique = "\(name) \(number)"
      }
      seen.insert(unique)
      if unique != name {
        for other in columns.indices.dropFirst(position + 1).prefix(1)
        where columns[other].role == .name && columns[other].name == name {
          columns[other].name = unique
        }
      }
      columns[position].name = unique
    }
  }
}
