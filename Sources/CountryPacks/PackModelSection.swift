/// The section `jtam` of a pack's `datapackage.json`: what the model needs to know of the pack.
struct PackModelSection: Sendable, Codable, Equatable {
  /// The format of packs that this program writes and reads.
  static let currentFormat = 1

  /// The format of the pack: which tables it holds, and in which form.
  var format = PackModelSection.currentFormat
  /// The year all base values are of.
  var baseYear: Int
  /// The last year the exogenous paths reach.
  var lastYear: Int
  /// The currency, ISO 4217.
  var currency: String
  /// The folder of tables that do not depend on the aggregation.
  var tables: String
  /// The folder of each aggregation's tables, by its name.
  var aggregations: [String: String]
  /// The aggregation with the finest detail, from which a user's own is added up.
  var detail: String
  /// Subsets of industries that no sector of an aggregation may mix with others.
  var unmixed: [String]
  /// What a reader of any result must know of the pack.
  var notice: String?
}
