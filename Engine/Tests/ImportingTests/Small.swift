import Testing

@testable import Importing
@testable import Workbooks

/// A file as text, read, recognised, read as numbers and checked.
struct Imported {
  var recognition: Recognition
  var data: ImportedData
  var findings: [ImportFinding]

  init(_ source: ImportSource, as kind: TableKind) throws {
    recognition = try Recogniser.recognise(source, as: kind)
    data = try MappingReader.read(source, by: recognition.mapping)
    findings = ImportCheck.findings(of: data)
  }

  init(_ text: String, file: String = "a.csv", as kind: TableKind) throws {
    try self.init(ImportSource.read(Array(text.utf8), file: file), as: kind)
  }

  init(_ sheets: [Sheet], as kind: TableKind) throws {
    let bytes = try SpreadsheetWriter.bytes(of: Workbook(file: "a.xlsx", sheets: sheets))
    try self.init(ImportSource.read(bytes, file: "a.xlsx"), as: kind)
  }

  func messages(_ kind: ImportFinding.Kind) -> [String] {
    findings.filter { $0.kind == kind }.map { "\($0.place.map { "\($0)" } ?? ""): \($0.message)" }
  }
}

/// What is said when an import is refused.
func refusal(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "accepted"
  } catch {
    return "\(error)"
  }
}

extension Sheet {
  /// A sheet of lines of words and numbers; an empty text leaves a cell out.
  init(_ name: String, _ lines: [[Any]]) {
    self.init(
      name: name,
      rows: lines.map { line in
        line.map { item -> Cell? in
          switch item {
          case let number as Double: Cell(number)
          case let number as Int: Cell(Double(number))
          case let text as String where !text.isEmpty: Cell(text)
          default: nil
          }
        }
      })
  }
}

/// Three accounts that balance: farms, households and the rest of the world.
var smallSAM: [[Any]] {
  [
    ["", "farms", "households", "world"], ["farms", "", 70.5, 29.5], ["households", 80, "", 10],
    ["world", 20, 19.5, ""],
  ]
}
