import ArgumentParser
import Assessment
import Foundation
import Importing
import Workbooks

extension TableKind: @retroactive ExpressibleByArgument {}
extension TextEncoding: @retroactive ExpressibleByArgument {}
extension NumberNotation.Decimal: @retroactive ExpressibleByArgument {}

extension CSVDialect.Separator: @retroactive ExpressibleByArgument {
  /// Reads the mark itself, or `tab`.
  public init?(argument: String) {
    self.init(rawValue: argument == "tab" || argument == "\\t" ? "\t" : argument)
  }
}

/// `jtam import FILE --as KIND`.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Read tables from xlsx, CSV or GAMS text, say how they were understood, and check them.",
    discussion: """
      How the tables lie in the file is recognised and said with its reasons. With --out everything is \
      written into a folder: mapping.yaml (how the file was understood, to be used again on next \
      year's with --mapping), data.csv (every number with the cell it stood in), totals.csv, names.csv, \
      findings.csv, sources.csv, and tables.xlsx (all of it as a workbook). Several files are read as \
      the sheets of one workbook.

      Ends with exit code 1 when something was found that must be corrected.
      """)

  @Argument(help: "The files: xlsx, CSV of any dialect, or one text of GAMS.")
  var files: [String]

  @Option(
    name: .customLong("as"),
    help: "What the tables are: \(TableKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: TableKind

  @Option(help: "Read as this mapping says, made by an earlier import; nothing is guessed.")
  var mapping: String?

  @Option(help: "Look only at this sheet.")
  var sheet: String?

  @Option(help: "The year of the numbers, where no column says it.")
  var year: Int?

  @Option(help: "The unit of the numbers, where no column says it.")
  var unit: String?

  @Option(help: "The decimal mark of a CSV: \".\" or \",\".")
  var decimal: NumberNotation.Decimal?

  @Option(help: "What parts the fields of a CSV: \",\", \";\", tab or \"|\".")
  var separator: CSVDialect.Separator?

  @Option(
    help: "The encoding of a CSV: \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var encoding: TextEncoding?

  @Option(help: "Write mapping, numbers, findings and a workbook into this folder.")
  var out: String?

  @Flag(help: "Replace files that are there already.")
  var force = false

  @Option(help: "The form of the findings: table for people, csv or json for programs.")
  var format: OutputFormat = .table

  @OptionGroup var talk: TalkOptions

  func validate() throws {
    if mapping != nil, sheet != nil {
      throw ValidationError("--sheet belongs to a guess, and --mapping says where everything is.")
    }
    if let year, !(1500...2500).contains(year) { throw ValidationError("\(year) is no year.") }
  }

  mutating func run() throws {
    var request = FileImport.Request(files: files, kind: kind)
    request.mapping = mapping
    request.sheet = sheet
    request.year = year
    request.unit = unit
    request.stated.decimal = decimal
    request.stated.separator = separator
    request.stated.encoding = encoding
    let imported = try FileImport(request)
    describe(imported)
    switch format {
    case .table: try Console.write(list(imported))
    case .csv: try Console.write(imported.table.csv)
    case .json: try Console.write(imported.table.json.text())
    }
    if let out {
      let written = try imported.write(to: out, replacing: force)
      talk.say("Written to \(out): \(written.joined(separator: ", ")).")
    }
    if imported.hasErrors { throw ExitCode(1) }
  }

  /// How the file was understood.
  private func describe(_ imported: FileImport) {
    if let confidence = imported.confidence {
      talk.say(
        "Recognised \(imported.mapping.layout.name) (\(Int((confidence * 100).rounded())) % sure):")
      for reason in imported.reasons { talk.say("  - \(reason)") }
    } else {
      talk.say("Read as the mapping made for \(imported.mapping.file) says.")
    }
    for table in imported.data.tables {
      let sizes = zip(table.dimensions, table.elements).map { "\($1.count) \($0)" }
      let years = Set(table.records.compactMap(\.year)).sorted()
      let span =
        years.count > 1
        ? ", \(years[0])-\(years[years.count - 1])" : years.first.map { ", \($0)" } ?? ""
      talk.say(
        "Table \(table.name): \(table.records.count) numbers (\(sizes.joined(separator: ", "))\(span)), \(table.totals.count) published sums."
      )
    }
    let counts = [ImportFinding.Severity.error, .warning, .note].compactMap { severity -> String? in
      let count = imported.findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity)\(count == 1 ? "" : "s")"
    }
    talk.say(
      counts.isEmpty
        ? "Nothing was found to be wrong." : "Found: \(counts.joined(separator: ", ")).")
  }

  /// The findings for people, at most fifty; all of them are in csv and json.
  private func list(_ imported: FileImport) -> String {
    var text = ""
    for (position, finding) in imported.findings.prefix(50).enumerated() {
      text +=
        "\(position + 1). \(finding.place.map { "\($0): " } ?? "")\(finding.severity): \(finding.kind.rawValue)\n"
      text += "   \(finding.message)\n"
    }
    let more = imported.findings.count - 50
    if more > 0 { text += "   and \(more) more: --format csv lists all.\n" }
    return text
  }
}
