import Foundation
import Quantities
import Reporting
import Results

/// Pictures of paths over the years.
struct PathPictures {
  let runs: ChartRuns

  /// A year and a value.
  typealias Point = (year: Int, value: Double)

  /// The difference of a variable from the baseline in per cent of it.
  static func relative(_ variable: String, _ pair: ChartRuns.Pair, years: [Int]) throws -> [Point] {
    try compare(variable, pair, years: years) { value, level in
      level == 0 ? nil : 100 * (value - level) / level.magnitude
    }
  }

  /// The difference of a share from the baseline in percentage points.
  static func points(_ variable: String, _ pair: ChartRuns.Pair, years: [Int]) throws -> [Point] {
    try compare(variable, pair, years: years) { 100 * ($0 - $1) }
  }

  private static func compare(
    _ variable: String, _ pair: ChartRuns.Pair, years: [Int], _ of: (Double, Double) -> Double?
  ) throws -> [Point] {
    let scenario = try ChartRuns.series(variable, of: pair.run)
    let baseline = try ChartRuns.series(variable, of: pair.baseline)
    return years.compactMap { year in
      guard let value = scenario.value(in: year), let level = baseline.value(in: year),
        let difference = of(value, level)
      else { return nil }
      return (year, difference)
    }
  }

  /// The years of a variable that are wanted, of the first run.
  func years(_ variable: String) throws -> [Int] {
    guard let first = runs.baselines.first?.run else { return [] }
    return try runs.years(of: ChartRuns.series(variable, of: first))
  }

  /// Lines of a variable's levels: baselines, then scenarios.
  func levels(_ variable: String, factor: Double) throws -> [VegaLite.Line] {
    let all = runs.baselines.map { ($0.run, $0.name) } + runs.pairs.map { ($0.run, $0.name) }
    return try all.map { run, name in
      let series = try ChartRuns.series(variable, of: run)
      return VegaLite.Line(
        name: ChartText.capitalised(name),
        points: try runs.years(of: series).compactMap { year in
          series.value(in: year).map { (year, $0 * factor) }
        })
    }
  }

  /// Lines of differences, one for each scenario.
  private func differences(
    _ of: (ChartRuns.Pair) throws -> [Point]
  ) rethrows -> [VegaLite.Line] {
    try runs.pairs.map {
      VegaLite.Line(name: ChartText.capitalised($0.name), points: try of($0))
    }
  }

  /// The name of the baseline's line.
  var reference: String? { runs.baselines.first.map { ChartText.capitalised($0.name) } }

  /// `2019–2050`.
  static func horizon(_ years: [Int]) -> String {
    guard let first = years.first, let last = years.last, first < last else {
      return years.first.map { "\($0)" } ?? ""
    }
    return "\(first)–\(last)"
  }

  /// The years a finding speaks of: 2035 where it is shown and not the last, and the last.
  private func milestones(_ years: [Int]) -> [Int] {
    let last = years.last.map { [$0] } ?? []
    return years.contains(2035) && last != [2035] ? [2035] + last : last
  }

  /// What differences say in words, scenario by scenario.
  func finding(
    _ subject: String, unit: String, decimals: Int, years: [Int],
    _ of: (ChartRuns.Pair) throws -> [Point]
  ) rethrows -> String {
    func part(_ point: Point) -> String {
      ChartText.against(point.value, unit: unit, decimals: decimals)
    }
    // Several baselines appear when runs of several forms of the model stand side by side.
    let isOne = runs.baselines.count == 1
    func base(_ position: Int) -> String {
      isOne ? (position == 0 ? "the \(runs.baselines[0].name)" : "it") : "its own baseline"
    }
    if let pair = runs.pairs.first, runs.pairs.count == 1 {
      let wanted = milestones(years)
      let parts = try of(pair).filter { wanted.contains($0.year) }
      let said = parts.enumerated().map { position, point in
        "\(part(point)) \(base(position)) in \(point.year)"
      }
      return "With \(pair.name), \(subject) is \(ChartText.list(said))."
    }
    let last = years.last ?? 0
    let said = try runs.pairs.enumerated().compactMap { position, pair in
      try of(pair).first { $0.year == last }.map {
        "\(part($0)) \(base(position)) with \(pair.name)"
      }
    }
    return "In \(last) \(subject) is \(ChartText.list(said))."
  }

  private func caption(
    _ finding: String, _ subtitle: [String], notes: [String] = []
  ) -> Picture.Caption {
    Picture.Caption(
      finding: finding, subtitle: subtitle, notes: notes + runs.notes(),
      isVerified: runs.isVerified)
  }

  /// Real gross domestic product.
  func gdp(width: Int) throws -> Picture {
    let variable = "gdpReal"
    let years = try years(variable)
    let unit = (runs.baselines.first?.run.series(of: variable)?.unit ?? "")
    let isMillion = unit.hasPrefix("million ")
    let money = isMillion ? "billion " + unit.dropFirst("million ".count) : unit
    let paths = try levels(variable, factor: isMillion ? 1e-3 : 1)
    var panels = [
      PathPanels.Panel(title: "Real GDP", unit: money, lines: paths, isDifference: false)
    ]
    let difference = { (pair: ChartRuns.Pair) in
      try PathPictures.relative(variable, pair, years: years)
    }
    var finding = try finding("real GDP", unit: "%", decimals: 2, years: years, difference)
    if runs.pairs.isEmpty, let path = paths.first?.points, let first = path.first,
      let last = path.last, first.value > 0, last.year > first.year
    {
      let growth = pow(last.value / first.value, 1 / Double(last.year - first.year)) - 1
      finding =
        "Real GDP \(growth < 0 ? "falls" : "grows") by \(NumberText.fixed(100 * growth.magnitude, decimals: 1)) % a year from \(first.year) to \(last.year) in the \(runs.baselines[0].name)."
    }
    if !runs.pairs.isEmpty {
      panels.append(
        PathPanels.Panel(
          title: "Difference from the baseline", unit: "%", lines: try differences(difference),
          isDifference: true))
    }
    return try PathPanels(
      panels: panels, columns: 1, reference: reference, width: width, height: 190
    ).picture(
      caption(
        finding,
        ["Gross domestic product at base-year prices, \(PathPictures.horizon(years))."]))
  }

  /// Net public debt and primary balance.
  func debt(width: Int) throws -> Picture {
    let variable = "debtRatio"
    let years = try years(variable)
    var finding = try finding(
      "net public debt", unit: "points of GDP", decimals: 1, years: years
    ) { try PathPictures.points(variable, $0, years: years) }
    let debt = try levels(variable, factor: 100)
    if runs.pairs.isEmpty, let first = debt.first?.points.first, let last = debt.first?.points.last
    {
      finding =
        "Net public debt goes from \(NumberText.fixed(first.value, decimals: 1)) % of GDP in \(first.year) to \(NumberText.fixed(last.value, decimals: 1)) % in \(last.year) in the \(runs.baselines[0].name)."
    }
    return try PathPanels(
      panels: [
        .init(title: "Net public debt", unit: "% of GDP", lines: debt, isDifference: false),
        .init(
          title: "Primary balance", unit: "% of GDP",
          lines: try levels("primaryBalanceRatio", factor: 100), isDifference: true),
      ], columns: 1, reference: reference, width: width, height: 190
    ).picture(
      caption(
        finding,
        [
          "Net debt and primary balance of government, per cent of GDP, \(PathPictures.horizon(years)).",
          "A primary balance above zero is a surplus before interest.",
        ]))
  }

  /// What households and workers earn.
  func incomes(width: Int) throws -> Picture {
    _ = try runs.scenarios()
    let variable = "realDisposableIncome"
    let years = try years(variable)
    func panel(_ title: String, _ variable: String) throws -> PathPanels.Panel {
      PathPanels.Panel(
        title: title, unit: "%",
        lines: try differences { try PathPictures.relative(variable, $0, years: years) },
        isDifference: true)
    }
    let finding = try finding(
      "what households can buy with their income", unit: "%", decimals: 2, years: years
    ) { try PathPictures.relative(variable, $0, years: years) }
    return try PathPanels(
      panels: [
        panel("Real disposable income", variable), panel("Real wage", "realWage"),
        panel("Jobs", "employmentJobs"),
      ], columns: 3, width: width, height: 200
    ).picture(
      caption(
        finding,
        [
          "Difference from the baseline in %, \(PathPictures.horizon(years))."
        ],
        notes: [
          "All households are one group in this model: nothing here says how incomes are distributed."
        ]))
  }

  /// Six effects side by side.
  func effects(width: Int) throws -> Picture {
    let first = try runs.scenarios()[0]
    let years = try years("gdpReal")
    func panel(
      _ title: String, _ variable: String, points: Bool = false
    ) throws -> PathPanels.Panel {
      PathPanels.Panel(
        title: title, unit: points ? "points of GDP" : "%",
        lines: try differences {
          try points
            ? PathPictures.points(variable, $0, years: years)
            : PathPictures.relative(variable, $0, years: years)
        }, isDifference: true)
    }
    let last = years.last ?? 0
    let year = years.contains(2035) ? 2035 : last
    func said(
      _ subject: String, _ variable: String, than: String = "", from: String = ""
    ) throws -> String? {
      try PathPictures.relative(variable, first, years: [year]).first.map {
        subject
          + ChartText.against(
            $0.value, unit: "%", decimals: 2, above: "higher\(than)", below: "lower\(than)",
            equal: "unchanged\(from)")
      }
    }
    let parts = try [
      said(
        "real GDP in \(year) is ", "gdpReal", than: " than in the \(first.baselineName)",
        from: " from the \(first.baselineName)"),
      said("the number of jobs ", "employmentJobs"),
      said("carbon dioxide from fuels ", "emissionsCO2Fuel"),
    ].compactMap(\.self)
    let finding = "With \(first.name), \(ChartText.list(parts))."
    return try PathPanels(
      panels: [
        panel("Real GDP", "gdpReal"), panel("Household consumption", "consumptionReal"),
        panel("Jobs", "employmentJobs"), panel("Consumer prices", "consumerPrice"),
        panel("CO2 from fuels", "emissionsCO2Fuel"),
        panel("Net public debt", "debtRatio", points: true),
      ], columns: 3, width: width, height: 150
    ).picture(
      caption(
        finding, ["Difference from the baseline, \(PathPictures.horizon(years))."]))
  }
}
