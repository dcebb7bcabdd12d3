import Foundation
import Labour
import Quantities
import Reporting

extension LabourReport {
  /// The jobs of groups in some years, in thousands, with the share of all jobs in the first and the last.
  public func table(
    _ composition: JobComposition, sector: String? = nil, isBySector: Bool = false, years: [Int]
  ) throws -> TextTable {
    let sectors = try sectors(sector)
    let ends = years.first == years.last ? [years[0]] : [years[0], years[years.count - 1]]
    var table = TextTable(
      columns: [.init("Jobs by \(composition.dimension), thousand")]
        + years.map { .init(String($0), .right) } + ends.map { .init("% \($0)", .right) }
        + [.init("Shares")])
    func add(_ cell: [String], _ title: String) throws {
      let sums = try years.map { try composition.totals(of: jobs(in: $0, sectors: cell)) }
      let all = sums.map { $0.reduce(0, +) }
      let status = cell.map { composition.status(of: $0) }.max() ?? .illustrative
      func row(_ label: String, _ values: [Double]) -> [String] {
        let shares = Dictionary(
          zip(years, zip(values, all)).map { ($0, 100 * $1.0 / $1.1) },
          uniquingKeysWith: { first, _ in first })
        return [label] + values.map { NumberText.fixed($0 / 1000, decimals: 1) }
          + ends.map { NumberText.fixed(shares[$0] ?? .nan, decimals: 1) }
      }
      if !title.isEmpty { table.rows.append([title]) }
      for (column, group) in composition.groups.enumerated() {
        table.rows.append(
          row((title.isEmpty ? "" : "  ") + group.name, sums.map { $0[column] })
            + [status.rawValue])
      }
      if title.isEmpty { table.rows.append([]) }
      table.rows.append(row(title.isEmpty ? "All jobs" : "  all", all))
    }
    if isBySector || sector != nil {
      for one in sectors { try add([one], sectorNames[one] ?? one) }
    } else {
      try add(sectors, "")
    }
    return table
  }

  /// The jobs of groups beside a baseline in one year: levels and differences in thousands, per cent, and
  /// each group's part in what sectors lose and gain.
  public func table(
    _ composition: JobComposition, beside baseline: LabourReport, in year: Int,
    sector: String? = nil, isBySector: Bool = false
  ) throws -> TextTable {
    let sectors = try sectors(sector)
    let hasParts = !isBySector && sector == nil
    var table = TextTable(
      columns: [
        .init("Jobs by \(composition.dimension), \(year)"), .init("baseline", .right),
        .init("difference", .right), .init("%", .right), .init("% of jobs", .right),
      ] + (hasParts ? [.init("% of losses", .right), .init("% of gains", .right)] : [])
        + [.init("Shares")])
    func add(_ cell: [String], _ title: String) throws {
      let changes = try composition.changes(
        from: baseline.jobs(in: year, sectors: cell), to: jobs(in: year, sectors: cell))
      let status = cell.map { composition.status(of: $0) }.max() ?? .illustrative
      if !title.isEmpty { table.rows.append([title]) }
      for change in changes {
        table.rows.append(
          LabourReport.cells(
            change, of: changes, label: (title.isEmpty ? "" : "  ") + change.group.name,
            hasParts: hasParts) + [status.rawValue])
      }
      if title.isEmpty { table.rows.append([]) }
      table.rows.append(
        LabourReport.cells(
          JobChange.sum(changes), of: changes, label: title.isEmpty ? "All jobs" : "  all",
          hasParts: hasParts))
    }
    if hasParts {
      try add(sectors, "")
    } else {
      for one in sectors { try add([one], sectorNames[one] ?? one) }
    }
    return table
  }

  /// The printed cells of a change.
  static func cells(
    _ change: JobChange, of all: [JobChange], label: String, hasParts: Bool
  ) -> [String] {
    let parts = change.parts(of: all)
    let shown = [parts.jobs, parts.losses, parts.gains].map { part in
      part.map { NumberText.fixed(100 * $0, decimals: 1) } ?? "-"
    }
    return [
      label, NumberText.fixed(change.baseline / 1000, decimals: 1),
      NumberText.fixed(change.difference / 1000, decimals: 1, signed: true),
      percent(change),
    ] + (hasParts ? shown : [shown[0]])
  }

  /// A change in per cent.
  static func percent(_ change: JobChange) -> String {
    change.relativeDifference.map { NumberText.fixed(100 * $0, decimals: 2, signed: true) } ?? "-"
  }

  /// What a reader must know beside these numbers, in lines of at most `width` characters.
  public func limits(
    of compositions: [JobComposition], width: Int = 100, plain: Bool = false
  ) -> String {
    var paragraphs = [
      "Limits: shares are those of \(years.lowerBound) and constant within a sector, so only the mix of sectors moves them; they are shares of persons, applied to jobs; groups are not crossed."
    ]
    for one in compositions {
      let counts = Dictionary(grouping: one.sectors) { one.status(of: $0) }
        .sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key.rawValue)" }
      paragraphs.append(
        "\(one.dimension): \(notes[one.dimension] ?? "") Of \(one.sectors.count) sectors: \(counts.joined(separator: ", "))."
      )
    }
    let text = paragraphs.map { Wording.wrapped($0, width: width) }.joined()
    return plain ? text.folding(options: .diacriticInsensitive, locale: nil) : text
  }
}
