import CountryPacks
import Foundation
import Quantities
import Reporting
import Results

/// Net emissions beside the country's targets.
struct EmissionsPicture {
  let runs: ChartRuns

  func picture(width: Int) throws -> Picture {
    let paths = PathPictures(runs: runs)
    let variable = "emissionsNet"
    let years = try paths.years(variable)
    let lines = try paths.levels(variable, factor: 1)
    guard let base = runs.baselines.first?.run else { throw ChartError.nothing }
    let unit = try ChartRuns.series(variable, of: base).unit
    let targets = try EmissionTargets(pack: try runs.names(of: base).pack)
    if let stated = targets.unit, stated != unit {
      throw AssessmentError.badInput(
        "The targets of the pack are in \(stated) and the run's emissions in \(unit): they cannot share an axis. Bring emissionTargets.csv to \(unit)."
      )
    }
    let shown = targets.rows.filter { target in
      years.first.map { $0 <= target.year } ?? false && target.year <= (years.last ?? 0)
    }
    return try PathPanels(
      panels: [
        .init(
          title: "Net emissions", unit: unit, lines: lines, isDifference: false,
          targets: shown.map {
            PathPanels.Target(
              name: $0.name, year: $0.year, lower: $0.lower, upper: $0.upper)
          })
      ], columns: 1, reference: paths.reference, width: width, height: 330
    ).picture(
      Picture.Caption(
        finding: finding(lines, shown, unit: unit),
        subtitle: [
          "Greenhouse gases, land use included, \(unit), \(PathPictures.horizon(years)). \(landUse())"
        ], notes: targets.notes + runs.notes(), isVerified: runs.isVerified))
  }

  /// The last scenario, or the baseline alone, in the year of the first target that is a range.
  private func finding(
    _ lines: [VegaLite.Line], _ targets: [EmissionTargets.Row], unit: String
  ) -> String {
    let target = targets.first { $0.lower < $0.upper } ?? targets.last
    let year = target?.year ?? lines.first?.points.last?.year ?? 0
    let said = lines.compactMap { line in
      line.points.first { $0.year == year }.map { (line.name, $0.value) }
    }
    func number(_ value: Double) -> String { NumberText.fixed(value, decimals: 0) }
    let parts = said.enumerated().map { position, one in
      let place = position == 0 ? "in the \(one.0.lowercased())" : "with \(one.0.lowercased())"
      return "\(number(one.1)) \(position == 0 ? "Mt " : "")\(place)"
    }
    var sentence = "In \(year) net emissions are \(ChartText.list(parts))"
    if let target {
      let values = said.map(\.1)
      let range =
        target.lower < target.upper
        ? "the target range of \(number(target.lower)) to \(number(target.upper)) Mt"
        : "the target of \(number(target.lower)) Mt"
      let verdict =
        values.allSatisfy { $0 > target.upper }
        ? "above" : values.allSatisfy { $0 < target.lower } ? "below" : "not all above"
      sentence +=
        ": \(values.count > 1 && verdict != "not all above" ? "all " : "")\(verdict) \(range)"
    }
    return sentence + "."
  }

  /// What the model says of land use: whether it is the same in every run and year.
  private func landUse() -> String {
    let series = (runs.baselines.map(\.run) + runs.pairs.map(\.run)).compactMap {
      $0.series(of: "landUseEmissions")
    }
    let values = series.flatMap(\.values)
    guard let first = values.first else { return "" }
    if values.allSatisfy({ $0 == first }) {
      return
        "Emissions from land use are held constant at \(NumberText.fixed(first, decimals: 0)) Mt in every scenario and year: the model does not compute them."
    }
    return "Emissions from land use are given to the model, not computed by it."
  }
}

/// The emission targets that a pack states.
struct EmissionTargets {
  /// A target in the pack's own accounting.
  struct Row {
    let year: Int
    let name: String
    let lower: Double
    let upper: Double
  }

  let rows: [Row]
  /// The unit of all of them.
  let unit: String?
  /// What must be said beside them.
  let notes: [String]

  /// Reads `emissionTargets.csv`; a pack without it states no targets, and the picture says so.
  init(pack: CountryPack) throws {
    let file = pack.folder.appendingPathComponent(pack.tables)
      .appendingPathComponent("emissionTargets.csv")
    guard FileManager.default.fileExists(atPath: file.path) else {
      rows = []
      unit = nil
      notes = ["The country pack \(pack.name) states no emission targets."]
      return
    }
    let table = try CSVTable(text: String(contentsOf: file, encoding: .utf8), source: file.path)
    let year = try table.column("year")
    let name = try table.column("name")
    let lower = try table.column("lower")
    let upper = try table.column("upper")
    let unitColumn = try table.column("unit")
    let note = try table.column("note")
    let baseYear = try table.column("baseYear")
    let base = try table.column("baseYearEmissions")
    let stated = (try table.column("statedLower"), try table.column("statedUpper"))
    let source = try table.column("source")
    rows = try table.rows.indices.map { row in
      Row(
        year: Int(try table.number(row: row, column: year)), name: table.rows[row][name],
        lower: try table.number(row: row, column: lower),
        upper: try table.number(row: row, column: upper))
    }
    unit = table.rows.first?[unitColumn]
    func number(_ row: Int, _ column: Int) throws -> String {
      NumberText.fixed(try table.number(row: row, column: column), decimals: 0)
    }
    var said: [String] = []
    if let first = table.rows.first {
      let own = try table.rows.indices.compactMap { row -> String? in
        let (low, high) = (try number(row, stated.0), try number(row, stated.1))
        guard high != "0" else { return nil }
        return "\(low == high ? low : "\(low) to \(high)") in \(table.rows[row][year])"
      }
      said.append(
        "Targets are counted as the model counts: shares of the net emissions of \(first[baseYear]) in the pack’s inventory, \(try number(0, base)) \(first[unitColumn]). The country itself states \(ChartText.list(own)) (Mt)."
      )
    }
    for row in table.rows where !row[note].isEmpty && !said.contains(row[note]) {
      said.append(row[note])
    }
    var sources: [String] = []
    for row in table.rows where !sources.contains(row[source]) { sources.append(row[source]) }
    notes = said + ["Targets: \(sources.joined(separator: "; "))."]
  }
}
