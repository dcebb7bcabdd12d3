import CountryPacks
import Foundation
import Importing
import Quantities
import Reporting
import Workbooks

/// A file of cells read as numbers: recognised or by a mapping, checked, and written.
public struct FileImport {
  /// What is to be imported and what is known of it.
  public struct Request {
    /// The files; several are sheets of one workbook.
    public var files: [String]
    /// What they are imported as.
    public var kind: TableKind
    /// A mapping made before.
    public var mapping: String?
    /// The only sheet to look at.
    public var sheet: String?
    /// The year, where no column says it.
    public var year: Int?
    /// The unit, where no column says it.
    public var unit: String?
    /// What is known of a text.
    public var stated = StatedDialect()

    /// Some files as a kind.
    public init(files: [String], kind: TableKind) {
      self.files = files
      self.kind = kind
    }
  }

  /// How the files were read.
  public let mapping: TableMapping
  /// Why they were read so; empty for a mapping made before.
  public let reasons: [String]
  /// How sure the recognition is, from 0 to 1; nil for a mapping made before.
  public let confidence: Double?
  /// The numbers.
  public let data: ImportedData
  /// What is wrong with them, the worst first.
  public let findings: [ImportFinding]
  /// The digest of each file, by its name.
  public let digests: [(file: String, sha256: String)]

  /// Reads and checks.
  /// - Throws: ``AssessmentError``, `WorkbookError`, `ImportError` or `PackError`.
  public init(_ request: Request) throws {
    var known: TableMapping?
    if let path = request.mapping {
      let text = String(decoding: try FileImport.bytes(of: path), as: UTF8.self)
      let mapping = try MappingFile.mapping(text, path: path)
      guard mapping.kind == request.kind else {
        throw AssessmentError.usage(
          "\(path) is a mapping for --as \(mapping.kind.rawValue), and --as \(request.kind.rawValue) was asked for."
        )
      }
      known = mapping
    }
    var digests: [(file: String, sha256: String)] = []
    var sources: [ImportSource] = []
    for (position, path) in request.files.enumerated() {
      let bytes = try FileImport.bytes(of: path)
      digests.append((path, SHA256.hexadecimal(SHA256.digest(of: bytes))))
      let name = URL(fileURLWithPath: path).lastPathComponent
      let stated = FileImport.dialect(request, known, position, name)
      sources.append(try ImportSource.read(bytes, file: name, stated: stated))
    }
    let source = try FileImport.together(sources)
    if var mapping = known {
      mapping.year = request.year.map { .stated($0) } ?? mapping.year
      mapping.unit = request.unit ?? mapping.unit
      self.mapping = mapping
      (reasons, confidence) = ([], nil)
    } else {
      let recognition = try Recogniser.recognise(source, as: request.kind, sheet: request.sheet)
      var mapping = recognition.mapping
      var reasons = recognition.reasons
      if let year = request.year {
        mapping.year = .stated(year)
        reasons = reasons.filter { !$0.hasPrefix("no year") && !$0.hasPrefix("the year is") }
        reasons.append("the year is \(year), as stated")
      }
      if let unit = request.unit {
        mapping.unit = unit
        reasons = reasons.filter { !$0.hasPrefix("no unit") && !$0.hasPrefix("the unit is") }
        reasons.append("the unit is \"\(unit)\", as stated")
      }
      self.mapping = mapping
      self.reasons = reasons
      confidence = recognition.confidence
    }
    data = try MappingReader.read(source, by: mapping)
    findings = ImportCheck.findings(of: data)
    self.digests = digests
  }

  /// Whether something was found that must be corrected.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// The findings as records.
  public var table: RecordTable {
    RecordTable(
      columns: ["rank", "severity", "kind", "place", "message"],
      rows: findings.enumerated().map { position, finding in
        [
          .number(Double(position + 1)), .text("\(finding.severity)"), .text(finding.kind.rawValue),
          finding.place.map { .text($0.description) } ?? .missing, .text(finding.message),
        ]
      })
  }

  /// Writes mapping, numbers, sums, names, findings and a workbook into a folder, which is made.
  ///
  /// Everything is computed before anything is written, and each file is there whole or not at all.
  /// - Returns: The names of the files.
  public func write(to folder: String, replacing: Bool) throws -> [String] {
    let (workbook, looks) = data.workbook(findings: findings, reasons: reasons)
    var files: [(name: String, bytes: [UInt8])] = [
      ("mapping.yaml", Array(try MappingFile.text(mapping, reasons: reasons).utf8)),
      ("data.csv", Array(data.csv().utf8)), ("findings.csv", Array(table.csv.utf8)),
      ("sources.csv", Array(sources.utf8)),
      ("tables.xlsx", try SpreadsheetWriter.bytes(of: workbook, looks: looks)),
    ]
    if data.tables.contains(where: { !$0.totals.isEmpty }) {
      files.append(("totals.csv", Array(data.csv(totals: true).utf8)))
    }
    if !data.names.isEmpty { files.append(("names.csv", Array(data.namesCSV.utf8))) }
    let place = URL(fileURLWithPath: folder)
    if !replacing,
      let present = files.first(where: {
        FileManager.default.fileExists(atPath: place.appendingPathComponent($0.name).path)
      })
    {
      throw OutputError.exists(path: place.appendingPathComponent(present.name).path)
    }
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    } catch {
      throw AssessmentError.inputOutput(
        "The folder \(folder) cannot be made: \(error.localizedDescription). Name another with --out."
      )
    }
    for file in files {
      try OutputFile.write(
        file.bytes, to: place.appendingPathComponent(file.name).path, replacing: replacing)
    }
    return files.map(\.name)
  }

  /// Which files the numbers are from, by their digests.
  private var sources: String {
    CSVWriter.line(["file", "sha256"])
      + digests.map { CSVWriter.line([LongCSV.safe($0.file), $0.sha256]) }.joined()
  }

  // MARK: Reading

  private static func bytes(of path: String) throws -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw AssessmentError.inputOutput("There is no file \(path).")
    }
    guard !isFolder.boolValue else {
      throw AssessmentError.inputOutput("\(path) is a folder; name the files in it.")
    }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw AssessmentError.inputOutput("\(path) is a device or a pipe, and only files are read.")
    }
    let limit = ReadingLimits().fileBytes
    let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    guard size <= limit else {
      throw WorkbookError.tooLarge(file: path, place: "", what: "bytes", found: size, limit: limit)
    }
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw AssessmentError.inputOutput("\(path) cannot be read: \(error.localizedDescription).")
    }
  }

  /// What is known of a text: what was stated, then what a mapping has.
  private static func dialect(
    _ request: Request, _ mapping: TableMapping?, _ position: Int, _ name: String
  ) -> StatedDialect {
    guard let dialects = mapping?.dialects, !dialects.isEmpty else { return request.stated }
    let stem = URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
    guard let known = dialects[stem] ?? (dialects.count == 1 ? dialects.values.first : nil) else {
      return request.stated
    }
    var stated = StatedDialect(known)
    stated.encoding = request.stated.encoding ?? stated.encoding
    stated.separator = request.stated.separator ?? stated.separator
    if let decimal = request.stated.decimal { (stated.decimal, stated.numbers) = (decimal, nil) }
    return stated
  }

  private static func together(_ sources: [ImportSource]) throws -> ImportSource {
    guard sources.count > 1 else {
      guard let only = sources.first else { throw AssessmentError.usage("Name a file to import.") }
      return only
    }
    var workbooks: [Workbook] = []
    for source in sources {
      guard case .cells(let workbook) = source else {
        throw AssessmentError.usage("\(source.file) is a text of GAMS: import it alone.")
      }
      workbooks.append(workbook)
    }
    return .cells(Workbook(workbooks))
  }
}
