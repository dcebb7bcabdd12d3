import Workbooks

/// A guess at how a table lies in a file, with what speaks for it.
public struct Recognition: Sendable, Equatable {
  /// The guess, to be kept and used again.
  public var mapping: TableMapping
  /// What speaks for it, and what was left open.
  public var reasons: [String]
  /// How sure it is, from 0 to 1.
  public var confidence: Double
}

/// Recognises how a table lies in a workbook.
public struct Recogniser {
  private let workbook: Workbook
  private let kind: TableKind
  private let sheets: [Sheet]
  private let grids: [SheetGrid]

  /// Guesses how a table lies in a workbook.
  /// - Parameter sheet: The only sheet to look at, even if it is hidden.
  /// - Throws: ``ImportError/notRecognised(file:kind:tried:)`` or
  ///   ``ImportError/severalFit(file:kind:guesses:)``.
  public static func recognise(
    _ workbook: Workbook, as kind: TableKind, sheet: String? = nil
  ) throws(ImportError) -> Recognition {
    if let sheet, workbook[sheet: sheet] == nil {
      throw .notRecognised(
        file: workbook.file, kind: kind,
        tried: [
          "sheet \"\(sheet)\" is not there; sheets are \(workbook.sheets.map(\.name).joined(separator: ", "))"
        ])
    }
    return try Recogniser(workbook, kind, sheet).recognition()
  }

  private init(_ workbook: Workbook, _ kind: TableKind, _ only: String?) {
    self.workbook = workbook
    self.kind = kind
    sheets = workbook.sheets.filter { sheet in
      if let only { sheet.name == only } else { sheet.visibility == .visible }
    }
    grids = sheets.compactMap { SheetGrid($0) }
  }

  private func recognition() throws(ImportError) -> Recognition {
    let lists = grids.compactMap { ListFinder($0, kind: kind).list() }
    let matrices =
      kind.isAccounts || lists.isEmpty ? grids.flatMap { MatrixFinder($0).matrices() } : []
    var guesses: [Recognition] = []
    switch kind {
    case .sut: guesses = supplyUse(matrices, lists)
    case .sam, .io:
      guesses = matrices.map { matrix($0) } + lists.filter { isAccounts($0) }.map { list([$0]) }
    default:
      guesses = lists.map { list([$0]) } + matrices.map { matrix($0) }
    }
    guesses = guesses.filter { $0.confidence >= 0.35 }
      .sorted { $0.confidence > $1.confidence }
    guard let best = guesses.first else { throw notRecognised(matrices, lists) }
    let rivals = guesses.dropFirst().filter {
      $0.confidence > best.confidence - 0.02 && $0.mapping.tables != best.mapping.tables
    }
    if !rivals.isEmpty {
      throw .severalFit(
        file: workbook.file, kind: kind,
        guesses: ([best] + rivals).prefix(8).map { guess in
          "\(guess.mapping.layout.name) in sheet \"\(guess.mapping.tables.first?.sheet ?? "")\", \(guess.mapping.tables.first?.matrix.map { "\($0.cells)" } ?? "a list")"
        })
    }
    return best
  }

  private func notRecognised(_ matrices: [FoundMatrix], _ lists: [FoundList]) -> ImportError {
    var tried: [String] = []
    if grids.isEmpty { tried.append("no visible sheet holds cells, or they lie too far apart") }
    for grid in grids {
      let name = grid.sheet.name
      if !matrices.contains(where: { $0.sheet.name == name }) {
        tried.append("sheet \"\(name)\": no numbers with codes both above and before them")
      }
      if !lists.contains(where: { $0.sheet.name == name }) {
        tried.append("sheet \"\(name)\": no row that names the columns of a list")
      }
    }
    for matrix in matrices {
      let onlyRows = matrix.rowSet.subtracting(matrix.columnSet).sorted().prefix(3)
      tried.append(
        "sheet \"\(matrix.sheet.name)\", \(matrix.place.cells): a matrix of \(matrix.rowSet.count) rows and \(matrix.columnSet.count) columns\(kind == .sam ? "; a SAM has the same accounts in both, and \(onlyRows.joined(separator: ", ")) \(onlyRows.count == 1 ? "is" : "are") among the rows alone" : "")"
      )
    }
    if kind == .sut {
      tried.append(
        "supply and use are told apart by the names of their sheets or the titles above them")
    }
    return .notRecognised(file: workbook.file, kind: kind, tried: tried)
  }

  // MARK: Guesses

  /// Whether a list says of each number who receives and who pays.
  private func isAccounts(_ list: FoundList) -> Bool {
    let names = list.place.columns.compactMap(\.name)
    return names.contains("row") && names.contains("column") && list.confidence > 0.4
      && list.place.columns.count { $0.role == .value } == 1
  }

  private func matrix(_ found: FoundMatrix) -> Recognition {
    let place = found.place
    let isSquare = found.likeness >= 0.8
    var reasons = [
      "sheet \"\(found.sheet.name)\" has codes in column \(CellReference.letters(of: place.rowCodes)) and row \(place.columnCodes), and numbers in \(place.cells)"
    ]
    var confidence = 0.55 + 0.3 * found.quality
    var layout = isSquare ? Layout.squareMatrix : .matrix
    if isSquare {
      reasons.append(
        "\(found.rowSet.intersection(found.columnSet).count) codes stand in rows and in columns")
      for (what, alone) in [
        ("rows", found.rowSet.subtracting(found.columnSet)),
        ("columns", found.columnSet.subtracting(found.rowSet)),
      ] where !alone.isEmpty {
        reasons.append(
          "only among the \(what): \(alone.sorted().prefix(8).joined(separator: ", "))")
      }
      confidence += 0.1 * found.likeness
    } else if kind == .sam {
      confidence = 0
    }
    let names = names(of: found.rowSet.union(found.columnSet), besides: found.sheet.name)
    if let names, isSquare {
      if found.isNumbered { layout = .numberedMatrix }
      reasons.append("sheet \"\(names.sheet)\" explains the codes")
    }
    if !place.totalRows.isEmpty || !place.totalColumns.isEmpty {
      reasons.append(
        "sums are \((place.totalRows + place.totalColumns).prefix(6).joined(separator: ", "))")
    }
    var mapping = TableMapping(
      kind: kind, layout: layout, file: workbook.file,
      tables: [
        PlacedTable(
          name: kind == .sam || kind == .io ? kind.rawValue : found.sheet.name,
          sheet: found.sheet.name, matrix: place)
      ])
    mapping.names = names
    return finished(mapping, reasons, confidence, sheets: [found.sheet], titles: [found.title])
  }

  private func list(_ found: [FoundList], names: [String]? = nil) -> Recognition {
    var reasons: [String] = []
    for list in found {
      reasons += list.reasons.map { found.count > 1 ? "\(list.sheet.name): \($0)" : $0 }
    }
    var mapping = TableMapping(
      kind: kind, layout: found.contains(where: \.isWide) ? .wideList : .longList,
      file: workbook.file,
      tables: found.enumerated().map { position, list in
        PlacedTable(
          name: names?[position] ?? (kind == .sam || kind == .io ? kind.rawValue : list.sheet.name),
          sheet: list.sheet.name, list: list.place)
      })
    // "-" is zero in some lists and missing in others; in lists it is seldom used, so it is noted.
    mapping.names = nil
    let hasYear = found.allSatisfy { list in
      list.place.columns.contains { $0.role == .year || $0.year != nil }
    }
    let confidence = found.map(\.confidence).min() ?? 0
    return finished(
      mapping, reasons, confidence, sheets: found.map(\.sheet),
      titles: found.map { title(above: $0) },
      hasYear: hasYear, hasUnit: found.allSatisfy { $0.place.columns.contains { $0.role == .unit } }
    )
  }

  private func title(above list: FoundList) -> String {
    guard list.place.header > 1 else { return "" }
    return (1..<list.place.header).flatMap { row in
      list.sheet.row(row).prefix(4).compactMap { $0.cell.text }
    }.joined(separator: " ")
  }

  /// Two matrices, or two lists, of which one is named for supply and one for use.
  private func supplyUse(_ matrices: [FoundMatrix], _ lists: [FoundList]) -> [Recognition] {
    func role(_ title: String, _ sheet: String) -> String? {
      // The nearest words count most: the title, then the sheet's name.
      for text in [title, sheet] {
        switch (Vocabulary.isSupply(text), Vocabulary.isUse(text)) {
        case (true, false): return "supply"
        case (false, true): return "use"
        default: continue
        }
      }
      return nil
    }
    var guesses: [Recognition] = []
    let named = matrices.compactMap { found in
      role(found.title, found.sheet.name).map { (found, $0) }
    }
    let supplies = named.filter { $0.1 == "supply" }.map(\.0)
    let uses = named.filter { $0.1 == "use" }.map(\.0)
    for supply in supplies {
      for use in uses {
        let shared = supply.rowSet.intersection(use.rowSet).count
        let likeness = Double(shared) / Double(max(1, min(supply.rowSet.count, use.rowSet.count)))
        guard likeness >= 0.6 else { continue }
        var (first, second) = (supply.place, use.place)
        (first.rowDimension, second.rowDimension) = ("product", "product")
        var mapping = TableMapping(
          kind: kind, layout: .supplyUseBlocks, file: workbook.file,
          tables: [
            PlacedTable(name: "supply", sheet: supply.sheet.name, matrix: first),
            PlacedTable(name: "use", sheet: use.sheet.name, matrix: second),
          ])
        mapping.names = names(
          of: supply.rowSet.union(use.rowSet).union(use.columnSet), besides: supply.sheet.name)
        guesses.append(
          finished(
            mapping,
            [
              "supply is \(supply.place.cells) of sheet \"\(supply.sheet.name)\", use is \(use.place.cells) of sheet \"\(use.sheet.name)\", by their titles",
              "\(shared) products stand in both",
            ], 0.6 + 0.3 * likeness * min(supply.quality, use.quality),
            sheets: [supply.sheet, use.sheet], titles: [supply.title, use.title]))
      }
    }
    let usable = lists.filter { isAccounts($0) }
    let roles = usable.map { role(title(above: $0), $0.sheet.name) }
    if roles.count(where: { $0 == "supply" }) == 1, roles.count(where: { $0 == "use" }) == 1 {
      let chosen = zip(usable, roles).filter { $0.1 != nil }
      guesses.append(list(chosen.map(\.0), names: chosen.map { $0.1 ?? "" }))
    } else if usable.count == 1,
      usable[0].place.columns.contains(where: { $0.name == "table" })
    {
      guesses.append(list(usable))
    }
    return guesses
  }

  // MARK: Year, unit, names

  private func finished(
    _ mapping: TableMapping, _ reasons: [String], _ confidence: Double, sheets: [Sheet],
    titles: [String], hasYear: Bool = false, hasUnit: Bool = false
  ) -> Recognition {
    var mapping = mapping
    var reasons = reasons
    let dialects = sheets.compactMap { sheet in sheet.dialect.map { (sheet.name, $0) } }
    if !dialects.isEmpty {
      mapping.dialects = Dictionary(dialects, uniquingKeysWith: { first, _ in first })
      for (name, dialect) in dialects {
        reasons += dialect.reasons.map { dialects.count > 1 ? "\(name): \($0)" : $0 }
      }
    }
    if !hasYear {
      if let (source, year, place) = year(sheets, titles) {
        mapping.year = source
        reasons.append("the year is \(year), from \(place)")
      } else {
        reasons.append("no year is named; state it with --year")
      }
    }
    if !hasUnit {
      if let unit = titles.compactMap({ UnitWords.unit(in: $0) }).first {
        mapping.unit = unit
        reasons.append("the unit is \"\(unit)\", from the title")
      } else {
        reasons.append("no unit is named; state it with --unit")
      }
    }
    return Recognition(mapping: mapping, reasons: reasons, confidence: min(1, confidence))
  }

  private func year(
    _ sheets: [Sheet], _ titles: [String]
  ) -> (source: YearSource, year: Int, place: String)? {
    if let sheet = sheets.first {
      for row in sheet.rows.prefix(8) {
        for (reference, cell) in sheet.row(row).prefix(4) {
          if let text = cell.text,
            titles.contains(where: { $0.contains(text.trimmed.prefix(200)) }),
            let year = Vocabulary.onlyYear(in: text)
          {
            return (.cell(sheet.address(reference)), year, "\(sheet.address(reference))")
          }
        }
      }
      let years = Set(sheets.compactMap { Vocabulary.onlyYear(in: $0.name) })
      if years.count == 1, let year = years.first {
        return sheet.dialect == nil
          ? (.sheetName, year, "the name of the sheet") : (.fileName, year, "the name of the file")
      }
      if let year = Vocabulary.onlyYear(in: sheet.file) {
        return (.fileName, year, "the name of the file")
      }
    }
    return nil
  }

  /// A sheet whose first two columns are the codes of a table and their names.
  private func names(of codes: Set<String>, besides sheet: String) -> NamesPlace? {
    var best: (place: NamesPlace, found: Int)?
    for other in workbook.sheets where other.name != sheet {
      let columns = (1...max(1, min(other.lastColumn, 6)))
      for codeColumn in columns {
        var found = 0
        var named: [Int: Int] = [:]
        var first = 0
        for row in other.rows.prefix(5_000) {
          guard let code = other[row, codeColumn]?.label.trimmed, codes.contains(code) else {
            continue
          }
          if first == 0 { first = row }
          found += 1
          for column in columns where column != codeColumn {
            if let text = other[row, column]?.text, !codes.contains(text.trimmed) {
              named[column, default: 0] += 1
            }
          }
        }
        guard let names = named.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }),
          names.value * 10 >= codes.count * 8, found > best?.found ?? 0
        else { continue }
        best = (
          NamesPlace(sheet: other.name, codes: codeColumn, names: names.key, first: first), found
        )
      }
    }
    return best?.place
  }
}

/// Units that titles name.
enum UnitWords {
  private static let words: Set<String> = [
    "million", "millions", "billion", "billions", "thousand", "thousands", "milhoes", "millones",
    "milliards", "mil", "miles", "milliers", "tj", "pj", "gwh", "mwh", "ktoe", "kt", "mt", "gg",
    "persons", "jobs", "percent", "usd", "brl", "zar",
  ]

  /// What stands in brackets or after `Unit:`, when it has a word of measure.
  static func unit(in title: String) -> String? {
    var candidates: [Substring] = []
    var rest = title[...]
    while let open = rest.firstIndex(where: { $0 == "(" || $0 == "[" }) {
      rest = rest[rest.index(after: open)...]
      guard let close = rest.firstIndex(where: { $0 == ")" || $0 == "]" }) else { break }
      candidates.append(rest[..<close])
      rest = rest[close...]
    }
    for mark in ["Unit: ", "Units: ", "Unidade: ", "Unidad: ", "Unité : ", "unit: "] {
      if let range = title.range(of: mark) {
        candidates.append(title[range.upperBound...].prefix { $0 != ";" && $0 != "." })
      }
    }
    return candidates.map { String($0).trimmed }.first { candidate in
      candidate.count <= 60
        && candidate.split { !$0.isLetter }.contains {
          words.contains(Vocabulary.plain(String($0)))
        }
    }
  }
}
