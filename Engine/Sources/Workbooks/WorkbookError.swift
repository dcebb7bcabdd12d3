import Quantities

/// What can be wrong with a file of cells.
public enum WorkbookError: Error, Equatable, CustomStringConvertible {
  /// The file holds something else than a table.
  case wrongType(file: String, found: String, advice: String)
  /// The file ends before its contents do.
  case truncated(file: String, problem: String)
  /// The file can be read only with a password.
  case encrypted(file: String)
  /// A part of an archive has a name that leads out of it, or is a link.
  case unsafePart(file: String, part: String, problem: String)
  /// The file is larger than is read.
  case tooLarge(file: String, place: String, what: String, found: Int, limit: Int)
  /// A part of a spreadsheet is not there.
  case missingPart(file: String, part: String, neededBy: String)
  /// A part cannot be unpacked.
  case damagedPart(file: String, part: String, problem: String)
  /// A part is not as spreadsheets are written.
  case malformed(file: String, part: String, line: Int, problem: String)
  /// A cell is not as spreadsheets are written.
  case badCell(file: String, sheet: String, cell: String, problem: String)
  /// The bytes of a text belong to none of the encodings that are read.
  case notText(file: String, problem: String)
  /// The records of a text cannot be told apart.
  case badText(CSVError)
  /// Numbers of the text can be read in two ways.
  case ambiguousNumbers(file: String, cell: String, text: String, readings: [String])
  /// A sheet cannot be written.
  case unwritable(sheet: String, cell: String?, problem: String)

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .wrongType(let file, let found, let advice):
      "\(file) is \(found), which is not read here. \(advice)"
    case .truncated(let file, let problem):
      "\(file) is cut short: \(problem). Fetch or save it again."
    case .encrypted(let file):
      """
      \(file) is protected by a password. Open it in a spreadsheet program, save it without a \
      password, and read that file.
      """
    case .unsafePart(let file, let part, let problem):
      """
      \(file) holds a part named "\(WorkbookError.shown(part))", \(problem). No spreadsheet program \
      writes such a file, so nothing of it was read.
      """
    case .tooLarge(let file, let place, let what, let found, let limit):
      """
      \(file)\(place.isEmpty ? "" : ", \(place)"): \(found) \(what), and at most \(limit) are read. \
      Save only the sheets that are needed, as values.
      """
    case .missingPart(let file, let part, let neededBy):
      "\(file): \(neededBy) needs the part \"\(WorkbookError.shown(part))\", which is not there. Save the workbook again as xlsx."
    case .damagedPart(let file, let part, let problem):
      "\(file), \(WorkbookError.shown(part)): this part cannot be unpacked: \(problem). Fetch or save the file again."
    case .malformed(let file, let part, let line, let problem):
      "\(file), \(WorkbookError.shown(part)):\(line): \(problem). Save the workbook again as xlsx."
    case .badCell(let file, let sheet, let cell, let problem):
      "\(file), sheet \"\(WorkbookError.shown(sheet))\", cell \(cell): \(problem)."
    case .notText(let file, let problem):
      "\(file) is not read as text: \(problem). Save it as CSV in UTF-8."
    case .badText(let error): error.description
    case .ambiguousNumbers(let file, let cell, let text, let readings):
      """
      \(file), cell \(cell): "\(WorkbookError.shown(text))" can be \(readings.joined(separator: " or ")), and no other number of \
      the file tells which. Say it with --decimal "." or --decimal ",".
      """
    case .unwritable(let sheet, let cell, let problem):
      "Sheet \"\(WorkbookError.shown(sheet))\"\(cell.map { ", cell \($0)" } ?? "") cannot be written: \(problem)."
    }
  }

  /// A name out of a file, short and without characters that move the cursor.
  static func shown(_ text: String) -> String {
    let plain = text.unicodeScalars.prefix(80).map { scalar -> Character in
      scalar.properties.generalCategory == .control ? "\u{FFFD}" : Character(scalar)
    }
    return String(plain) + (text.unicodeScalars.count > 80 ? "…" : "")
  }
}
