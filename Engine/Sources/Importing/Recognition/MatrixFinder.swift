import Workbooks

/// A matrix that was found in a sheet.
struct FoundMatrix {
  var sheet: Sheet
  var place: MatrixPlace
  /// Words above it.
  var title: String
  /// Numbers inside, words inside that are no marks of missing numbers, and numbers outside.
  var numbers: Int
  var words: Int
  var outside: Int

  /// The codes without those of sums.
  var rowSet: Set<String> {
    Set(place.rows.filter { !$0.isEmpty && !place.totalRows.contains($0) })
  }
  var columnSet: Set<String> {
    Set(place.columns.filter { !$0.isEmpty && !place.totalColumns.contains($0) })
  }

  /// How alike rows and columns are: what they share of all there is.
  var likeness: Double {
    let union = rowSet.union(columnSet).count
    return union == 0 ? 0 : Double(rowSet.intersection(columnSet).count) / Double(union)
  }

  /// Whether its codes are numbers that run on.
  var isNumbered: Bool {
    let codes = place.rows.filter { !$0.isEmpty && !Vocabulary.isTotal($0) }
    let numbers = codes.compactMap { Int($0) }
    return codes.count >= 2 && numbers.count == codes.count
      && zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }

  /// How well it is a matrix: words among numbers and numbers outside speak against it.
  var quality: Double {
    let all = Double(numbers + words + outside)
    return all == 0 ? 0 : Double(numbers) / all
  }
}

/// Finds the matrices of a sheet: numbers with codes above and before them.
struct MatrixFinder {
  private let grid: SheetGrid
  private let missing = Set(TableMapping.usualMissing)

  init(_ grid: SheetGrid) { self.grid = grid }

  /// The matrices, from top to bottom. A stretch of rows without a header goes on with the matrix above.
  func matrices() -> [FoundMatrix] {
    var found: [FoundMatrix] = []
    var title = ""
    for region in grid.regions.prefix(200) {
      if let matrix = matrix(in: region, title: title) {
        found.append(matrix)
        title = ""
      } else if let last = found.last, let longer = extended(last, by: region) {
        found[found.count - 1] = longer
      } else {
        title += title.isEmpty ? words(in: region) : " " + words(in: region)
      }
    }
    return found
  }

  private func words(in rows: ClosedRange<Int>) -> String {
    var words: [String] = []
    for row in rows.prefix(10) {
      for column in 1...min(grid.columns, 6) where grid[row, column] == .words {
        words.append(String(grid.label(row, column).prefix(200)))
      }
    }
    return words.joined(separator: " ")
  }

  private func matrix(in region: ClosedRange<Int>, title: String) -> FoundMatrix? {
    guard region.count >= 3 else { return nil }
    for header in region.prefix(20) where header < region.upperBound {
      guard let found = matrix(header: header, in: region, title: title) else { continue }
      return found
    }
    return nil
  }

  private func matrix(
    header: Int, in region: ClosedRange<Int>, title: String
  ) -> FoundMatrix? {
    // Columns that are labels of rows come first.
    let body = (header + 1)...region.upperBound
    guard
      let start = (1...grid.columns).first(where: { column in
        (header...region.upperBound).contains { grid[$0, column] != .blank }
      })
    else { return nil }
    var labels: [Int] = []
    var column = start
    while column <= grid.columns, labels.count < 4, isLabels(column, body, isFirst: column == start)
    {
      labels.append(column)
      column += 1
    }
    guard let lastLabel = labels.last else { return nil }
    // The header names every column from there to its last label.
    guard
      let lastColumn = (lastLabel + 1..<max(lastLabel + 2, grid.columns + 1)).last(where: {
        let kind = grid[header, $0]
        return kind == .words || kind == .whole
      }), lastColumn > lastLabel
    else { return nil }
    let columns = (lastLabel + 1)...lastColumn
    guard let headerCodes = codes(row: header, columns), columns.count >= 2 else { return nil }
    var second: (row: Int, codes: [String])?
    if header + 1 < region.upperBound, let more = codes(row: header + 1, columns, asWords: true) {
      second = (header + 1, more)
    }
    let firstRow = (second?.row ?? header) + 1
    let rows = firstRow...region.upperBound
    var place = MatrixPlace(
      cells: CellRange(
        first: CellReference(row: firstRow, column: columns.lowerBound),
        last: CellReference(row: rows.upperBound, column: columns.upperBound)),
      rowCodes: lastLabel, rowNames: nil, columnCodes: header, columnNames: nil,
      rowDimension: "row", columnDimension: "column", rows: [], columns: headerCodes, totalRows: [],
      totalColumns: [])
    chooseRowLabels(&place, labels, rows, header)
    if let second, isSecondCodes(headerCodes, second.codes, place, header, labels[0]) {
      place.columnCodes = second.row
      place.columnNames = header
      place.columns = second.codes
    } else {
      place.columnNames = second?.row
    }
    if second != nil { chooseRowLabels(&place, labels, rows, header) }
    return measured(place, region, title: title + " " + words(in: region.lowerBound...header))
  }

  /// Whether the second of two header rows holds the codes: the corner says so, or the rows have
  /// them, or they are the shorter ones.
  private func isSecondCodes(
    _ first: [String], _ second: [String], _ place: MatrixPlace, _ header: Int, _ corner: Int
  ) -> Bool {
    if isCodeWord(header, corner) { return false }
    let rows = Set(place.rows)
    let (one, other) = (first.count { rows.contains($0) }, second.count { rows.contains($0) })
    return one == other ? length(second) < length(first) : other > one
  }

  private func isCodeWord(_ row: Int, _ column: Int) -> Bool {
    ["code", "codes", "id", "codigo", "cod"].contains(Vocabulary.plain(grid.label(row, column)))
  }

  /// Which of the columns before the numbers holds codes, and which names: the codes are those that
  /// the header has too, or else the shorter ones, unless the header says it.
  private func chooseRowLabels(
    _ place: inout MatrixPlace, _ labels: [Int], _ rows: ClosedRange<Int>, _ corner: Int
  ) {
    let header = Set(place.columns)
    func texts(_ column: Int) -> [String] { rows.map { grid.label($0, column) } }
    func shared(_ column: Int) -> Int { texts(column).count { header.contains($0) } }
    func distinct(_ column: Int) -> Int { Set(texts(column)).count }
    let named = labels.first { isCodeWord(corner, $0) }
    let best =
      named
      ?? labels.max { left, right in
        let (a, b) = (shared(left), shared(right))
        if a != b { return a < b }
        let (c, d) = (distinct(left), distinct(right))
        if c * 10 < d * 9 { return true }
        if d * 10 < c * 9 { return false }
        return length(texts(left)) > length(texts(right))
      }
    place.rowCodes = best ?? place.rowCodes
    place.rowNames = labels.filter { $0 != place.rowCodes }.max {
      length(texts($0)) < length(texts($1))
    }
    place.rows = texts(place.rowCodes)
    if let names = place.rowNames {
      // A row whose code is empty and whose name is a total is known by its name.
      for (position, row) in rows.enumerated() where place.rows[position].isEmpty {
        let name = grid.label(row, names)
        if Vocabulary.isTotal(name) { place.rows[position] = "" }
      }
    }
  }

  private func length(_ labels: [String]) -> Double {
    let present = labels.filter { !$0.isEmpty }
    return present.isEmpty
      ? 0 : Double(present.reduce(0) { $0 + $1.count }) / Double(present.count)
  }

  /// Whether a column holds labels: words, or in the first column whole numbers that differ.
  private func isLabels(_ column: Int, _ rows: ClosedRange<Int>, isFirst: Bool) -> Bool {
    var words = 0
    var wholes = 0
    var present = 0
    var seen: Set<String> = []
    // The first rows of a long sheet tell; words among its numbers are counted later.
    let rows = rows.prefix(3_000)
    for row in rows {
      switch grid[row, column] {
      case .blank: continue
      case .words:
        let label = grid.label(row, column)
        if missing.contains(label) { continue }
        words += 1
        seen.insert(label)
      case .whole:
        wholes += 1
        seen.insert(grid.label(row, column))
      case .number, .other: return false
      }
      present += 1
    }
    guard present * 2 >= rows.count || present >= 3, present > 0 else { return false }
    if wholes == 0 { return words * 2 >= rows.count }
    return isFirst && seen.count == present && present * 10 >= rows.count * 9
  }

  /// The labels of a header row, when they are labels and all differ.
  private func codes(row: Int, _ columns: ClosedRange<Int>, asWords: Bool = false) -> [String]? {
    var codes: [String] = []
    var seen: Set<String> = []
    var words = 0
    var blank = 0
    for column in columns {
      let kind = grid[row, column]
      guard kind == .words || kind == .whole || kind == .blank else { return nil }
      let label = kind == .blank ? "" : grid.label(row, column)
      codes.append(label)
      if label.isEmpty { blank += 1 } else { seen.insert(label) }
      if kind == .words { words += 1 }
    }
    let present = columns.count - blank
    // Codes may repeat by mistake, which is a finding, but not often.
    guard present >= 2, blank * 10 <= columns.count, seen.count * 20 >= present * 19 else {
      return nil
    }
    let numbers = codes.compactMap { Int($0) }
    let runsOn =
      numbers.count >= 2 && zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
    guard words * 2 >= present || (!asWords && (words > 0 || runsOn)) else { return nil }
    return codes
  }

  /// Counts what is inside and outside, and finds sums.
  private func measured(
    _ place: MatrixPlace, _ region: ClosedRange<Int>, title: String
  ) -> FoundMatrix? {
    var place = place
    // Rows after the last number are notes.
    let firstColumn = place.cells.first.column
    let lastColumn = place.cells.last.column
    var last = place.cells.last.row
    while last > place.cells.first.row,
      !(firstColumn...lastColumn).contains(where: { grid.isNumber(last, $0) })
    {
      guard
        grid.label(last, place.rowCodes).isEmpty || place.rows.last?.isEmpty == true
          || !place.columns.contains(grid.label(last, place.rowCodes))
      else { break }
      last -= 1
      place.rows.removeLast()
    }
    place.cells.last.row = last
    var numbers = 0
    var words = 0
    var outside = 0
    for row in place.cells.first.row...region.upperBound {
      for column in firstColumn...grid.columns {
        let isInside = row <= last && column <= lastColumn
        switch grid[row, column] {
        case .whole, .number: if isInside { numbers += 1 } else { outside += 1 }
        case .words where isInside && !missing.contains(grid.label(row, column)): words += 1
        default: continue
        }
      }
    }
    guard numbers >= 2, place.rows.count >= 2, words <= max(1, numbers / 10) else { return nil }
    place.totalRows = totals(place.rows, names: place.rowNames, place) { ($0, $1) }
    place.totalColumns = totals(place.columns, names: place.columnNames, place) { ($1, $0) }
    var found = FoundMatrix(
      sheet: grid.sheet, place: place, title: title, numbers: numbers, words: words,
      outside: outside)
    // The accounts of a square matrix are its own, whatever they add up to.
    if found.likeness < 0.8 { addSums(&found.place) }
    return found
  }

  /// Rows and columns that are sums by their numbers.
  private func addSums(_ place: inout MatrixPlace) {
    let cells = place.cells
    let rows = cells.first.row...cells.last.row
    let columns = cells.first.column...cells.last.column
    guard rows.count <= 1_000, columns.count <= 1_000 else { return }
    let values = rows.map { row in
      columns.map { grid.isNumber(row, $0) ? grid.sheet[row, $0]?.number ?? 0 : 0 }
    }
    func known(_ codes: [String], _ totals: [String]) -> Set<Int> {
      Set(codes.indices.filter { totals.contains(codes[$0]) })
    }
    let knownRows = known(place.rows, place.totalRows)
    let across = columns.indices.map { column in
      values.indices.filter { !knownRows.contains($0) }.map {
        values[$0][columns.distance(from: columns.startIndex, to: column)]
      }
    }
    let sumColumns = SumFinder(lines: across).sums(known: known(place.columns, place.totalColumns))
    place.totalColumns += sumColumns.sorted().map { place.columns[$0] }.filter { !$0.isEmpty }
    let knownColumns = known(place.columns, place.totalColumns)
    let down = values.map { row in row.indices.filter { !knownColumns.contains($0) }.map { row[$0] }
    }
    let sumRows = SumFinder(lines: down).sums(known: knownRows)
    place.totalRows += sumRows.sorted().map { place.rows[$0] }.filter { !$0.isEmpty }
  }

  /// Codes that say they are sums, themselves or by their names.
  private func totals(
    _ codes: [String], names: Int?, _ place: MatrixPlace, _ cell: (Int, Int) -> (Int, Int)
  ) -> [String] {
    let isRows = cell(1, 2) == (1, 2)
    let first = isRows ? place.cells.first.row : place.cells.first.column
    return codes.enumerated().filter { position, code in
      guard !code.isEmpty else { return false }
      if Vocabulary.isTotal(code) { return true }
      guard let names else { return false }
      let (row, column) = cell(first + position, names)
      return Vocabulary.isTotal(grid.label(row, column))
    }.map(\.element)
  }

  /// A matrix with the rows of a stretch that follows it, when they have labels and numbers alike.
  private func extended(_ matrix: FoundMatrix, by region: ClosedRange<Int>) -> FoundMatrix? {
    let place = matrix.place
    let hasNumbers = region.contains { row in
      (place.cells.first.column...place.cells.last.column).contains { grid.isNumber(row, $0) }
    }
    guard hasNumbers,
      region.allSatisfy({ row in
        grid[row, place.rowCodes] == .words
          || place.rowNames.map { grid[row, $0] == .words } == true
      })
    else { return nil }
    var longer = place
    longer.cells.last.row = region.upperBound
    longer.rows = (place.cells.first.row...region.upperBound).map { grid.label($0, place.rowCodes) }
    return measured(longer, place.columnCodes...region.upperBound, title: matrix.title)
  }
}
