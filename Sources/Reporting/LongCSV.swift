import Quantities

/// The comma-separated tables that other programs read. Their columns do not change.
public enum LongCSV {
  /// `scenario,variable,dimensions,year,unit,value,status`.
  public static func text(_ rows: some Sequence<RunRow>) -> String {
    var text = CSVWriter.line([
      "scenario", "variable", "dimensions", "year", "unit", "value", "status",
    ])
    for row in rows {
      let one = row.observation
      text += CSVWriter.line([
        safe(row.scenario), safe(one.variable), safe(one.dimensions.description), "\(one.year)",
        safe(one.unit), CSVWriter.number(one.value), one.status.rawValue,
      ])
    }
    return text
  }

  /// `variable,dimensions,year,unit,baseline,scenario,difference,relativeDifference,status`, after
  /// a column `scenario` with its name when the rows are of several scenarios. A relative
  /// difference from zero is left empty.
  public static func text(_ rows: [ComparisonRow]) -> String {
    let isSeveral = Set(rows.map(\.scenarioName)).count > 1
    var text = CSVWriter.line(
      (isSeveral ? ["scenario"] : []) + [
        "variable", "dimensions", "year", "unit", "baseline", "scenario", "difference",
        "relativeDifference", "status",
      ])
    for row in rows {
      text += CSVWriter.line(
        (isSeveral ? [safe(row.scenarioName)] : []) + [
          safe(row.variable), safe(row.dimensions.description), "\(row.year)", safe(row.unit),
          CSVWriter.number(row.baseline), CSVWriter.number(row.scenario),
          CSVWriter.number(row.difference),
          row.relativeDifference.map { CSVWriter.number($0) } ?? "", row.status.rawValue,
        ])
    }
    return text
  }

  /// `variable,dimensions,period,value`, the table of `jtam model solve`.
  public static func periods(_ observations: some Sequence<Observation>) -> String {
    var text = CSVWriter.line(["variable", "dimensions", "period", "value"])
    for one in observations {
      text += CSVWriter.line([
        safe(one.variable), safe(one.dimensions.description), "\(one.year)",
        CSVWriter.number(one.value),
      ])
    }
    return text
  }

  /// A text that a spreadsheet will not take for a formula: one that begins with `=`, `+`, `-`,
  /// `@`, a tab or a carriage return gets an apostrophe before it, and NUL is dropped. Numbers are
  /// never touched.
  public static func safe(_ text: String) -> String {
    let clean = text.contains("\0") ? text.filter { $0 != "\0" } : text
    guard let first = clean.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return clean
    }
    return "'" + clean
  }
}
