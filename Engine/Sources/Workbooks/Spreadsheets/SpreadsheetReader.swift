/// Reads a workbook of the xlsx form: ECMA-376, part 1, chapter 18, transitional or strict.
struct SpreadsheetReader {
  private let archive: ZipArchive
  private let limits: ReadingLimits
  private let file: String

  /// Reads the bytes of a file.
  static func workbook(
    _ bytes: [UInt8], file: String, limits: ReadingLimits
  ) throws(WorkbookError) -> Workbook {
    let archive = try ZipArchive(bytes, file: file, limits: limits)
    return try SpreadsheetReader(archive: archive, limits: limits, file: file).workbook()
  }

  private func workbook() throws(WorkbookError) -> Workbook {
    let main = try mainPart()
    let directory = WorkbookDirectory(file: file, part: main.name, limits: limits)
    try read(main, into: directory)
    let targets = try relations(of: main.name)
    let strings = SharedStrings(limits: limits, file: file)
    if let part = targets.first(where: { $0.value.kind == "sharedStrings" })?.value.path {
      try read(archive.part(part, neededBy: main.name), into: strings)
    }
    let styles = CellStyles()
    if let part = targets.first(where: { $0.value.kind == "styles" })?.value.path {
      try read(archive.part(part, neededBy: main.name), into: styles)
    }
    var sheets: [Sheet] = []
    var room = CellRoom(cells: limits.cells, textBytes: limits.textBytes)
    for entry in directory.sheets {
      guard let target = targets[entry.relation] else {
        throw .malformed(
          file: file, part: main.name, line: entry.line,
          problem: "sheet \"\(WorkbookError.shown(entry.name))\" names no part of the workbook")
      }
      // Sheets that are charts hold no cells.
      guard target.kind == "worksheet" else { continue }
      let part = try archive.part(
        target.path, neededBy: "sheet \"\(WorkbookError.shown(entry.name))\"")
      let reader = SheetReader(
        name: entry.name, file: file, strings: strings.texts, isDate: styles.isDate,
        dates: directory.dates, limits: limits, room: room)
      try read(part, into: reader)
      room = reader.room
      sheets.append(try reader.sheet(visibility: entry.visibility))
    }
    return Workbook(file: file, sheets: sheets)
  }

  private func read(
    _ part: ZipArchive.Part, into handler: any XMLElementHandler
  ) throws(WorkbookError) {
    try XMLElements.read(part, of: archive, depth: limits.depth, into: handler)
  }

  /// The part that lists the sheets; other files in archives are named for what they are.
  private func mainPart() throws(WorkbookError) -> ZipArchive.Part {
    guard archive.parts["[Content_Types].xml"] != nil, archive.parts["_rels/.rels"] != nil else {
      if archive.parts["content.xml"] != nil, archive.parts["mimetype"] != nil {
        throw .wrongType(
          file: file, found: "an OpenDocument file", advice: "Save it as xlsx or CSV.")
      }
      throw .wrongType(
        file: file, found: "a zip archive without a workbook in it",
        advice: "Unpack it and name a file inside.")
    }
    let targets = try relations(of: "")
    guard let main = targets.values.first(where: { $0.kind == "officeDocument" }) else {
      throw .missingPart(file: file, part: "officeDocument", neededBy: "_rels/.rels")
    }
    if main.path.hasSuffix(".bin") {
      throw .wrongType(
        file: file, found: "a workbook in binary form (xlsb)", advice: "Save it as xlsx or CSV.")
    }
    guard main.path.hasPrefix("xl/") || main.path.hasSuffix("workbook.xml") else {
      throw .wrongType(
        file: file, found: "an Office file without sheets (\(WorkbookError.shown(main.path)))",
        advice: "Name an xlsx or CSV file.")
    }
    return try archive.part(main.path, neededBy: "_rels/.rels")
  }

  /// What a part points at, by the name it points with.
  private func relations(of part: String) throws(WorkbookError) -> [String: Relations.Target] {
    let cut = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let folder = part[..<cut]
    let name = "\(folder)_rels/\(part[cut...]).rels"
    let relations = Relations(file: file, part: name, folder: String(folder))
    try read(archive.part(name, neededBy: part.isEmpty ? "the workbook" : part), into: relations)
    return relations.targets
  }
}

/// How many cells and bytes of text a workbook may still have.
struct CellRoom {
  var cells: Int
  var textBytes: Int
}

/// The parts that a part points at.
private final class Relations: XMLElementHandler {
  struct Target {
    let kind: String
    let path: String
  }

  private(set) var targets: [String: Target] = [:]
  private let file: String
  private let part: String
  private let folder: String

  init(file: String, part: String, folder: String) {
    self.file = file
    self.part = part
    self.folder = folder
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(WorkbookError) {
    guard name == "Relationship", attributes["TargetMode"] != "External",
      let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"]
    else { return }
    let kind = type.split(separator: "/").last.map(String.init) ?? type
    targets[id] = Target(kind: kind, path: try path(target))
  }

  func words(_ bytes: UnsafeBufferPointer<UInt8>) {}
  func end(_ name: String) {}

  /// A target from this part's folder, or from the root where it begins with `/`.
  private func path(_ target: String) throws(WorkbookError) -> String {
    var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for step in target.split(separator: "/") where step != "." {
      guard step == ".." else {
        steps.append(String(step))
        continue
      }
      guard steps.popLast() != nil else {
        throw .unsafePart(
          file: file, part: target, problem: "to which \(part) points, outside the archive")
      }
    }
    return steps.joined(separator: "/")
  }
}

/// The list of sheets.
private final class WorkbookDirectory: XMLElementHandler {
  struct Entry {
    let name: String
    let relation: String
    let visibility: Sheet.Visibility
    let line: Int
  }

  private(set) var sheets: [Entry] = []
  private(set) var dates = CellDate.System.from1900
  private let file: String
  private let part: String
  private let limits: ReadingLimits

  init(file: String, part: String, limits: ReadingLimits) {
    self.file = file
    self.part = part
    self.limits = limits
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(WorkbookError) {
    switch name {
    case "workbookPr":
      if let value = attributes["date1904"], value == "1" || value == "true" { dates = .from1904 }
    case "sheet":
      guard let title = attributes["name"], let relation = attributes["id"] else {
        throw .malformed(
          file: file, part: part, line: 1, problem: "sheet \(sheets.count + 1) has no name or no id"
        )
      }
      guard sheets.count < limits.sheets else {
        throw .tooLarge(
          file: file, place: "", what: "sheets and more", found: limits.sheets + 1,
          limit: limits.sheets)
      }
      guard !sheets.contains(where: { $0.name == title }) else {
        throw .malformed(
          file: file, part: part, line: 1,
          problem: "two sheets are named \"\(WorkbookError.shown(title))\"")
      }
      let state = attributes["state"].flatMap { Sheet.Visibility(rawValue: $0) } ?? .visible
      sheets.append(Entry(name: title, relation: relation, visibility: state, line: 1))
    default: return
    }
  }

  func words(_ bytes: UnsafeBufferPointer<UInt8>) {}
  func end(_ name: String) {}
}
