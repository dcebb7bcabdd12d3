import Reporting

extension JobsDecomposition {
  /// The parts of some years with the causes in them, in thousand jobs.
  public func table(years wanted: [Int]) -> TextTable {
    let known = wanted.compactMap { self[$0] }
    var table = TextTable(
      columns: [.init("Jobs beside the baseline, thousand")]
        + known.map { .init(String($0.year), .right) })
    func line(_ title: String, _ value: (YearOfJobs) -> Double) {
      table.rows.append([title] + known.map { JobsDecomposition.thousands(value($0)) })
    }
    for part in JobsPart.allCases where part != .tolerance {
      line(part.rawValue) { $0.total(of: part) }
      for cause in causes(in: part, years: known) {
        line("  \(cause.words)") { $0.total(of: cause, in: part) }
      }
      if part != .direct && part != .indirect {
        let suppliers: (YearOfJobs) -> Double = { $0.suppliers(of: part) }
        if known.contains(where: { JobsDecomposition.thousands(suppliers($0)) != "0.0" }) {
          line("  of this part, at suppliers", suppliers)
        }
      }
    }
    if known.contains(where: { JobsDecomposition.thousands($0.total(of: .tolerance)) != "0.0" }) {
      line(JobsCause.solver.words) { $0.total(of: .tolerance) }
    }
    table.rows.append([])
    line("net", \.total)
    return table
  }

  /// The parts of one year, industry by industry, in thousand jobs.
  public func sectorTable(year: Int, names: [String: String] = [:]) -> TextTable {
    let parts = JobsPart.allCases.filter { $0 != .tolerance }
    var table = TextTable(
      columns: [.init("Jobs beside the baseline in \(year), thousand")]
        + (parts.map(\.rawValue) + ["net"]).map { .init($0, .right) })
    guard let account = self[year] else { return table }
    let jobs = parts.map { account.jobs(of: $0) }
    for (number, sector) in sectors.enumerated() {
      table.rows.append(
        [names[sector] ?? sector]
          + (jobs.map { $0[number] } + [account.difference[number]])
          .map(JobsDecomposition.thousands))
    }
    table.rows.append([])
    table.rows.append(
      ["all industries"]
        + (jobs.map { $0.reduce(0, +) } + [account.total]).map(JobsDecomposition.thousands))
    return table
  }

  /// Every number in full: the values of a year, and with `bySector` of an industry, add up to the
  /// one whose part is `net`.
  ///
  /// `stage` is `first` for jobs where demand falls first, or where an industry's own labour changes,
  /// and `suppliers` for jobs at its suppliers.
  /// - Parameter years: The years wanted; nil for all.
  public func records(years: Set<Int>? = nil, bySector: Bool) -> RecordTable {
    var table = RecordTable(
      columns: (bySector ? ["sector"] : []) + ["part", "cause", "stage", "year", "unit", "value"])
    for account in self.years where years?.contains(account.year) != false {
      for number in bySector ? Array(sectors.indices) : [-1] {
        func value(_ jobs: [Double]) -> Double { number < 0 ? jobs.reduce(0, +) : jobs[number] }
        func add(_ part: String, _ cause: String, _ stage: String, _ jobs: [Double]) {
          table.rows.append(
            (bySector ? [.text(sectors[number])] : [])
              + [
                .text(part), .text(cause), .text(stage), .number(Double(account.year)),
                .text(unit), .number(value(jobs)),
              ])
        }
        for effect in account.effects {
          for (stage, suppliers, jobs) in [
            ("first", false, effect.first), ("suppliers", true, effect.suppliers),
          ] where jobs.contains(where: { $0 != 0 }) {
            add(
              effect.cause.part(atSuppliers: suppliers).rawValue, effect.cause.rawValue, stage,
              jobs)
          }
        }
        add("net", "", "", account.difference)
      }
    }
    return table
  }

  /// The causes at work in a part in any of some years.
  private func causes(in part: JobsPart, years: [YearOfJobs]) -> [JobsCause] {
    JobsCause.allCases.filter { cause in
      years.contains { JobsDecomposition.thousands($0.total(of: cause, in: part)) != "0.0" }
    }
  }

  static func thousands(_ jobs: Double) -> String {
    NumberText.fixed(jobs / 1000, decimals: 1, signed: true)
  }
}

extension YearOfJobs {
  /// Jobs of a cause in all industries, as far as they belong to a part.
  public func total(of cause: JobsCause, in part: JobsPart) -> Double {
    guard let effect = effects.first(where: { $0.cause == cause }) else { return 0 }
    return (cause.part(atSuppliers: false) == part ? effect.first.reduce(0, +) : 0)
      + (cause.part(atSuppliers: true) == part ? effect.suppliers.reduce(0, +) : 0)
  }

  /// Jobs of a part that are at suppliers.
  func suppliers(of part: JobsPart) -> Double {
    effects.filter { $0.cause.part(atSuppliers: true) == part }
      .reduce(0) { $0 + $1.suppliers.reduce(0, +) }
  }
}
