import Quantities

/// A published total beside what the pack's tables add up to.
struct ReconciliationLine: Sendable {
  let item: String
  let unit: String
  let published: Double
  let source: String
  let pack: Double

  /// The lines of one stage, as the table `reconciliation-STAGE.csv`.
  static func table(stage: String, _ lines: [ReconciliationLine]) -> PackTable {
    PackTable(
      path: "tables/reconciliation-\(stage).csv",
      header: ["item", "unit", "published", "source", "pack", "difference"],
      rows: lines.map { line in
        [
          line.item, line.unit, CSVWriter.number(line.published), line.source,
          CSVWriter.number(line.pack), CSVWriter.number(line.pack - line.published),
        ]
      })
  }
}
