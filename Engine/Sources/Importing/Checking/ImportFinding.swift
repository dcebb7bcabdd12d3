/// Something about a file that its user should know, with the cell it is about.
public struct ImportFinding: Sendable, Equatable {
  /// What kind of thing it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// A cell of a table holds words, a date or a failed formula.
    case notANumber = "no number"
    /// A formula's value was never stored.
    case noValue = "formula without value"
    /// Two rows, columns or lines have one code.
    case duplicate = "repeated code"
    /// A number has no code.
    case noCode = "number without code"
    /// An account receives and pays different sums.
    case balance
    /// A product is supplied and used in different amounts.
    case supplyUse = "supply and use"
    /// A published sum is not the sum.
    case total
    /// A use below zero.
    case negativeUse = "negative use"
    /// A number a thousand times its neighbour.
    case unitJump = "jump of unit"
    /// A year between others is not there.
    case missingYear = "missing year"
    /// What a reader of the workbook does not see was read, or was not.
    case hidden
    /// Cells that stand for a missing number.
    case missing
    /// Something that is not known of all numbers.
    case unknown
  }

  /// How much it matters.
  public enum Severity: Int, Sendable, Comparable {
    case note, warning, error

    /// Orders from a note to an error.
    public static func < (left: Severity, right: Severity) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// What kind of thing it is.
  public var kind: Kind
  /// How much it matters.
  public var severity: Severity
  /// The cell it is about.
  public var place: SourceCell?
  /// How large it is, to rank those of one kind: a gap as a share, or a count.
  public var size: Double
  /// What was found, and what to do.
  public var message: String

  /// A finding.
  public init(
    _ kind: Kind, _ severity: Severity, at place: SourceCell?, size: Double = 0, _ message: String
  ) {
    self.kind = kind
    self.severity = severity
    self.place = place
    self.size = size
    self.message = message
  }

  /// What matters most first: by severity, then by kind, then by size, then by place.
  static func ranked(_ findings: [ImportFinding]) -> [ImportFinding] {
    let order = Dictionary(uniqueKeysWithValues: Kind.allCases.enumerated().map { ($1, $0) })
    return findings.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.severity != second.severity { return first.severity > second.severity }
      if first.kind != second.kind { return order[first.kind] ?? 0 < order[second.kind] ?? 0 }
      if first.size != second.size { return first.size > second.size }
      return left.offset < right.offset
    }.map(\.element)
  }
}
