/// A date as spreadsheets hold it: a count of days, whose first day depends on the workbook.
public struct CellDate: Sendable, Hashable, CustomStringConvertible {
  /// From which day a workbook counts.
  public enum System: Sendable, Hashable {
    /// Day 1 is 1 January 1900, and day 60 the 29 February that 1900 did not have.
    case from1900
    /// Day 0 is 1 January 1904.
    case from1904
  }

  /// Days since the first, with the time of day as a fraction.
  public let serial: Double
  /// From which day they are counted.
  public let system: System

  /// The last day that spreadsheets know, 31 December 9999, counted from 1900.
  private static let lastSerial = 2_958_465.0

  /// A date, or nil when spreadsheets have no such day.
  public init?(serial: Double, system: System = .from1900) {
    let last = Self.lastSerial - (system == .from1904 ? 1462 : 0)
    guard serial >= 0, serial < last + 1 else { return nil }
    self.serial = serial
    self.system = system
  }

  /// The day of a calendar, counted from 1900; nil before 1 March 1900 or when there is no such day.
  public init?(year: Int, month: Int, day: Int, seconds: Double = 0) {
    guard (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      seconds >= 0, seconds < 86_400
    else { return nil }
    let days = Self.days(year: year, month: month, day: day) + 25_569
    guard days > 60, let date = CellDate(serial: Double(days) + seconds / 86_400),
      date.calendar == (year, month, day)
    else { return nil }
    self = date
  }

  /// Year, month and day.
  public var calendar: (year: Int, month: Int, day: Int) {
    var day = Int(serial)
    if system == .from1904 { day += 1462 }
    if day == 60 { return (1900, 2, 29) }
    if day < 60 { day += 1 }
    return Self.calendar(daysSince1970: day - 25_569)
  }

  /// Seconds since midnight.
  public var secondsOfDay: Double { ((serial - serial.rounded(.down)) * 86_400).rounded() }

  /// `2015-12-31`, and the time of day where there is one.
  public var description: String {
    func padded(_ number: Int, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let (year, month, day) = calendar
    let date = "\(padded(year, 4))-\(padded(month))-\(padded(day))"
    let seconds = min(Int(secondsOfDay), 86_399)
    guard seconds > 0 else { return date }
    return date
      + "T\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
  }

  /// Days since 1970 of a day of the Gregorian calendar, by whole eras of 400 years.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func calendar(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = daysSince1970 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1
    )
  }
}
