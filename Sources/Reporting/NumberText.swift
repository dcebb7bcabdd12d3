import Foundation

/// Numbers as people read them. Tables for programs use the shortest exact form instead.
public enum NumberText {
  /// About `digits` significant digits, with separators between thousands: `1,234`, `12.35`,
  /// `0.001235`. Whole digits are never cut; very small or very large numbers get an exponent.
  public static func significant(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return "n/a" }
    if value == 0 { return "0" }
    let magnitude = value.magnitude
    if magnitude < 1e-6 || magnitude >= 1e15 {
      return String(format: "%.\(max(0, digits - 1))e", value)
    }
    let leading = Int(log10(magnitude).rounded(.down)) + 1
    return fixed(value, decimals: min(9, max(0, digits - leading)))
  }

  /// A number with so many decimals and separators between thousands. No `-0.0`.
  public static func fixed(_ value: Double, decimals: Int, signed: Bool = false) -> String {
    guard value.isFinite else { return "n/a" }
    var text = String(format: "%.\(decimals)f", value.magnitude)
    let isZero = !text.contains { $0 != "0" && $0 != "." }
    var whole = Array(text.prefix { $0 != "." })
    let fraction = text.dropFirst(whole.count)
    var position = whole.count - 3
    while position > 0 {
      whole.insert(",", at: position)
      position -= 3
    }
    text = String(whole) + fraction
    if isZero { return text }
    return (value < 0 ? "-" : signed ? "+" : "") + text
  }

  /// A share in per cent with its sign: `+1.25 %`.
  public static func percent(_ share: Double, decimals: Int = 2) -> String {
    fixed(share * 100, decimals: decimals, signed: true) + " %"
  }
}
