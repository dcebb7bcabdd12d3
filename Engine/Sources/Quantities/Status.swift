/// How much a number can be trusted, in falling order. It travels with every value to screen,
/// export and report.
public enum Status: String, Sendable, Codable, CaseIterable, Comparable {
  /// Published by a statistical office or another public body.
  case official
  /// Computed from official numbers by a stated rule.
  case derived
  /// Estimated by statistical methods.
  case estimated
  /// Taken from another country, year or model.
  case borrowed
  /// A stated assumption, chosen for lack of a source.
  case illustrative
  /// A result of the model.
  case modelled

  private var rank: Int { Status.allCases.firstIndex(of: self) ?? Status.allCases.count }

  /// Orders statuses from the most to the least trusted.
  public static func < (left: Status, right: Status) -> Bool { left.rank < right.rank }
}
