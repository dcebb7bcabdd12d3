/// Finds the lines of a matrix that are sums of others, by their numbers.
///
/// A line is a sum when it equals, in every cell, the sum of a run of lines right after it or right
/// before it, sums found already left out. At least two lines of the run and three cells of the sum
/// must hold numbers other than zero, so that chance does not make sums.
struct SumFinder {
  /// The numbers, line by line; a cell that holds none counts as nothing.
  let lines: [[Double]]
  /// Larger tables are left as they are.
  private static let most = 600

  /// The positions of the sums, besides those known already.
  func sums(known: Set<Int>) -> Set<Int> {
    guard lines.count >= 4, lines.count <= Self.most, (lines.first?.count ?? 0) <= Self.most * 4
    else {
      return []
    }
    var found = known
    var isLast = false
    while !isLast {
      isLast = true
      for line in lines.indices where !found.contains(line) && isSum(line, besides: found) {
        found.insert(line)
        isLast = false
      }
    }
    return found.subtracting(known)
  }

  private func isSum(_ line: Int, besides sums: Set<Int>) -> Bool {
    guard lines[line].count(where: { $0 != 0 }) >= 3 else { return false }
    let before = lines.indices.prefix(line).reversed().filter { !sums.contains($0) }
    let after = lines.indices.dropFirst(line + 1).filter { !sums.contains($0) }
    return isSum(line, of: before) || isSum(line, of: after)
  }

  /// Whether it is the sum of the first so many of some lines.
  private func isSum(_ line: Int, of others: [Int]) -> Bool {
    var sum = [Double](repeating: 0, count: lines[line].count)
    var full = 0
    for other in others {
      var isEmpty = true
      for cell in sum.indices where lines[other][cell] != 0 {
        sum[cell] += lines[other][cell]
        isEmpty = false
      }
      if !isEmpty { full += 1 }
      if full >= 2, matches(lines[line], sum, parts: full) { return true }
    }
    return false
  }

  private func matches(_ line: [Double], _ sum: [Double], parts: Int) -> Bool {
    for (value, found) in zip(line, sum) {
      let isWhole = value == value.rounded() && found == found.rounded()
      let allowance = max(1e-7 * value.magnitude, isWhole ? min(2, Double(parts) / 2) : 1e-9)
      if (value - found).magnitude > allowance { return false }
    }
    return true
  }
}
