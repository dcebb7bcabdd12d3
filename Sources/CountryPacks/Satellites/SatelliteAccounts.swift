import Foundation

/// The satellite accounts of a pack: every table, ready to be written or compared.
public struct SatelliteAccounts: Sendable, Equatable {
  /// The tables in the order they are written.
  public let tables: [SatelliteTable]

  /// The table at a path of the pack.
  public subscript(path: String) -> SatelliteTable? { tables.first { $0.path == path } }

  /// Writes every table below `folder`, over what is there.
  /// - Throws: ``SatelliteError/file(path:reason:)`` when a file cannot be written.
  public func write(to folder: URL) throws {
    for table in tables {
      let url = folder.appendingPathComponent(table.path)
      do {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(table.text.utf8).write(to: url, options: .atomic)
      } catch {
        throw SatelliteError.file(path: table.path, reason: error.localizedDescription)
      }
    }
  }
}
