import Foundation
import GRDB

/// Runs kept in one SQLite file: each is written whole or not at all, and can be read after the
/// program was killed at any moment.
///
/// Readers and one writer may use the file at the same time, from several programs; a writer waits
/// for another up to the busy timeout. Values come back bit for bit.
public final class RunStore: Sendable {
  /// Where the file is.
  public let path: String
  let busyTimeout: Double
  let queue: DatabaseQueue

  /// Opens the store at a path, and makes it, and the folder it stands in, when it is not there.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - creating: Whether to make a store that is not there.
  ///   - busyTimeout: How many seconds to wait for another program that writes.
  /// - Throws: ``RunStoreError``: a file of another kind is left untouched, a store of a later
  ///   format is refused, one of an earlier format is brought up to date.
  public convenience init(
    path: String, creating: Bool = true, busyTimeout: Double = 10
  ) throws(RunStoreError) {
    try self.init(path: path, creating: creating, busyTimeout: busyTimeout, schema: .current)
  }

  init(
    path: String, creating: Bool, busyTimeout: Double, schema: RunStoreSchema
  ) throws(RunStoreError) {
    self.path = path
    self.busyTimeout = busyTimeout
    try RunStore.inspect(path: path, creating: creating)
    var configuration = Configuration()
    configuration.label = "runs"
    configuration.busyMode = .timeout(busyTimeout)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
      try database.execute(sql: "PRAGMA cell_size_check = ON")
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    let settings = configuration
    queue = try RunStore.translating(path: path, busyTimeout: busyTimeout) {
      // Whole, because SQLite takes some relative names, such as `:memory:`, for something else.
      try DatabaseQueue(path: URL(fileURLWithPath: path).path, configuration: settings)
    }
    try access { queue in
      let state = try queue.read { try FormatState($0, path: path, schema: schema) }
      try RunStore.useWriteAheadLog(queue, patience: busyTimeout)
      if state.version == schema.version { return }
      try queue.inDatabase { database in
        try database.inTransaction(.immediate) {
          // Another program may have made or updated the store since it was read.
          let state = try FormatState(database, path: path, schema: schema)
          if state.version < schema.version {
            try schema.migrate(database, from: state.version)
          }
          return .commit
        }
      }
    }
  }

  /// Looks at the path and the first bytes before SQLite does, so that a foreign file is never
  /// changed and the message says what is wrong with it.
  private static func inspect(path: String, creating: Bool) throws(RunStoreError) {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isFolder) {
      if isFolder.boolValue { throw RunStoreError.notAStore(path: path, reason: "it is a folder") }
      let kind =
        (try? files.attributesOfItem(
          atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path))?[.type]
      guard kind as? FileAttributeType == .typeRegular else {
        throw RunStoreError.notAStore(path: path, reason: "it is no regular file")
      }
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw RunStoreError.inputOutput(path: path, detail: "the file may not be read")
      }
      defer { try? handle.close() }
      let bytes = [UInt8]((try? handle.read(upToCount: 100)) ?? Data())
      if bytes.isEmpty { return }
      guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
        throw RunStoreError.notAStore(path: path, reason: "it is not an SQLite file")
      }
      let application = bytes[68..<72].reduce(0) { $0 << 8 | Int($1) }
      if application != 0 && application != RunStoreSchema.applicationID {
        throw RunStoreError.notAStore(path: path, reason: "another program made this SQLite file")
      }
      return
    }
    guard creating else { throw RunStoreError.missing(path: path) }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      var isFolder: ObjCBool = false
      if files.fileExists(atPath: folder, isDirectory: &isFolder) && !isFolder.boolValue {
        throw RunStoreError.noFolder(path: path, reason: "\(folder) is a file, not a folder")
      }
      switch (error as? CocoaError)?.code {
      case .fileWriteOutOfSpace: throw RunStoreError.diskFull(path: path)
      case .fileWriteVolumeReadOnly: throw RunStoreError.readOnly(path: path)
      default:
        throw RunStoreError.noFolder(path: path, reason: "the folder \(folder) cannot be made")
      }
    }
    guard files.isWritableFile(atPath: folder) else { throw RunStoreError.readOnly(path: path) }
  }

  /// Turns the write-ahead log on. SQLite does not wait for other programs here, so this does.
  private static func useWriteAheadLog(_ queue: DatabaseQueue, patience: Double) throws {
    let deadline = Date().addingTimeInterval(patience)
    while true {
      do {
        let mode = try queue.inDatabase { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        if mode == "wal" { return }
        let made = try queue.inDatabase {
          try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL")
        }
        guard made == "wal" else {
          throw RunStoreError.inputOutput(
            path: queue.path, detail: "its file system does not let a log stand beside it")
        }
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY && Date() < deadline
      {
        Thread.sleep(forTimeInterval: 0.02)
      }
    }
  }

  /// Does something with the database; its failures come out as ``RunStoreError``.
  func access<Value>(_ work: (DatabaseQueue) throws -> Value) throws(RunStoreError) -> Value {
    try RunStore.translating(path: path, busyTimeout: busyTimeout) { try work(queue) }
  }

  /// Whether the disk of a folder has less room than a store's log takes at the least.
  private static func isFull(_ folder: String) -> Bool {
    var system = statvfs()
    guard statvfs(folder, &system) == 0 else { return false }
    return UInt64(system.f_bavail) * UInt64(system.f_frsize) < 65_536
  }

  private static func translating<Value>(
    path: String, busyTimeout: Double, _ work: () throws -> Value
  ) throws(RunStoreError) -> Value {
    do {
      return try work()
    } catch let error as RunStoreError {
      throw error
    } catch let error as DatabaseError {
      let detail = error.message ?? "\(error.resultCode)"
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: throw .busy(path: path, seconds: busyTimeout)
      case .SQLITE_READONLY, .SQLITE_PERM: throw .readOnly(path: path)
      case .SQLITE_FULL: throw .diskFull(path: path)
      case .SQLITE_NOTADB: throw .notAStore(path: path, reason: "it is not an SQLite file")
      case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG:
        throw .damaged(path: path, detail: detail)
      default:
        // Where there is no room for its log, or no right to make it, SQLite says no more than that
        // something failed.
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if !FileManager.default.isWritableFile(atPath: folder) { throw .readOnly(path: path) }
        if RunStore.isFull(folder) { throw .diskFull(path: path) }
        throw .inputOutput(path: path, detail: detail)
      }
    } catch {
      throw .damaged(path: path, detail: "\(error)")
    }
  }
}

/// Which format a file has; 0 for an empty file, which can become a store.
private struct FormatState {
  let version: Int

  init(_ database: Database, path: String, schema: RunStoreSchema) throws {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if application == 0 && version == 0 && tables == 0 { return }
    guard application == RunStoreSchema.applicationID else {
      throw RunStoreError.notAStore(path: path, reason: "another program made this SQLite file")
    }
    guard version > 0 else { throw RunStoreError.damaged(path: path, detail: "it has no format") }
    guard version <= schema.version else {
      throw RunStoreError.newer(path: path, version: version, supported: schema.version)
    }
    guard try RunStoreSchema.definitions(database) == schema.definitions(ofVersion: version) else {
      throw RunStoreError.damaged(
        path: path, detail: "its tables are not those of format \(version)")
    }
  }
}
