/// One mistake in a model's text or data: what is wrong, where, the line itself, and a guess.
public struct Diagnostic: Error, Sendable, Hashable, CustomStringConvertible {
  /// How much it matters.
  public enum Severity: String, Sendable, Hashable {
    case error, warning
  }

  /// Whether it stops the compilation.
  public var severity: Severity
  /// The file, as the reader would name it.
  public var file: String
  /// The line, from 1; nil where the whole file is meant.
  public var line: Int?
  /// The columns it covers, from 1, the end not included; nil where the whole line is meant.
  public var columns: Range<Int>?
  /// What is wrong.
  public var message: String
  /// The text of the line; of a very long one, the part around the mistake.
  public var sourceLine: String?
  /// What to do about it.
  public var help: String?
  /// How many characters of the line stand before ``sourceLine``.
  var cutBefore = 0
  /// Whether it only follows from a mistake that is reported elsewhere.
  var isConsequence = false
  /// Whether it says that a value is found by calibration, and so unknown to the compiler.
  var isCalibrated = false

  /// Whether it only says that a table is not there, so that the text itself may be sound.
  public private(set) var isMissingData = false
  /// Whether it says that a file is there and cannot be read, so that nothing is known of the text.
  public private(set) var isUnreadableFile = false

  /// Creates a diagnostic.
  public init(
    severity: Severity = .error, file: String, line: Int? = nil, columns: Range<Int>? = nil,
    message: String, sourceLine: String? = nil, help: String? = nil
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.columns = columns
    self.message = message
    self.sourceLine = sourceLine
    self.help = help
  }

  /// Stands for a mistake that has been reported already.
  static let consequence: Diagnostic = {
    var diagnostic = Diagnostic(file: "", message: "")
    diagnostic.isConsequence = true
    return diagnostic
  }()

  /// The same, said of a table that is not there.
  var ofMissingData: Diagnostic {
    var diagnostic = self
    diagnostic.isMissingData = true
    return diagnostic
  }

  /// The same, said of a file that cannot be read.
  var ofUnreadableFile: Diagnostic {
    var diagnostic = self
    diagnostic.isUnreadableFile = true
    return diagnostic
  }

  /// `file:line:column: error: …`, the line with a caret below, and the help.
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if line != nil, let columns { place += ":\(columns.lowerBound)" }
    var text = "\(place): \(severity.rawValue): \(message)"
    let number = line.map(String.init) ?? ""
    let margin = String(repeating: " ", count: number.count + 2)
    if let sourceLine, line != nil {
      let (shown, start) = excerpt(of: sourceLine)
      text += "\n \(number) | \(shown)"
      if let columns {
        let place = max(0, columns.lowerBound - 1 - start)
        let before = shown.prefix(place).map { $0 == "\t" ? "\t" : " " }
        let width = min(columns.count, max(1, shown.count - before.count))
        let underline = String(repeating: "~", count: width - 1)
        text += "\n\(margin)| \(before.joined())^\(underline)"
      }
    }
    if let help { text += "\n\(margin.isEmpty ? "" : margin)= \(help)" }
    return text
  }

  /// The longest line printed whole.
  private static let lineLimit = 120

  /// The line, or the part of a long one around the mistake, and how many characters were cut.
  private func excerpt(of line: String) -> (text: String, start: Int) {
    guard cutBefore + line.count > Diagnostic.lineLimit else { return (line, 0) }
    let half = Diagnostic.lineLimit / 2
    let start = max(0, (columns?.lowerBound ?? 1) - half - cutBefore)
    guard cutBefore + start > 0 else { return (line.prefix(Diagnostic.lineLimit) + "…", 0) }
    let middle = line.dropFirst(start).prefix(Diagnostic.lineLimit)
    let isCut = start + middle.count < line.count
    return ("…" + middle + (isCut ? "…" : ""), cutBefore + start - 1)
  }
}
