/// Reads a file of cells, whatever its form: the contents tell, not the name.
public enum WorkbookReader {
  /// Reads the bytes of a file as xlsx or as text of separated values.
  ///
  /// - Parameters:
  ///   - bytes: All of the file.
  ///   - file: Its name, for messages; the sheet of a text is named for it.
  ///   - limits: How much is read.
  ///   - stated: What is known of a text; the rest is found, and said with its reasons in the
  ///     workbook's dialect.
  /// - Throws: ``WorkbookError``, which names the file and the place in it.
  public static func workbook(
    _ bytes: [UInt8], file: String, limits: ReadingLimits = ReadingLimits(),
    stated: StatedDialect = StatedDialect()
  ) throws(WorkbookError) -> Workbook {
    guard bytes.count <= limits.fileBytes else {
      throw .tooLarge(
        file: file, place: "", what: "bytes", found: bytes.count, limit: limits.fileBytes)
    }
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) {
      throw .truncated(file: file, problem: "it is empty")
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      return try SpreadsheetReader.workbook(bytes, file: file, limits: limits)
    }
    if let (found, advice) = otherType(bytes) {
      if advice == nil { throw .encrypted(file: file) }
      throw .wrongType(file: file, found: found, advice: advice ?? "")
    }
    return try CSVReader.workbook(bytes, file: file, limits: limits, stated: stated)
  }

  /// What begins like something that is no table; no advice means that a password protects it.
  private static func otherType(_ bytes: [UInt8]) -> (found: String, advice: String?)? {
    let save = "Open it in a spreadsheet program and save it as xlsx or CSV."
    let beginnings: [([UInt8], String, String)] = [
      (Array("%PDF".utf8), "a PDF", "Ask its publisher for the table as xlsx or CSV."),
      ([0x1F, 0x8B], "a gzip archive", "Unpack it and name the file inside."),
      ([0x42, 0x5A, 0x68], "a bzip2 archive", "Unpack it and name the file inside."),
      ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive", "Unpack it and name the file inside."),
      (Array("Rar!".utf8), "a RAR archive", "Unpack it and name the file inside."),
      ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)", "Ask for the table itself."),
      ([0xFF, 0xD8, 0xFF], "a picture (JPEG)", "Ask for the table itself."),
      (Array("SQLite format 3".utf8), "a database", "Export its tables as CSV."),
      (Array("PAR1".utf8), "a Parquet file", "Export it as CSV."),
    ]
    for (beginning, found, advice) in beginnings where bytes.starts(with: beginning) {
      return (found, advice)
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      // An encrypted workbook is a package of streams; one of them is named so, in UTF-16.
      let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      if bytes.prefix(1 << 20).contains(name) { return ("", nil) }
      return ("a workbook of the older form (xls)", save)
    }
    let text = String(decoding: bytes.prefix(512), as: UTF8.self)
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }.lowercased()
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
      return (
        "a web page",
        "It may be a message in place of the file: open it in a browser, and fetch the file again."
      )
    }
    if text.hasPrefix("<?xml") || text.hasPrefix("<!doctype") { return ("an XML text", save) }
    if text.hasPrefix("{") && text.contains("\":") {
      return ("a JSON text", "Ask its publisher for CSV.")
    }
    return nil
  }
}
