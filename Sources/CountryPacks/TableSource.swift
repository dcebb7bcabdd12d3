/// Where a raw table comes from and on which terms: one row of `sources-STAGE.csv`.
public struct TableSource: Sendable, Codable, Equatable {
  /// The raw file or the group of scalars.
  public var table: String
  /// Who publishes it.
  public var publisher: String
  /// The publication.
  public var title: String
  /// Edition and years.
  public var vintage: String
  /// On which terms.
  public var licence: String
  /// The line to print beside results.
  public var creditLine: String
  /// Where the copy was taken.
  public var repository: String
  /// What was done to it.
  public var processing: String
  /// How far to trust it.
  public var status: String

  /// The sources of one stage, as the table `sources-STAGE.csv`.
  static func table(stage: String, _ sources: [TableSource]) -> PackTable {
    PackTable(
      path: "sources-\(stage).csv",
      header: [
        "table", "publisher", "title", "vintage", "licence", "creditLine", "repository",
        "processing", "status",
      ],
      rows: sources.map {
        [
          $0.table, $0.publisher, $0.title, $0.vintage, $0.licence, $0.creditLine, $0.repository,
          $0.processing, $0.status,
        ]
      })
  }
}
