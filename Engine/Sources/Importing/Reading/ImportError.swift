import Quantities

/// Why a file cannot be imported.
public enum ImportError: Error, Equatable, CustomStringConvertible {
  /// No layout fits the file.
  case notRecognised(file: String, kind: TableKind, tried: [String])
  /// Two layouts fit alike.
  case severalFit(file: String, kind: TableKind, guesses: [String])
  /// A mapping does not fit the file: what moved, one line each.
  case moved(file: String, mapping: String, differences: [String])
  /// A mapping contradicts itself.
  case badMapping(problem: String)
  /// A text of GAMS cannot be read.
  case badGAMS(file: String, line: Int, problem: String)

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .notRecognised(let file, let kind, let tried):
      """
      \(file): no layout of \(kind.rawValue) was recognised.
      \(tried.map { "  - \($0)" }.joined(separator: "\n"))
      Put codes before the rows and above the columns, or name the columns of a list row, column \
      and value; or write a mapping by hand and name it with --mapping.
      """
    case .severalFit(let file, let kind, let guesses):
      """
      \(file): several tables could be the \(kind.rawValue) that is asked for:
      \(guesses.map { "  - \($0)" }.joined(separator: "\n"))
      Name the sheet with --sheet.
      """
    case .moved(let file, let mapping, let differences):
      """
      \(file) is not as the mapping made for \(mapping) says:
      \(differences.prefix(12).map { "  - \($0)" }.joined(separator: "\n"))\
      \(differences.count > 12 ? "\n  - and \(differences.count - 12) more" : "")
      Nothing was read. Change the mapping, or leave --mapping away to have the file recognised anew.
      """
    case .badMapping(let problem): "The mapping cannot be used: \(problem)."
    case .badGAMS(let file, let line, let problem): "\(file):\(line): \(problem)."
    }
  }
}
