import Assessment
import Foundation

/// Data goes to standard output, everything else to standard error.
enum Console {
  /// Whether a person watches standard error.
  static var isInteractive: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }

  /// Writes data to standard output.
  /// - Throws: ``AssessmentError/inputOutput(_:)`` when it takes no more, as a full disk does.
  static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw AssessmentError.inputOutput(
        "Standard output cannot be written: \(error.localizedDescription). Free some space, or write elsewhere with --out."
      )
    }
  }

  /// Writes a line to standard error.
  static func message(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Writes an error; one that begins with a place in a file, as compilers write it, says by itself that it is one.
  static func failure(_ error: any Error) {
    let text = "\(error)"
    let begins = text.prefix { !$0.isNewline }
    message(begins.contains(": error: ") ? text : "error: \(text)")
  }

  /// Shows how far a run is, on one line that is overwritten.
  static func progress(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
  }
}
