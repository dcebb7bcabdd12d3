/// The section `jtam` of a pack's `datapackage.json`: what the model needs to know of the pack.
struct PackModelSection: Sendable, Codable, Equatable {
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
}
