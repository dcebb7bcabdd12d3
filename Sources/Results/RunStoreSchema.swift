import GRDB

/// The tables of a store and how a store of an earlier format becomes one of this.
struct RunStoreSchema: Sendable {
  /// Written into the file's header, where `file` and SQLite find it: the letters JTAM.
  static let applicationID = 0x4A54_414D

  /// The statements that take a store from format *n* to *n* + 1. The first makes an empty file a
  /// store. Published steps never change; a new format adds one.
  let steps: [String]

  /// The format this program writes.
  var version: Int { steps.count }

  static let current = RunStoreSchema(steps: [
    """
    CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      scenario TEXT NOT NULL,
      identityHash TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      manifest BLOB NOT NULL,
      symbolCount INTEGER NOT NULL,
      seriesCount INTEGER NOT NULL,
      numbersChecksum BLOB NOT NULL,
      manifestChecksum BLOB NOT NULL
    ) STRICT;
    CREATE INDEX runByScenario ON run (scenario, sequence);
    CREATE TABLE symbol (
      run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      dimensions TEXT NOT NULL,
      unit TEXT NOT NULL,
      kind TEXT NOT NULL,
      nominal INTEGER NOT NULL,
      seriesCount INTEGER NOT NULL,
      PRIMARY KEY (run, position),
      UNIQUE (run, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE series (
      run INTEGER NOT NULL,
      symbol INTEGER NOT NULL,
      position INTEGER NOT NULL,
      elements TEXT NOT NULL,
      status TEXT NOT NULL,
      firstYear INTEGER NOT NULL,
      "values" BLOB NOT NULL,
      checksum BLOB NOT NULL,
      PRIMARY KEY (run, symbol, position),
      FOREIGN KEY (run, symbol) REFERENCES symbol (run, position) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """
  ])

  /// The statements SQLite keeps for the tables and indices of a database.
  static func definitions(_ database: Database) throws -> [String] {
    try String.fetchAll(
      database, sql: "SELECT coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
  }

  /// What ``definitions(_:)`` gives for an undamaged store of a format.
  func definitions(ofVersion version: Int) throws -> [String] {
    try DatabaseQueue().write { database in
      for step in steps[..<version] { try database.execute(sql: step) }
      return try RunStoreSchema.definitions(database)
    }
  }

  /// Makes an empty file a store, or an older store one of this format, inside a transaction.
  func migrate(_ database: Database, from version: Int) throws {
    for step in steps[version...] { try database.execute(sql: step) }
    try database.execute(sql: "PRAGMA application_id = \(RunStoreSchema.applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(self.version)")
  }
}
