import Quantities

/// How a series stands in the store: bytes that can be checked.
enum SeriesCodec {
  /// Eight bytes a value, little endian.
  static func bytes(of values: [Double]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 8)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// The values; nil when the bytes are not a whole number of values or one is not finite.
  static func values(of bytes: [UInt8]) -> [Double]? {
    guard bytes.count % 8 == 0 else { return nil }
    var values: [Double] = []
    values.reserveCapacity(bytes.count / 8)
    for start in stride(from: 0, to: bytes.count, by: 8) {
      var pattern: UInt64 = 0
      for offset in 0..<8 { pattern |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
      let value = Double(bitPattern: pattern)
      guard value.isFinite else { return nil }
      values.append(value)
    }
    return values
  }

  /// The first eight bytes of the SHA-256 of all that is stored of a series, its symbol included:
  /// enough to notice damage, of which there is no adversary.
  static func checksum(header: SymbolHeader, _ row: SeriesRow) -> [UInt8] {
    var digest = SHA256()
    digest.update(
      """
      \(header.name)\n\(header.dimensions)\n\(header.unit)\n\(header.kind)\n\(header.isNominal)
      \(header.seriesCount)\n\(row.position)\n\(row.elements)\n\(row.status)\n\(row.firstYear)\n
      """)
    digest.update(row.values)
    return Array(digest.finalized().prefix(8))
  }

  /// `sector=power;gender=female` as it is stored, read back; nil when it is not of that form.
  static func dimensions(of text: String) -> Dimensions? {
    if text.isEmpty { return Dimensions() }
    var pairs: [(dimension: String, element: String)] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      let words = part.split(separator: "=", omittingEmptySubsequences: false)
      guard words.count == 2 else { return nil }
      pairs.append((String(words[0]), String(words[1])))
    }
    return Dimensions(pairs)
  }
}

/// A row of the symbol table: what the series of one name share.
struct SymbolHeader: Equatable {
  var name: String
  var dimensions: String
  var unit: String
  var kind: String
  var isNominal: Bool
  var seriesCount: Int
}

/// A row of the series table.
struct SeriesRow {
  var position: Int
  var elements: String
  var status: String
  var firstYear: Int
  var values: [UInt8]
}
