import Reporting

extension DebtBridge {
  /// Cumulated amounts in some years, and the split of the debt ratio in percentage points.
  public func table(years: [Int] = [2030, 2040, 2050]) -> TextTable {
    let known = years.filter { difference[$0] != nil }
    var table = TextTable(
      columns: [.init("Debt beside the baseline, billion BRL")]
        + known.map { .init(String($0), .right) })
    func line(_ title: String, _ value: (Int) -> Double?, _ text: (Double) -> String) {
      table.rows.append([title] + known.map { value($0).map(text) ?? "" })
    }
    func billions(_ value: Double) -> String {
      NumberText.fixed(value / 1000, decimals: 1, signed: true)
    }
    func points(_ value: Double) -> String {
      NumberText.fixed(100 * value, decimals: 2, signed: true)
    }
    for item in DebtBridge.items {
      line(
        item.name,
        { year in rows.first { $0.item == item.name && $0.year == year }?.cumulated },
        billions)
    }
    table.rows.append([])
    line("government debt", { difference[$0] }, billions)
    table.rows.append([])
    func split(_ year: Int) -> RatioSplit? { ratio.first { $0.year == year } }
    line("debt ratio, points of GDP", { split($0)?.difference }, points)
    line("  because of debt", { split($0)?.fromDebt }, points)
    line("  because of GDP in current prices", { split($0)?.fromIncome }, points)
    return table
  }

  /// Every number in full: under each measure the items of a year add up to its `total`.
  ///
  /// `value` is what an item did from the first year to the end of the year, `inYear` what it did in
  /// that year alone. The debt ratio is split anew in each year and has no such part.
  /// - Parameter years: The years wanted; nil for all.
  public func records(years: Set<Int>? = nil) -> RecordTable {
    var table = RecordTable(columns: ["measure", "item", "year", "unit", "inYear", "value"])
    func add(
      _ measure: String, _ item: String, _ year: Int, _ unit: String, _ inYear: Double?,
      _ value: Double
    ) {
      guard years?.contains(year) != false else { return }
      table.rows.append([
        .text(measure), .text(item), .number(Double(year)), .text(unit),
        inYear.map { .number($0) } ?? .missing, .number(value),
      ])
    }
    for row in rows { add("debt", row.item, row.year, unit, row.value, row.cumulated) }
    for (year, value) in difference.sorted(by: { $0.key < $1.key }) {
      add("debt", "total", year, unit, value - (difference[year - 1] ?? 0), value)
    }
    for split in ratio {
      add("debtRatio", "debt", split.year, "share of GDP", nil, split.fromDebt)
      add("debtRatio", "income", split.year, "share of GDP", nil, split.fromIncome)
      add("debtRatio", "total", split.year, "share of GDP", nil, split.difference)
    }
    return table
  }
}
