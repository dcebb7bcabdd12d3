/// Guesses what a mistyped name was meant to be.
public enum NearestName {
  /// The candidate closest to `name`, when it is close enough to be a likely meaning: at most a
  /// third of the letters differ, or `most`, capitals not counted. Ties go to the first in
  /// alphabetical order.
  public static func of(
    _ name: String, among candidates: some Sequence<String>, distance most: Int? = nil
  ) -> String? {
    let typed = Array(name.lowercased().unicodeScalars)
    guard !typed.isEmpty, typed.count <= 200 else { return nil }
    let limit = most ?? max(1, typed.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates.sorted() {
      let letters = Array(candidate.lowercased().unicodeScalars)
      guard abs(letters.count - typed.count) <= limit else { continue }
      let distance = distance(typed, letters)
      if distance <= limit && distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// `; did you mean "X"?`, or `; known are a, b, c.` when nothing is near.
  public static func hint(
    for name: String, among candidates: some Collection<String>, what: String = "known are"
  ) -> String {
    if let near = of(name, among: candidates) { return "did you mean \"\(near)\"?" }
    if candidates.isEmpty { return "there are none." }
    let listed = candidates.sorted()
    let shown = listed.prefix(12).joined(separator: ", ")
    return "\(what) \(shown)\(listed.count > 12 ? " and \(listed.count - 12) more" : "")."
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into another.
  private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for i in first.indices {
      var row = [i + 1]
      row.reserveCapacity(second.count + 1)
      for j in second.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (first[i] == second[j] ? 0 : 1))
        if i > 0 && j > 0 && first[i] == second[j - 1] && first[i - 1] == second[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[second.count]
  }
}
