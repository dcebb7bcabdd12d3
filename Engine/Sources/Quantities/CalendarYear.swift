/// Years, or periods of a model without a calendar.
public enum CalendarYear {
  /// The years that tables and options may name.
  public static let permitted = -9_999...99_999

  /// The year that a text names; nil where it names none, or one that is not permitted.
  public static func year(_ text: String) -> Int? {
    guard let year = Int(text), permitted.contains(year) else { return nil }
    return year
  }
}
