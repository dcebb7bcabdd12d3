/// Reads the cells of one sheet.
final class SheetReader: XMLElementHandler {
  private(set) var room: CellRoom
  private let name: String
  private let file: String
  private let strings: [String]
  private let isDate: [Bool]
  private let dates: CellDate.System
  private let limits: ReadingLimits

  private var cells: [(CellReference, Cell)] = []
  private var hiddenRows: Set<Int> = []
  private var hiddenColumns: [ClosedRange<Int>] = []
  private var merged: [CellRange] = []
  private var row = 0
  private var column = 0
  private var current: Open?
  private var collects = Collecting.nothing

  private enum Collecting { case nothing, value, formula, words }

  /// The cell that is being read.
  private struct Open {
    let reference: CellReference
    let type: String
    let style: Int
    var value: [UInt8] = []
    var hasValue = false
    var formula: [UInt8] = []
    var hasFormula = false
    var isReading = false
  }

  init(
    name: String, file: String, strings: [String], isDate: [Bool], dates: CellDate.System,
    limits: ReadingLimits, room: CellRoom
  ) {
    self.name = name
    self.file = file
    self.strings = strings
    self.isDate = isDate
    self.dates = dates
    self.limits = limits
    self.room = room
  }

  /// The sheet, once all is read.
  func sheet(visibility: Sheet.Visibility) throws(WorkbookError) -> Sheet {
    if !zip(cells, cells.dropFirst()).allSatisfy({ $0.0 < $1.0 }) {
      cells.sort { $0.0 < $1.0 }
      for (first, second) in zip(cells, cells.dropFirst()) where first.0 == second.0 {
        throw bad("\(first.0)", "this cell stands twice in the file")
      }
    }
    var sheet = Sheet(name: name, cells: cells)
    sheet.file = file
    sheet.visibility = visibility
    sheet.hiddenRows = hiddenRows
    sheet.hiddenColumns = hiddenColumns
    sheet.merged = merged
    return sheet
  }

  func begin(_ element: String, _ attributes: XMLAttributes) throws(WorkbookError) {
    switch element {
    case "c": try beginCell(attributes)
    case "v": collects = .value; current?.hasValue = true
    case "f": collects = .formula; current?.hasFormula = true
    case "t" where current?.isReading == false: collects = .words; current?.hasValue = true
    case "rPh": current?.isReading = true
    case "row": try beginRow(attributes)
    case "col":
      guard isTrue(attributes["hidden"]), let first = attributes["min"].flatMap({ Int($0) }),
        let last = attributes["max"].flatMap({ Int($0) }), first >= 1, first <= last,
        hiddenColumns.count < CellReference.lastColumn
      else { return }
      hiddenColumns.append(first...min(last, CellReference.lastColumn))
    case "mergeCell": try merge(attributes["ref"] ?? "")
    default: return
    }
  }

  func words(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError) {
    guard collects != .nothing, current != nil else { return }
    room.textBytes -= bytes.count
    guard room.textBytes >= 0 else {
      throw .tooLarge(
        file: file, place: "sheet \"\(WorkbookError.shown(name))\"", what: "bytes of text and more",
        found: limits.textBytes + 1, limit: limits.textBytes)
    }
    if collects == .formula {
      current?.formula.append(contentsOf: bytes)
    } else {
      current?.value.append(contentsOf: bytes)
    }
  }

  func end(_ element: String) throws(WorkbookError) {
    switch element {
    case "c": try endCell()
    case "v", "f", "t": collects = .nothing
    case "rPh": current?.isReading = false
    default: return
    }
  }

  private func beginRow(_ attributes: XMLAttributes) throws(WorkbookError) {
    if let text = attributes["r"] {
      guard let number = Int(text), number >= 1, number <= CellReference.lastRow else {
        throw bad(
          "row \"\(WorkbookError.shown(text))\"",
          "rows are numbered from 1 to \(CellReference.lastRow)")
      }
      row = number
    } else {
      row += 1
    }
    column = 0
    if isTrue(attributes["hidden"]) { hiddenRows.insert(row) }
  }

  private func beginCell(_ attributes: XMLAttributes) throws(WorkbookError) {
    if let text = attributes["r"] {
      guard let reference = CellReference(text) else {
        throw bad(
          "\"\(WorkbookError.shown(text))\"", "this is no cell of a sheet; the last is XFD1048576")
      }
      (row, column) = (reference.row, reference.column)
    } else {
      column += 1
    }
    guard (1...CellReference.lastRow).contains(row), column <= CellReference.lastColumn else {
      throw bad(
        "row \(row), column \(column)", "this is no cell of a sheet; the last is XFD1048576")
    }
    current = Open(
      reference: CellReference(row: row, column: column), type: attributes["t"] ?? "n",
      style: attributes["s"].flatMap { Int($0) } ?? 0)
  }

  private func endCell() throws(WorkbookError) {
    guard let open = current else { return }
    current = nil
    collects = .nothing
    let formula =
      open.hasFormula
      ? String(String(decoding: open.formula, as: UTF8.self).drop { $0 == "=" }) : nil
    guard open.hasValue || formula != nil else { return }
    let value = open.hasValue ? try value(of: open) : nil
    guard value != nil || formula != nil else { return }
    room.cells -= 1
    guard room.cells >= 0 else {
      throw .tooLarge(
        file: file, place: "sheet \"\(WorkbookError.shown(name))\"", what: "cells and more",
        found: limits.cells + 1, limit: limits.cells)
    }
    cells.append((open.reference, Cell(value ?? .absent, formula: formula)))
  }

  /// The value of a cell by its type: ECMA-376, part 1, 18.18.11.
  private func value(of open: Open) throws(WorkbookError) -> CellValue? {
    let text = String(decoding: open.value, as: UTF8.self)
    func wrong(_ problem: String) -> WorkbookError { bad("\(open.reference)", problem) }
    switch open.type {
    case "s":
      guard let index = Int(text), strings.indices.contains(index) else {
        throw wrong(
          "its text is number \(WorkbookError.shown(text)) of the workbook's \(strings.count) shared texts, which is not there"
        )
      }
      return .text(strings[index])
    case "str", "inlineStr": return .text(EscapedText.decoded(open.value))
    case "b":
      guard ["0", "1", "true", "false"].contains(text) else {
        throw wrong("\"\(WorkbookError.shown(text))\" is neither true (1) nor false (0)")
      }
      return .boolean(text == "1" || text == "true")
    case "e": return .error(text)
    case "d":
      return CellDate(text).map { .date($0) } ?? .text(text)
    case "n":
      if text.isEmpty { return nil }
      guard let number = Double(text), number.isFinite else {
        throw wrong("\"\(WorkbookError.shown(text))\" is not a finite number")
      }
      if isDate.indices.contains(open.style), isDate[open.style],
        let date = CellDate(serial: number, system: dates)
      {
        return .date(date)
      }
      return .number(number)
    default:
      throw wrong("no spreadsheet has cells of type \"\(WorkbookError.shown(open.type))\"")
    }
  }

  private func merge(_ text: String) throws(WorkbookError) {
    guard let range = CellRange(text) else {
      throw bad(
        "\"\(WorkbookError.shown(text))\"", "this is no range of cells that could be merged")
    }
    guard merged.count < limits.mergedRanges else {
      throw .tooLarge(
        file: file, place: "sheet \"\(WorkbookError.shown(name))\"",
        what: "merged ranges and more", found: limits.mergedRanges + 1, limit: limits.mergedRanges)
    }
    merged.append(range)
  }

  private func isTrue(_ text: String?) -> Bool { text == "1" || text == "true" }

  private func bad(_ cell: String, _ problem: String) -> WorkbookError {
    .badCell(file: file, sheet: name, cell: cell, problem: problem)
  }
}

extension CellDate {
  /// Reads `2015-12-31` or `2015-12-31T08:30:00`.
  init?(_ text: String) {
    let halves = text.split(separator: "T", maxSplits: 1)
    let day = (halves.first ?? "").split(separator: "-").map { Int($0) }
    var seconds = 0.0
    if halves.count == 2 {
      let time = halves[1].prefix { $0 != "Z" && $0 != "." }.split(separator: ":").map { Int($0) }
      guard (2...3).contains(time.count), let hour = time[0], let minute = time[1],
        (0..<24).contains(hour), (0..<60).contains(minute)
      else { return nil }
      seconds = Double(hour * 3600 + minute * 60 + (time.count == 3 ? time[2] ?? 0 : 0))
    }
    guard day.count == 3, let year = day[0], let month = day[1], let number = day[2] else {
      return nil
    }
    self.init(year: year, month: month, day: number, seconds: seconds)
  }
}
