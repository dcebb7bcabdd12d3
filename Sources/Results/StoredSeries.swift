import Quantities

/// Whether the model determines a series or is given it.
public enum SeriesKind: String, Codable, Sendable {
  case variable, exogenous
}

/// One cell of a symbol over the years of a run.
public struct StoredSeries: Sendable, Equatable {
  /// The symbol's name.
  public var variable: String
  /// Which cell of it; empty for a scalar.
  public var dimensions: Dimensions
  /// The unit, as the model text states it.
  public var unit: String
  /// Whether the model determines it.
  public var kind: SeriesKind
  /// Whether it is measured in current money.
  public var isNominal: Bool
  /// How far to trust each year's value.
  public var status: StatusPath
  /// The year of the first value.
  public var firstYear: Int
  /// One finite value per year.
  public var values: [Double]

  /// Creates a series.
  public init(
    variable: String, dimensions: Dimensions = Dimensions(), unit: String, kind: SeriesKind,
    isNominal: Bool = false, status: StatusPath, firstYear: Int, values: [Double]
  ) {
    self.variable = variable
    self.dimensions = dimensions
    self.unit = unit
    self.kind = kind
    self.isNominal = isNominal
    self.status = status
    self.firstYear = firstYear
    self.values = values
  }

  /// The years it covers; empty without values.
  public var years: Range<Int> { firstYear..<(firstYear + values.count) }

  /// The value of a year, or nil outside ``years``.
  public func value(in year: Int) -> Double? {
    years.contains(year) ? values[year - firstYear] : nil
  }

  /// The values of the years wanted, each with its status.
  public func observations(in wanted: Set<Int>? = nil) -> [Observation] {
    years.filter { wanted?.contains($0) ?? true }.map { year in
      Observation(
        variable: variable, dimensions: dimensions, year: year, unit: unit,
        value: values[year - firstYear], status: status.status(at: year - firstYear))
    }
  }
}

/// The status of each value of a series: one for all, or one for the first years and another after.
public struct StatusPath: Sendable, Equatable {
  /// A stretch of years with one status. The last stretch lasts to the end of the series.
  public struct Stretch: Sendable, Equatable {
    /// How many years it lasts; of no effect in the last stretch.
    public let length: Int
    /// The status.
    public let status: Status
  }

  /// The stretches, in order of time.
  public let stretches: [Stretch]

  /// One status for every year.
  public init(_ status: Status) { stretches = [Stretch(length: 1, status: status)] }

  /// One status for the first `years`, another afterwards: official data up to the base year,
  /// modelled values after it.
  public init(_ first: Status, years: Int, then second: Status) {
    self.init(Array(repeating: first, count: max(0, years)) + [second])
  }

  /// One status per year; the last goes on. At least one is needed.
  public init(_ statuses: [Status]) {
    precondition(!statuses.isEmpty, "A series has at least one status.")
    var stretches: [Stretch] = []
    for status in statuses {
      if let last = stretches.last, last.status == status {
        stretches[stretches.count - 1] = Stretch(length: last.length + 1, status: status)
      } else {
        stretches.append(Stretch(length: 1, status: status))
      }
    }
    self.stretches = stretches
  }

  /// The status of the value at a position, from 0.
  public func status(at position: Int) -> Status {
    var left = position
    for stretch in stretches.dropLast() {
      if left < stretch.length { return stretch.status }
      left -= stretch.length
    }
    return stretches[stretches.count - 1].status
  }

  /// `official*1,modelled`: every stretch but the last with its length.
  var text: String {
    let last = stretches.count - 1
    return stretches.enumerated().map { index, stretch in
      index == last ? stretch.status.rawValue : "\(stretch.status.rawValue)*\(stretch.length)"
    }.joined(separator: ",")
  }

  /// Reads ``text``; nil when it is not of that form.
  init?(text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    var stretches: [Stretch] = []
    for (index, part) in parts.enumerated() {
      let words = part.split(separator: "*", omittingEmptySubsequences: false)
      guard let name = words.first, let status = Status(rawValue: String(name)) else { return nil }
      if index == parts.count - 1 {
        guard words.count == 1 else { return nil }
        stretches.append(Stretch(length: 1, status: status))
      } else {
        guard words.count == 2, let length = Int(words[1]), length > 0 else { return nil }
        stretches.append(Stretch(length: length, status: status))
      }
    }
    guard !stretches.isEmpty else { return nil }
    self.stretches = stretches
  }

  /// Equal when they give every year the same status.
  public static func == (left: StatusPath, right: StatusPath) -> Bool { left.text == right.text }
}
