import Workbooks

/// What can be imported: cells, or a text of GAMS.
public enum ImportSource: Sendable, Equatable {
  /// A spreadsheet, or texts of separated values.
  case cells(Workbook)
  /// A text of GAMS.
  case gams(GAMSText)

  /// Reads the bytes of a file; the contents tell what it is, not the name.
  /// - Throws: ``Workbooks/WorkbookError`` or ``ImportError``.
  public static func read(
    _ bytes: [UInt8], file: String, limits: ReadingLimits = ReadingLimits(),
    stated: StatedDialect = StatedDialect()
  ) throws -> ImportSource {
    if bytes.count <= limits.fileBytes, !bytes.starts(with: [0x50, 0x4B]),
      let text = try? TextEncoding.decoded(bytes, stated: stated.encoding, file: file).text,
      GAMSText.isLikely(text)
    {
      return .gams(try GAMSText(text, file: file))
    }
    return .cells(
      try WorkbookReader.workbook(bytes, file: file, limits: limits, stated: stated))
  }

  /// The file.
  public var file: String {
    switch self {
    case .cells(let workbook): workbook.file
    case .gams(let text): text.file
    }
  }
}
