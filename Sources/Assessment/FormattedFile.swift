import ModelLanguage

/// A file of model text and the form it should have.
public struct FormattedFile {
  /// Its name.
  public let path: String
  /// Its text in the usual form.
  public let formatted: String
  /// Whether that differs from what the file holds.
  public let isChanged: Bool

  /// Reads and formats a file.
  /// - Throws: `ModelDiagnostics` for text with mistakes, ``AssessmentError`` for a file that cannot be read.
  public init(path: String) throws {
    self.path = path
    let text: String
    do throws(ModelSourceError) {
      text = try ModelSource.fileSystem.read(path)
    } catch {
      guard case .notUTF8 = error else { throw AssessmentError.inputOutput("\(error).") }
      throw AssessmentError.badInput("\(error).")
    }
    formatted = try ModelFormatter().format(text, path: path)
    isChanged = formatted != text
  }
}
