import Quantities
import Workbooks

/// Looks for what is wrong with imported numbers, each finding with its cell, the worst first.
public struct ImportCheck {
  let data: ImportedData
  var findings: [ImportFinding] = []

  /// A gap that rounding explains, as a share.
  static let rounding = 1e-6

  /// All findings: those of reading and those of checking.
  public static func findings(of data: ImportedData) -> [ImportFinding] {
    var check = ImportCheck(data: data)
    check.duplicates()
    check.unknown()
    if data.mapping.kind == .sam { for table in data.tables { check.balance(table) } }
    if data.mapping.kind == .sut { check.supplyAndUse() }
    if data.mapping.kind.isAccounts { for table in data.tables { check.negativeUse(table) } }
    for table in data.tables {
      check.totals(table)
      check.series(table)
    }
    return ImportFinding.ranked(data.findings + check.findings)
  }

  mutating func add(
    _ kind: ImportFinding.Kind, _ severity: ImportFinding.Severity, at place: SourceCell?,
    size: Double, _ message: String
  ) {
    findings.append(ImportFinding(kind, severity, at: place, size: size, message))
  }

  /// How much a gap matters, as a share of what it is a gap of; nil when rounding explains it.
  static func severity(_ share: Double) -> ImportFinding.Severity? {
    if share <= rounding { return nil }
    return share > 0.01 ? .error : share > 0.001 ? .warning : .note
  }

  /// A number for people: at most eight digits.
  static func shown(_ value: Double) -> String {
    guard value.magnitude < 1e15, value != 0 else { return CSVWriter.number(value) }
    var scale = 1.0
    while value.magnitude * scale < 1e6, scale < 1e12 { scale *= 10 }
    return CSVWriter.number((value * scale).rounded() / scale)
  }

  private static func percent(_ share: Double) -> String {
    share < 1e-4 ? "less than 0.01 %" : "\(shown((share * 1e4).rounded() / 100)) %"
  }

  // MARK: Codes

  private mutating func duplicates() {
    for table in data.tables {
      for (dimension, elements) in table.elements.enumerated() {
        var first: [String: CellReference] = [:]
        for (position, element) in elements.enumerated() {
          let place = table.places[dimension][position]
          if let before = first[element] {
            add(
              .duplicate, .error, at: table.source(place), size: 1,
              "\(table.dimensions[dimension]) \"\(element.shortened)\" stands here and at \(before). Give each its own code, or add them up."
            )
          } else {
            first[element] = place
          }
        }
      }
      // Lines of a list that say the same number twice.
      guard
        data.mapping.layout == .longList || data.mapping.layout == .wideList
          || data.mapping.layout == .gams
      else { continue }
      var seen: [Key: CellReference] = [:]
      for record in table.records + table.totals.map(\.record) {
        let key = Key(elements: record.elements, year: record.year)
        if let before = seen.updateValue(record.cell, forKey: key) {
          add(
            .duplicate, .error, at: table.source(record.cell), size: 1,
            "\(key) stands here and at \(before). Keep one, or name what tells them apart.")
        }
      }
    }
  }

  private mutating func unknown() {
    let records = data.tables.flatMap(\.records)
    guard let first = data.tables.first(where: { !$0.records.isEmpty }) else {
      add(.unknown, .error, at: nil, size: 0, "No number was read.")
      return
    }
    let place = first.source(first.records[0].cell)
    let withoutYear = records.count { $0.year == nil }
    if withoutYear > 0 {
      add(
        .unknown, .warning, at: place, size: Double(withoutYear),
        "\(withoutYear) of \(records.count) numbers have no year. State it with --year.")
    }
    let withoutUnit = records.count { $0.unit == nil }
    if withoutUnit > 0 {
      add(
        .unknown, .warning, at: place, size: Double(withoutUnit),
        "\(withoutUnit) of \(records.count) numbers have no unit. State it with --unit.")
    }
  }

  // MARK: Accounts

  /// The sums over all other dimensions, by element and year.
  private func sums(
    _ table: ImportedTable, _ dimension: Int
  ) -> [Key: (sum: Double, size: Double)] {
    var sums: [Key: (sum: Double, size: Double)] = [:]
    for record in table.records {
      let key = Key(elements: [record.elements[dimension]], year: record.year)
      let before = sums[key] ?? (0, 0)
      sums[key] = (before.sum + record.value, before.size + record.value.magnitude)
    }
    return sums
  }

  /// What an account receives (its row) and what it pays (its column).
  private mutating func balance(_ table: ImportedTable) {
    guard let row = table.dimensions.firstIndex(of: "row"),
      let column = table.dimensions.firstIndex(of: "column")
    else { return }
    let receipts = sums(table, row)
    let outlays = sums(table, column)
    var places: [String: CellReference] = [:]
    for dimension in [column, row] {
      for (element, place) in zip(table.elements[dimension], table.places[dimension]) {
        places[element] = place
      }
    }
    // What is nothing beside the largest account is the dust of computing.
    let dust = 1e-9 * receipts.values.reduce(0) { max($0, $1.sum.magnitude) }
    for key in Set(receipts.keys).union(outlays.keys) {
      let received = receipts[key]?.sum ?? 0
      let paid = outlays[key]?.sum ?? 0
      // Accounts such as margins add up to nothing, so the payments are the measure and not their sum.
      let size = max(receipts[key]?.size ?? 0, outlays[key]?.size ?? 0, 1e-300)
      let share = (received - paid).magnitude / size
      guard (received - paid).magnitude > dust, let severity = Self.severity(share) else {
        continue
      }
      add(
        .balance, severity, at: places[key.elements[0]].map { table.source($0) }, size: share,
        "\(key) receives \(Self.shown(received)) and pays \(Self.shown(paid)), a gap of \(Self.shown(received - paid)) (\(Self.percent(share))). Look for a payment that was left out or stands twice; jtam balance spreads what remains."
      )
    }
  }

  /// What is supplied and what is used of each product, at the prices of the tables.
  private mutating func supplyAndUse() {
    guard let supply = data[table: "supply"], let use = data[table: "use"] else { return }
    let supplied = sums(supply, 0)
    let used = sums(use, 0)
    let products = Set(supply.elements.first ?? [])
    let dust = 1e-9 * supplied.values.reduce(0) { max($0, $1.sum.magnitude) }
    for key in Set(supplied.keys).union(used.keys) where products.contains(key.elements[0]) {
      let (one, other) = (supplied[key]?.sum ?? 0, used[key]?.sum ?? 0)
      let share = (one - other).magnitude / max(one.magnitude, other.magnitude, 1e-300)
      guard (one - other).magnitude > dust, let severity = Self.severity(share) else { continue }
      let place = supply.elements[0].firstIndex(of: key.elements[0]).map {
        supply.source(supply.places[0][$0])
      }
      let ratio = one / other
      let hint =
        isThousand(ratio)
        ? "One of the tables may be in another unit."
        : "Supply and use of a product agree when both are at purchasers' prices, with imports, margins and taxes in supply."
      add(
        isThousand(ratio) ? .unitJump : .supplyUse, severity, at: place, size: share,
        "Of \(key), \(Self.shown(one)) is supplied and \(Self.shown(other)) used, a gap of \(Self.shown(one - other)) (\(Self.percent(share))). \(hint)"
      )
    }
  }

  private static let mayBeNegative = [
    "stock", "invent", "invnt", "existenc", "estoque", "variac", "changes", "valuab", "impo", "tax",
    "impuesto", "imposto", "subsid", "margin", "margen", "cif", "fob", "saving", "sav", "deficit",
    "surplus", "residen", "p52", "p53", "p71", "d31", "d21", "adjust", "discrep", "capacc",
  ]

  /// Uses below zero, but for changes of stocks, taxes, subsidies and their like.
  private mutating func negativeUse(_ table: ImportedTable) {
    guard table.name != "supply", table.dimensions.count >= 2 else { return }
    let last = table.dimensions.firstIndex(of: "column") ?? 1
    let first = table.dimensions.firstIndex(of: "row") ?? 0
    var allowed: [String: Bool] = [:]
    func isAllowed(_ dimension: Int, _ element: String) -> Bool {
      let key = "\(dimension) \(element)"
      if let known = allowed[key] { return known }
      let name = data.names[table.dimensions[dimension]]?[element] ?? ""
      let words = Vocabulary.plain(element + " " + name)
      let result = Self.mayBeNegative.contains { words.contains($0) }
      allowed[key] = result
      return result
    }
    var size = 0.0
    for record in table.records { size = max(size, record.value.magnitude) }
    for record in table.records where record.value < 0 {
      guard !isAllowed(last, record.elements[last]), !isAllowed(first, record.elements[first])
      else {
        continue
      }
      add(
        .negativeUse, .warning, at: table.source(record.cell), size: -record.value / size,
        "\(record.elements[last]) pays \(Self.shown(record.value)) to \(record.elements[first]). A payment below zero is one the other way: see whether the sign is meant."
      )
    }
  }

  func isThousand(_ ratio: Double) -> Bool {
    let size = ratio.magnitude
    return (500...2000).contains(size) || (1 / 2000.0...1 / 500.0).contains(size)
      || (5e5...2e6).contains(size) || (5e-7...2e-6).contains(size)
  }

  /// Elements and a year.
  struct Key: Hashable, CustomStringConvertible {
    var elements: [String]
    var year: Int?

    var description: String {
      "\"\(elements.map(\.shortened).joined(separator: ", "))\"" + (year.map { " in \($0)" } ?? "")
    }
  }
}
