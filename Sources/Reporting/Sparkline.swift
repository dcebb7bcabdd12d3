/// A line of blocks that shows the shape of a series.
public enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")
  private static let plainBlocks = Array("_.,:-=*#")

  /// One block a value, from the smallest to the largest; a series that does not move is a flat
  /// line of the middle block. Missing values are blanks.
  ///
  /// - Parameters:
  ///   - values: The series; nil or not finite where a value is missing.
  ///   - width: At most so many blocks: the series is thinned to evenly spaced values.
  ///   - plain: ASCII only.
  public static func text(_ values: [Double?], width: Int = 40, plain: Bool = false) -> String {
    let shapes = plain ? plainBlocks : blocks
    let shown: [Double?] =
      values.count <= max(2, width)
      ? values
      : (0..<max(2, width)).map { values[$0 * (values.count - 1) / (max(2, width) - 1)] }
    let known = shown.compactMap { $0 }.filter(\.isFinite)
    guard let lowest = known.min(), let highest = known.max() else {
      return String(repeating: " ", count: shown.count)
    }
    // Differences in the last digits of rounding are no movement.
    let isFlat = highest - lowest <= 1e-12 * max(lowest.magnitude, highest.magnitude)
    return String(
      shown.map { value in
        guard let value, value.isFinite else { return " " }
        if isFlat { return shapes[3] }
        return shapes[min(7, Int((value - lowest) / (highest - lowest) * 8))]
      })
  }
}
