import Labour
import Quantities
import Reporting

/// Who loses and who gains jobs in a year beside a baseline: sectors, and groups in them and over all.
public struct AffectedJobs: Sendable {
  /// A sector's change and the change of some groups in it.
  public struct Sector: Sendable {
    /// The sector.
    public let sector: String
    /// Its change.
    public let change: JobChange
    /// The change of each group of ``AffectedJobs/shown``, in that order.
    public let groups: [JobChange]
  }

  /// A group worth a column of its own.
  struct Shown: Sendable {
    let composition: JobComposition
    let column: Int
    var group: JobComposition.Group { composition.groups[column] }
  }

  /// The groups most talked about, where the pack has them.
  private static let wanted = [
    ("gender", "female"), ("age", "15-24"), ("skill", "low"), ("formality", "informal"),
  ]

  /// The year.
  public let year: Int
  /// All sectors, the largest loss first.
  public let sectors: [Sector]
  /// The groups that sectors show.
  let shown: [Shown]
  private let report: LabourReport
  private let baseline: LabourReport

  /// Compares a run with its baseline.
  public init(_ report: LabourReport, beside baseline: LabourReport, in year: Int) throws {
    self.report = report
    self.baseline = baseline
    self.year = year
    let shown = AffectedJobs.wanted.compactMap { dimension, element -> Shown? in
      guard let one = report.compositions.first(where: { $0.dimension == dimension }),
        let column = one.groups.firstIndex(where: { $0.element == element })
      else { return nil }
      return Shown(composition: one, column: column)
    }
    self.shown = shown
    sectors = try report.sectors().compactMap { sector -> Sector? in
      guard let first = report.compositions.first else { return nil }
      func changes(_ composition: JobComposition) throws -> [JobChange] {
        try composition.changes(
          from: baseline.jobs(in: year, sectors: [sector]),
          to: report.jobs(in: year, sectors: [sector]))
      }
      return Sector(
        sector: sector, change: JobChange.sum(try changes(first)),
        groups: try shown.map { try changes($0.composition)[$0.column] })
    }.sorted { ($0.change.difference, $0.sector) < ($1.change.difference, $1.sector) }
  }

  /// The changes of the groups of every dimension over all sectors.
  private func groups() throws -> [(composition: JobComposition, changes: [JobChange])] {
    let all = try report.sectors()
    return try report.compositions.map { one in
      (
        one,
        try one.changes(
          from: baseline.jobs(in: year, sectors: all), to: report.jobs(in: year, sectors: all))
      )
    }
  }

  /// One page: the sectors that lose and gain most, then the groups.
  public func text(count: Int, plain: Bool = false) throws -> String {
    let losers = sectors.filter { $0.change.difference < 0 }.prefix(count)
    let winners = sectors.reversed().filter { $0.change.difference > 0 }.prefix(count)
    var text = ""
    for (title, list) in [("lose", Array(losers)), ("gain", Array(winners))] {
      if list.isEmpty {
        text += "No sector \(title)s jobs in \(year).\n\n"
        continue
      }
      var table = TextTable(
        columns: [
          .init("Sectors that \(title) most in \(year)"), .init("thousand", .right),
          .init("%", .right),
        ] + shown.map { .init($0.group.name, .right) })
      for one in list {
        table.rows.append(
          [
            report.sectorNames[one.sector] ?? one.sector, thousand(one.change),
            LabourReport.percent(one.change),
          ] + one.groups.map(thousand))
      }
      text += table.text(plain: plain) + "\n"
    }
    var table = TextTable(columns: [
      .init("Groups in \(year)"), .init("baseline", .right), .init("difference", .right),
      .init("%", .right), .init("% of jobs", .right), .init("% of losses", .right),
      .init("% of gains", .right),
    ])
    let groups = try groups()
    for (composition, changes) in groups {
      table.rows += changes.map {
        LabourReport.cells(
          $0, of: changes, label: "\(composition.dimension): \($0.group.name)", hasParts: true)
      }
      table.rows.append([])
    }
    if let changes = groups.first?.changes {
      table.rows.append(
        LabourReport.cells(
          JobChange.sum(changes), of: changes, label: "All jobs", hasParts: true))
    }
    return text + table.text(plain: plain) + "\n"
      + report.limits(of: report.compositions, plain: plain)
  }

  private func thousand(_ change: JobChange) -> String {
    NumberText.fixed(change.difference / 1000, decimals: 1, signed: true)
  }

  /// Every number in full: all jobs, sectors, the groups shown in them, and groups over all sectors.
  public func records() throws -> RecordTable {
    var table = RecordTable(columns: [
      "variable", "dimensions", "year", "unit", "baseline", "scenario", "difference",
      "relativeDifference", "shareOfJobs", "shareOfLosses", "shareOfGains", "status",
    ])
    func add(
      _ pairs: [(String, String)], _ change: JobChange, of all: [JobChange], _ share: Status
    ) {
      let parts = change.parts(of: all)
      table.rows.append(
        [
          .text(LabourReport.variable),
          .text(Dimensions(pairs.map { (dimension: $0.0, element: $0.1) }).description),
          .number(Double(year)), .text("jobs"), .number(change.baseline), .number(change.scenario),
          .number(change.difference),
        ]
          + [change.relativeDifference, parts.jobs, parts.losses, parts.gains].map {
            $0.map { .number($0) } ?? .missing
          }
          + [.text(max(share, year > report.years.lowerBound ? .modelled : share).rawValue)])
    }
    let all = sectors.map(\.change)
    add([], JobChange.sum(all), of: all, .derived)
    for one in sectors {
      add([("sector", one.sector)], one.change, of: all, .derived)
      for (shown, change) in zip(shown, one.groups) {
        add(
          [(shown.composition.dimension, shown.group.element), ("sector", one.sector)], change,
          of: [], shown.composition.status(of: one.sector))
      }
    }
    for (composition, changes) in try groups() {
      for change in changes {
        add(
          [(composition.dimension, change.group.element)], change,
          of: changes, composition.status())
      }
    }
    return table
  }
}
