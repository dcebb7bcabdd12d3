import ArgumentParser
import Reporting

/// The form of what a command prints.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json
}

/// The form of a command's result and where it goes.
struct OutputOptions: ParsableArguments {
  @Option(help: "table for people, csv or json for programs.")
  var format: OutputFormat = .table

  @OptionGroup var file: FileOptions

  /// Prints or writes the result in the form asked for.
  func write(
    table: @autoclosure () throws -> String, csv: @autoclosure () throws -> String,
    json: @autoclosure () throws -> JSONValue
  ) throws {
    switch format {
    case .table: try file.write(table())
    case .csv: try file.write(csv())
    case .json: try file.write(json().text())
    }
  }

  /// Prints or writes a list of records.
  func write(_ table: RecordTable, plain: Bool) throws {
    try write(table: table.text(plain: plain), csv: table.csv, json: table.json)
  }
}

/// Where a result goes.
struct FileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var out: String?

  @Flag(help: "Replace files that are there already.")
  var force = false

  /// Refuses before long work what could not be written after it.
  func check(also others: [String]) throws {
    try OutputFile.check([out].compactMap { $0 } + others, replacing: force)
  }

  /// Refuses to replace a file that the result is made from.
  func keep(_ inputs: @autoclosure () throws -> [String]) throws {
    guard let out, force else { return }
    try OutputFile.check(out, isNoneOf: inputs())
  }

  /// Prints a text, or writes it to the file named.
  func write(_ text: String) throws {
    guard let out else { return try Console.write(text) }
    try OutputFile.write(text, to: out, replacing: force)
  }
}
