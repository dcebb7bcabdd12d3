import Foundation
import Importing
import Workbooks

/// Takes a file through everything that `jtam import` does with it.
enum FileTrial {
  static func run(_ bytes: [UInt8]) -> (stage: FuzzInput.Stage, report: String) {
    let file = "file.csv"
    let source: ImportSource
    do {
      source = try ImportSource.read(bytes, file: file, limits: limits)
    } catch {
      let said = "\(error)"
      precondition(said.contains(file), "a refusal does not name its file: \(said)")
      return (.refused, said)
    }
    var report = ""
    var isImported = false
    // One kind of each family, and one that differs from file to file.
    let kinds: [TableKind] = [
      .sam, .sut, .series, TableKind.allCases[bytes.count % TableKind.allCases.count],
    ]
    for kind in kinds {
      do {
        let recognition = try Recogniser.recognise(source, as: kind)
        let text = try JSONEncoder().encode(recognition.mapping)
        let mapping = try JSONDecoder().decode(TableMapping.self, from: text)
        precondition(mapping == recognition.mapping, "a mapping changes when it is written")
        let data = try MappingReader.read(source, by: mapping)
        let findings = ImportCheck.findings(of: data)
        try writeAgain(data, findings, recognition)
        isImported = true
      } catch {
        report += "\(error)\n"
      }
    }
    return (isImported ? .imported : .unrecognised, report)
  }

  /// What was imported is written, and can be read.
  private static func writeAgain(
    _ data: ImportedData, _ findings: [ImportFinding], _ recognition: Recognition
  ) throws {
    _ = data.csv() + data.csv(totals: true) + data.namesCSV
    let (workbook, looks) = data.workbook(findings: findings, reasons: recognition.reasons)
    let written: [UInt8]
    do {
      written = try SpreadsheetWriter.bytes(of: workbook, looks: looks)
    } catch {
      preconditionFailure("what was imported cannot be written: \(error)")
    }
    do {
      let read = try WorkbookReader.workbook(written, file: "file.csv")
      precondition(read.count == workbook.count, "cells are lost in writing")
    } catch {
      preconditionFailure("what was written cannot be read: \(error)")
    }
  }

  private static let limits: ReadingLimits = {
    var limits = ReadingLimits()
    limits.cells = 50_000
    return limits
  }()
}
