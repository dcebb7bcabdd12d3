import Quantities

/// Series side by side for people: one line each, some years as numbers and all of them as a shape.
public struct SeriesTable: Sendable {
  /// A line of the table.
  public struct Line: Sendable {
    /// What it shows.
    public var label: String
    /// Its unit.
    public var unit: String
    /// All its values by year.
    public var values: [Int: Double]

    /// Creates a line.
    public init(label: String, unit: String, values: [Int: Double]) {
      self.label = label
      self.unit = unit
      self.values = values
    }
  }

  /// The lines.
  public var lines: [Line]
  /// The years shown as numbers; nil for about six, evenly spread.
  public var years: [Int]?
  /// Whether numbers are differences: with their sign, and no more decimals than they are worth.
  public var isSigned: Bool

  /// Creates a table.
  public init(lines: [Line], years: [Int]? = nil, isSigned: Bool = false) {
    self.lines = lines
    self.years = years
    self.isSigned = isSigned
  }

  /// The table as text.
  public func text(plain: Bool = false) -> String {
    let all = Set(lines.flatMap(\.values.keys)).sorted()
    let shown = years ?? SeriesTable.spread(all)
    let span = all.isEmpty ? "" : "\(all[0])-\(all[all.count - 1])"
    let columns =
      [TextTable.Column("Variable"), TextTable.Column("Unit")]
      + shown.map { TextTable.Column("\($0)", .right) } + [TextTable.Column(span)]
    let rows = lines.map { line in
      let numbers = shown.map { year in
        line.values[year].map(number) ?? ""
      }
      return [line.label, line.unit] + numbers
        + [Sparkline.text(all.map { line.values[$0] }, width: 32, plain: plain)]
    }
    return TextTable(columns: columns, rows: rows).text(plain: plain)
  }

  private func number(_ value: Double) -> String {
    guard isSigned else { return NumberText.significant(value, digits: 5) }
    if value == 0 || value.magnitude >= 0.01 && value.magnitude < 1000 {
      return NumberText.fixed(value, decimals: 2, signed: true)
    }
    return (value > 0 ? "+" : "") + NumberText.significant(value, digits: 3)
  }

  /// The first and last year, and those between that end in 0, or in 5 where there are few.
  private static func spread(_ years: [Int]) -> [Int] {
    guard years.count > 7, let first = years.first, let last = years.last else { return years }
    let step = years.count > 40 ? 10 : 5
    var shown = years.filter { $0 % step == 0 }
    if shown.first != first { shown.insert(first, at: 0) }
    if shown.last != last { shown.append(last) }
    return shown
  }
}
