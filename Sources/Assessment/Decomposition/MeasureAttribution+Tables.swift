import Reporting

extension MeasureAttribution {
  /// Each variable's effect by measure in some years, then jobs by measure and part in the last.
  public func table(years wanted: [Int], plain: Bool = false) -> String {
    let years = wanted.filter { year in shares.contains { $0.year == year } }
    var text = ""
    for variable in variables {
      let row = years.compactMap { year in whole(variable, year) }
      // What is told in points in every table is so here; of a share, of what it is one.
      let unit = row.first?.unit ?? ""
      let told = DifferenceUnit(ofUnit: unit)
      let factor = if case .points(let factor) = told { factor } else { 1.0 }
      let shown =
        told == .percent ? unit : told.label + unit.drop { !$0.isWhitespace && $0 != "," }
      var table = TextTable(
        columns: [.init("\(variable), \(shown)")]
          + years.map { .init(String($0), .right) })
      func line(_ title: String, _ value: (Share) -> Double) {
        table.rows.append(
          [title] + row.map { MeasureAttribution.signed(value($0) * factor) })
      }
      for (number, name) in measures.enumerated() {
        line(name) { $0.measures.shares[number] }
        line("  taken alone") { $0.measures.alone(number) }
        line("  taken last") { $0.measures.last(number) }
      }
      if row.contains(where: { $0.closure != 0 }) { line("closure", \.closure) }
      table.rows.append([])
      line("total", \.total)
      line("  beyond the sum of each alone", \.measures.interaction)
      text += table.text(plain: plain) + "\n"
    }
    if let year = years.last, shares.contains(where: { $0.part != nil }) {
      text += partTable(year: year).text(plain: plain)
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  /// Jobs in thousand, measures by parts.
  private func partTable(year: Int) -> TextTable {
    let parts = JobsPart.allCases.filter { $0 != .tolerance }
    var table = TextTable(
      columns: [.init("Jobs in \(year), thousand")]
        + (parts.map(\.rawValue) + ["net"]).map { .init($0, .right) })
    let row =
      parts.compactMap { part in shares.first { $0.part == part && $0.year == year } }
      + [whole("employmentJobs", year)].compactMap(\.self)
    func line(_ title: String, _ value: (Share) -> Double) {
      table.rows.append([title] + row.map { JobsDecomposition.thousands(value($0)) })
    }
    for (number, name) in measures.enumerated() { line(name) { $0.measures.shares[number] } }
    if row.contains(where: { $0.closure != 0 }) { line("closure", \.closure) }
    table.rows.append([])
    line("total", \.total)
    return table
  }

  /// Every number in full. Of one variable, part and year the rows of kind `share` and `closure` add
  /// up to the one of kind `total`.
  public var records: RecordTable {
    var table = RecordTable(
      columns: ["variable", "part", "kind", "measure", "year", "unit", "value"])
    for share in shares {
      func add(_ kind: String, _ measure: String, _ value: Double) {
        table.rows.append([
          .text(share.variable), .text(share.part?.rawValue ?? ""), .text(kind), .text(measure),
          .number(Double(share.year)), .text(share.unit), .number(value),
        ])
      }
      for (number, name) in measures.enumerated() {
        add("share", name, share.measures.shares[number])
      }
      add("closure", "", share.closure)
      add("total", "", share.total)
      for (number, name) in measures.enumerated() {
        add("alone", name, share.measures.alone(number))
        add("last", name, share.measures.last(number))
      }
      add("interaction", "", share.measures.interaction)
      for first in measures.indices {
        for second in measures.indices where second > first {
          add(
            "pair", "\(measures[first]) × \(measures[second])",
            share.measures.interaction(first, second))
        }
      }
    }
    return table
  }

  private var variables: [String] {
    shares.reduce(into: []) { names, share in
      if !names.contains(share.variable) { names.append(share.variable) }
    }
  }

  private func whole(_ variable: String, _ year: Int) -> Share? {
    shares.first { $0.variable == variable && $0.part == nil && $0.year == year }
  }

  private static func signed(_ value: Double) -> String {
    (value > 0 ? "+" : "") + NumberText.significant(value)
  }
}
