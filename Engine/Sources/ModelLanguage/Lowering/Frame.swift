/// The elements that the indices of an expression take, and the work done so far.
struct Frame {
  /// For each place its element, by position in the largest set.
  var slots: [Int]
  var steps = 0

  /// The most work for one statement.
  static let limit = 20_000_000

  init(size: Int) { slots = [Int](repeating: 0, count: size) }
}
