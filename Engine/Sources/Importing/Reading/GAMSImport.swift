import Quantities
import Workbooks

/// Recognises and reads the statements of a text of GAMS.
enum GAMSImport {
  static func recognise(
    _ text: GAMSText, as kind: TableKind
  ) throws(ImportError) -> Recognition {
    var guesses: [(tables: [PlacedTable], reasons: [String], confidence: Double)] = []
    func placed(_ symbol: GAMSText.Symbol, _ name: String) -> PlacedTable {
      PlacedTable(
        name: name, sheet: symbol.name,
        statement: GAMSPlace(
          symbol: symbol.name, dimensions: dimensions(of: symbol, kind),
          labels: labels(of: symbol)))
    }
    let symbols = text.symbols.filter { !$0.entries.isEmpty }
    if kind == .sut {
      let pairs = symbols.filter { $0.dimensions.count == 2 }
      let supply = pairs.first { Vocabulary.isSupply("\($0.name) \($0.text)") }
      let use = pairs.first { Vocabulary.isUse("\($0.name) \($0.text)") }
      if let supply, let use, supply.name != use.name {
        guesses.append(
          (
            [placed(supply, "supply"), placed(use, "use")],
            ["\(supply.name) is supply and \(use.name) is use, by their names"], 0.85
          ))
      }
    } else {
      for symbol in symbols {
        let labels = labels(of: symbol).map(Set.init)
        guard !kind.isAccounts || labels.count == 2 else { continue }
        var confidence = kind.isAccounts ? 0.6 : 0.5
        var reasons = ["\(symbol.name) has \(symbol.entries.count) numbers"]
        if labels.count == 2 {
          let shared = labels[0].intersection(labels[1]).count
          let likeness = Double(shared) / Double(max(1, labels[0].union(labels[1]).count))
          if kind == .sam {
            guard likeness >= 0.5 else { continue }
            confidence = 0.6 + 0.35 * likeness
            reasons.append("\(shared) labels stand in rows and in columns")
          }
        }
        guesses.append(
          ([placed(symbol, kind.isAccounts ? kind.rawValue : symbol.name)], reasons, confidence))
      }
    }
    let ranked = guesses.sorted { $0.confidence > $1.confidence }
    guard let best = ranked.first else {
      throw .notRecognised(
        file: text.file, kind: kind,
        tried: text.symbols.map {
          "\($0.name)(\($0.dimensions.joined(separator: ","))) with \($0.entries.count) numbers"
        })
    }
    let rivals = ranked.dropFirst().filter { $0.confidence > best.confidence - 0.02 }
    guard rivals.isEmpty else {
      throw .severalFit(
        file: text.file, kind: kind,
        guesses: ([best] + rivals).prefix(8).map {
          "statement \($0.tables.map(\.sheet).joined(separator: ", "))"
        })
    }
    var mapping = TableMapping(
      kind: kind, layout: .gams, file: text.file, tables: best.tables, missing: [])
    var reasons = ["the text has statements of GAMS"] + best.reasons
    let titles = best.tables.compactMap { table in
      text.symbols.first { $0.name == table.sheet }?.text
    }
    if let year = titles.compactMap({ Vocabulary.onlyYear(in: $0) }).first {
      mapping.year = .stated(year)
      reasons.append("the year is \(year), from the statement's own words")
    } else if let year = Vocabulary.onlyYear(in: text.file) {
      mapping.year = .fileName
      reasons.append("the year is \(year), from the name of the file")
    } else {
      reasons.append("no year is named; state it with --year")
    }
    mapping.unit = titles.compactMap { UnitWords.unit(in: $0) }.first
    reasons.append(
      mapping.unit.map { "the unit is \"\($0)\", from the statement's own words" }
        ?? "no unit is named; state it with --unit")
    return Recognition(mapping: mapping, reasons: reasons, confidence: best.confidence)
  }

  static func read(_ text: GAMSText, by mapping: TableMapping) throws(ImportError) -> ImportedData {
    var differences: [String] = []
    var tables: [ImportedTable] = []
    var findings: [ImportFinding] = []
    let year: Int? =
      switch mapping.year {
      case .stated(let year): year
      case .fileName: Vocabulary.onlyYear(in: text.file)
      default: nil
      }
    for placed in mapping.tables {
      guard let place = placed.statement else {
        throw .badMapping(problem: "table \"\(placed.name)\" names no statement of GAMS")
      }
      guard let symbol = text.symbols.first(where: { $0.name == place.symbol }) else {
        differences.append(
          "statement \(place.symbol) is not there; \(NearestName.hint(for: place.symbol, among: text.symbols.map(\.name), what: "statements are"))"
        )
        continue
      }
      guard symbol.dimensions.count == place.dimensions.count,
        place.labels.count == place.dimensions.count
      else {
        differences.append(
          "statement \(place.symbol) has \(symbol.dimensions.count) dimensions, and had \(place.dimensions.count)"
        )
        continue
      }
      for (position, labels) in labels(of: symbol).enumerated() {
        let (now, before) = (Set(labels), Set(place.labels[position]))
        for label in before.subtracting(now).sorted() {
          differences.append("\(place.dimensions[position]) \"\(label)\" is not there any more")
        }
        for label in now.subtracting(before).sorted() {
          differences.append("\(place.dimensions[position]) \"\(label)\" is new")
        }
      }
      tables.append(table(placed.name, symbol, place, text.file, year, mapping.unit, &findings))
    }
    guard differences.isEmpty else {
      throw .moved(file: text.file, mapping: mapping.file, differences: differences)
    }
    return ImportedData(
      mapping: mapping, file: text.file, tables: tables, names: [:],
      findings: ImportFinding.ranked(findings))
  }

  private static func table(
    _ name: String, _ symbol: GAMSText.Symbol, _ place: GAMSPlace, _ file: String, _ year: Int?,
    _ unit: String?, _ findings: inout [ImportFinding]
  ) -> ImportedTable {
    let labels = labels(of: symbol)
    let totals = labels.map { labels in
      let found = Set(labels.filter { Vocabulary.isTotal($0) })
      return found.count < labels.count ? found : []
    }
    var table = ImportedTable(
      name: name, file: file, sheet: nil, dimensions: place.dimensions, elements: [], places: [],
      records: [], totals: [])
    for (position, labels) in labels.enumerated() {
      let kept = labels.filter { !totals[position].contains($0) }
      table.elements.append(kept)
      var first: [String: CellReference] = [:]
      for entry in symbol.entries where first[entry.labels[position]] == nil {
        first[entry.labels[position]] = entry.place
      }
      table.places.append(kept.map { first[$0] ?? CellReference(row: 1, column: 1) })
    }
    for entry in symbol.entries {
      guard let value = entry.value else {
        findings.append(
          ImportFinding(
            .missing, .note, at: table.source(entry.place),
            "GAMS knows no number here (NA or UNDF). It is left out, and is no zero."))
        continue
      }
      let record = ImportedRecord(
        elements: entry.labels, year: year, value: value, unit: unit, cell: entry.place)
      let over = entry.labels.indices.filter { totals[$0].contains(entry.labels[$0]) }
      if over.isEmpty {
        table.records.append(record)
      } else {
        table.totals.append(PublishedTotal(record: record, over: over))
      }
    }
    return table
  }

  private static func dimensions(of symbol: GAMSText.Symbol, _ kind: TableKind) -> [String] {
    if kind.isAccounts, symbol.dimensions.count == 2 {
      return [kind == .sut ? "product" : "row", "column"]
    }
    var seen: Set<String> = []
    return symbol.dimensions.enumerated().map { position, name in
      seen.insert(name).inserted && name != "*"
        ? name : "\(name == "*" ? "dimension" : name)\(position + 1)"
    }
  }

  private static func labels(of symbol: GAMSText.Symbol) -> [[String]] {
    symbol.dimensions.indices.map { position in
      var seen: Set<String> = []
      return symbol.entries.compactMap {
        seen.insert($0.labels[position]).inserted ? $0.labels[position] : nil
      }
    }
  }
}

extension Recogniser {
  /// Guesses how a table lies in what was read.
  public static func recognise(
    _ source: ImportSource, as kind: TableKind, sheet: String? = nil
  ) throws(ImportError) -> Recognition {
    switch source {
    case .cells(let workbook): try recognise(workbook, as: kind, sheet: sheet)
    case .gams(let text): try GAMSImport.recognise(text, as: kind)
    }
  }
}

extension MappingReader {
  /// The numbers of what was read, as a mapping says.
  public static func read(
    _ source: ImportSource, by mapping: TableMapping
  ) throws(ImportError) -> ImportedData {
    switch source {
    case .cells(let workbook): try read(workbook, by: mapping)
    case .gams(let text): try GAMSImport.read(text, by: mapping)
    }
  }
}
