import Equations
import Foundation
import ModelLanguage
import Quantities

/// The periods over which a model file is solved, and what decides them.
///
/// The caller does, else the tables with a column `year`: the run covers the years that all of them
/// have, but for tables of symbols that have a value for other years too. Where all tables are such,
/// it covers the years of any. A model with base values has them in the first of these years, and is
/// solved from the next.
public struct Horizon: Sendable, Equatable {
  /// The periods solved.
  public let periods: ClosedRange<Int>
  /// The period of the base values; the first one solved in a model without any.
  public let baseYear: Int
  /// Which tables decide, in words; nil where none does.
  public let reason: String?

  /// How many periods are solved where neither the caller nor the data say.
  public static let defaultLength = 60

  /// Finds the periods of a model.
  /// - Parameters:
  ///   - first: The first period, where the caller names it.
  ///   - last: The last one.
  /// - Throws: ``AssessmentError/usage(_:)`` when these are none.
  public init(
    of compiled: CompiledModel, from first: Int? = nil, to last: Int? = nil
  ) throws(AssessmentError) {
    for period in [first, last].compactMap({ $0 }) where !CalendarYear.permitted.contains(period) {
      throw .usage(
        "\(period) is no period: --from and --to lie between \(CalendarYear.permitted.lowerBound) and \(CalendarYear.permitted.upperBound)."
      )
    }
    let isVariable = compiled.model.isVariableCell
    let hasBase =
      !compiled.model.calibrations.isEmpty
      || compiled.model.baseValue.enumerated().contains { $1 != nil && isVariable[$0] }
    let binding = compiled.datedTables.filter { !$0.hasDefault }
    let begins =
      binding.max { $0.first < $1.first } ?? compiled.datedTables.min { $0.first < $1.first }
    let ends = binding.min { $0.last < $1.last } ?? compiled.datedTables.max { $0.last < $1.last }
    let start = first ?? begins.map { hasBase ? $0.first + 1 : $0.first } ?? 1
    let end = last ?? ends.map { max($0.last, start) } ?? start + Horizon.defaultLength - 1
    guard start <= end, CalendarYear.permitted.contains(start),
      CalendarYear.permitted.contains(end)
    else {
      throw .usage(
        "The periods \(start) to \(end) are none: --from must not be after --to, and both lie between \(CalendarYear.permitted.lowerBound) and \(CalendarYear.permitted.upperBound)."
      )
    }
    periods = start...end
    baseYear = hasBase ? start - 1 : start
    let base = hasBase ? ", the year of the base values" : ""
    switch (first == nil ? begins : nil, last == nil ? ends : nil) {
    case (let begins?, let ends?) where begins == ends:
      reason =
        "\(Horizon.name(begins)) has \(begins.first) to \(ends.last)"
        + (hasBase ? ", the first being the year of the base values" : "")
    case (let begins?, let ends?):
      reason =
        "\(Horizon.name(begins)) begins in \(begins.first)\(base), and \(Horizon.name(ends)) ends in \(ends.last)"
    case (let begins?, nil): reason = "\(Horizon.name(begins)) begins in \(begins.first)\(base)"
    case (nil, let ends?): reason = "\(Horizon.name(ends)) ends in \(ends.last)"
    case (nil, nil): reason = nil
    }
  }

  private static func name(_ table: DatedTable) -> String {
    URL(fileURLWithPath: table.file).lastPathComponent
  }
}
