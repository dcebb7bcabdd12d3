import Quantities

/// Accounts named on the command line: `households`, or all that begin alike, `a:*`; joined by commas.
public struct AccountPattern: Sendable, Equatable {
  /// The names and beginnings.
  public let parts: [String]

  /// Reads a list; `none` is an empty one.
  public init(_ text: String) {
    parts =
      text == "none"
      ? []
      : text.split(separator: ",").map { part in
        String(part.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
      }
  }

  /// The accounts meant, in the matrix's order, each once.
  /// - Throws: ``AssessmentError/usage(_:)`` for a part that means no account.
  public func accounts(among all: [String]) throws -> [String] {
    var chosen: Set<String> = []
    for part in parts {
      let meant = all.filter { AccountPattern.matches($0, part) }
      guard !meant.isEmpty else {
        throw AssessmentError.usage(
          "No account is named \"\(part)\": \(NearestName.hint(for: part, among: all)) A star stands for any ending, as a:*."
        )
      }
      chosen.formUnion(meant)
    }
    return all.filter { chosen.contains($0) }
  }

  private static func matches(_ account: String, _ part: String) -> Bool {
    part.hasSuffix("*") ? account.hasPrefix(part.dropLast()) : account == part
  }
}
