/// How much of a file is read. What is larger is refused, before it fills the memory.
public struct ReadingLimits: Sendable, Equatable {
  /// The bytes of a file.
  public var fileBytes = 256 << 20
  /// The parts of an archive.
  public var entries = 5_000
  /// The bytes that all parts of an archive unpack to.
  public var unpackedBytes = 1 << 30
  /// How many times its packed size a part or an archive may have, once it has ``freeBytes``.
  public var ratio = 200
  /// The unpacked bytes up to which no ratio is asked about.
  public var freeBytes = 4 << 20
  /// How deep elements of a part may lie in one another.
  public var depth = 64
  /// The sheets of a workbook.
  public var sheets = 1_000
  /// The cells of a workbook.
  public var cells = 2_000_000
  /// The bytes of a workbook's texts.
  public var textBytes = 256 << 20
  /// The merged ranges of a sheet.
  public var mergedRanges = 200_000

  /// The limits that ship.
  public init() {}
}
