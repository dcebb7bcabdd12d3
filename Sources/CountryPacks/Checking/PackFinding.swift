/// Something in a pack that is not as it must be, with the place and what to do.
public struct PackFinding: Sendable, Hashable {
  /// What is wrong; in this order findings are ranked, causes before their consequences.
  public enum Kind: String, Sendable, CaseIterable {
    /// A table that `datapackage.json` lists, or that the accounts need, is not there.
    case missingTable = "missing table"
    /// A file is no table of the form packs have.
    case form
    /// A cell that must hold a number does not.
    case number
    /// An element that its set does not have.
    case code
    /// A cell stands twice.
    case repeatedCell = "repeated cell"
    /// A cell that must be there is not.
    case missingCell = "missing cell"
    /// A negative amount where none may be.
    case negative
    /// Two totals that must be equal differ.
    case balance
    /// Shares that must sum to one do not.
    case shares
    /// The model refuses the table.
    case model
    /// A table is not the one that `datapackage.json` describes.
    case changed
    /// A table is there that `datapackage.json` does not list.
    case unlisted
  }

  /// What is wrong.
  public var kind: Kind
  /// The file, relative to the pack's folder.
  public var file: String
  /// The line, from 1; nil where the whole file is meant.
  public var line: Int?
  /// The cell, account, sector or product meant; empty for the whole file or line.
  public var cell: String
  /// What is there.
  public var found: String
  /// What should be there.
  public var expected: String
  /// By how much two totals differ.
  public var gap: Double?
  /// What is wrong and what to do, in a sentence.
  public var message: String

  /// Creates a finding.
  public init(
    _ kind: Kind, file: String, line: Int? = nil, cell: String = "", found: String = "",
    expected: String = "", gap: Double? = nil, message: String
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.cell = cell
    self.found = found
    self.expected = expected
    self.gap = gap
    self.message = message
  }

  /// `file:line`, or the file alone.
  public var place: String { line.map { "\(file):\($0)" } ?? file }

  /// Causes first, then larger gaps, then by place.
  public static func isRanked(_ first: PackFinding, before second: PackFinding) -> Bool {
    let kinds = Kind.allCases
    let ranks = (kinds.firstIndex(of: first.kind) ?? 0, kinds.firstIndex(of: second.kind) ?? 0)
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    let gaps = (first.gap?.magnitude ?? 0, second.gap?.magnitude ?? 0)
    if gaps.0 != gaps.1 { return gaps.0 > gaps.1 }
    return (first.file, first.line ?? 0, first.cell) < (second.file, second.line ?? 0, second.cell)
  }
}
