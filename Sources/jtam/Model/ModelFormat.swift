import ArgumentParser
import Assessment
import Reporting

/// `jtam model format`.
struct ModelFormat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Set model text in its usual form: spaces, indentation, line breaks.",
    discussion: """
      Prints the text of one file. With --in-place the files are replaced, each only when its form \
      changes; with --check nothing is written, the names of files whose form would change are \
      printed, and the command ends with exit code 1 when there is one. Comments, order and meaning \
      stay; a file with mistakes is left as it is (exit code 65).
      """)

  @Argument(help: "Model files. What they include is not followed.")
  var files: [String]

  @Flag(help: "Only say which files would change.")
  var check = false

  @Flag(help: "Replace the files.")
  var inPlace = false

  mutating func validate() throws {
    if check, inPlace { throw ValidationError("--check changes nothing. Leave out --in-place.") }
    if files.count > 1, !check, !inPlace {
      throw ValidationError("Several files are formatted with --in-place or --check.")
    }
  }

  mutating func run() throws {
    // Nothing is written before all files have been read without a mistake.
    let texts = try files.map { try FormattedFile(path: $0) }
    guard check || inPlace else {
      for text in texts { try Console.write(text.formatted) }
      return
    }
    let changed = texts.filter(\.isChanged)
    for text in changed {
      if check {
        try Console.write(text.path + "\n")
      } else {
        try OutputFile.write(text.formatted, to: text.path, replacing: true)
      }
    }
    if check, !changed.isEmpty { throw ExitCode(1) }
  }
}
