import Foundation
import GRDB
import Quantities

extension RunStore {
  /// Every run, the latest first.
  public func runs() throws(RunStoreError) -> [RunSummary] {
    try access { queue in
      try queue.read { database in
        try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY sequence DESC")
          .map { try summary(of: $0) }
      }
    }
  }

  /// The run of this id or, failing that, the latest run of the scenario of this name.
  public func run(named name: String) throws(RunStoreError) -> RunSummary {
    try access { queue in
      try queue.read { database in try summary(of: row(named: name, in: database)) }
    }
  }

  /// How a run came about, by id or scenario.
  public func manifest(of name: String) throws(RunStoreError) -> RunManifest {
    try access { queue in
      try queue.read { database in try manifest(in: row(named: name, in: database)) }
    }
  }

  /// A run with all its series, by id or scenario, every checksum verified.
  public func wholeRun(_ name: String) throws(RunStoreError) -> StoredRun {
    try access { queue in
      try queue.read { database in try wholeRun(in: row(named: name, in: database), database) }
    }
  }

  /// The variables of a run, by id or scenario, in the order of the model.
  public func variables(of name: String) throws(RunStoreError) -> [String] {
    try access { queue in
      try queue.read { database in
        let run = try row(named: name, in: database)
        return try variables(ofNumber: field(run, "number", Int64.self), database)
      }
    }
  }

  /// The series of one variable.
  ///
  /// - Parameters:
  ///   - variable: Its name.
  ///   - name: The run's id, or a scenario whose latest run is meant.
  ///   - filter: The element wanted of each dimension named; a dimension not named keeps all.
  /// - Throws: ``RunStoreError`` with the nearest name when a run, variable, dimension or element
  ///   is not there.
  public func series(
    of variable: String, run name: String, where filter: [String: String] = [:]
  ) throws(RunStoreError) -> [StoredSeries] {
    try access { queue in
      try queue.read { database in
        let run = try row(named: name, in: database)
        let number = try field(run, "number", Int64.self)
        guard
          let symbol = try Row.fetchOne(
            database, sql: "SELECT * FROM symbol WHERE run = ? AND name = ?",
            arguments: [number, variable])
        else {
          throw RunStoreError.noSuchVariable(
            name: variable, run: try field(run, "id", String.self),
            known: try variables(ofNumber: number, database))
        }
        var digest = SHA256()
        let all = try series(of: symbol, run: number, database, adding: &digest)
        return try select(all, variable: variable, where: filter)
      }
    }
  }

  /// The numbers of one variable, cell by cell, year by year.
  ///
  /// - Parameters:
  ///   - variable: Its name.
  ///   - name: The run's id, or a scenario whose latest run is meant.
  ///   - filter: The element wanted of each dimension named.
  ///   - years: The years wanted; nil for all.
  public func observations(
    of variable: String, run name: String, where filter: [String: String] = [:],
    years: Set<Int>? = nil
  ) throws(RunStoreError) -> [Observation] {
    try series(of: variable, run: name, where: filter).flatMap { $0.observations(in: years) }
  }

  /// Reads everything and compares it with its checksums.
  /// - Returns: The ids of the runs found whole.
  /// - Throws: ``RunStoreError/damaged(path:detail:)`` naming the first thing that is not as written.
  @discardableResult
  public func verify() throws(RunStoreError) -> [String] {
    try access { queue in
      try queue.read { database in
        let complaints = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
        if complaints != ["ok"] { throw damage(complaints.first ?? "the check said nothing") }
        return try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY sequence").map {
          _ = try wholeRun(in: $0, database)
          return try field($0, "id", String.self)
        }
      }
    }
  }

  private func damage(_ detail: String) -> RunStoreError { .damaged(path: path, detail: detail) }

  /// A column of a row. A damaged file can hold anything there, which must not stop the program.
  private func field<Value: DatabaseValueConvertible>(
    _ row: Row, _ name: String, _ type: Value.Type
  ) throws(RunStoreError) -> Value {
    guard row.hasColumn(name), let value = Value.fromDatabaseValue(row[name]) else {
      throw damage("\"\(name)\" is not what it must be in a row")
    }
    return value
  }

  private func row(named name: String, in database: Database) throws -> Row {
    let exact = "SELECT * FROM run WHERE id = ?"
    if let row = try Row.fetchOne(database, sql: exact, arguments: [name]) { return row }
    let latest = "SELECT * FROM run WHERE scenario = ? ORDER BY sequence DESC LIMIT 1"
    if let row = try Row.fetchOne(database, sql: latest, arguments: [name]) { return row }
    let known = try String.fetchAll(
      database, sql: "SELECT DISTINCT scenario FROM run UNION SELECT id FROM run")
    throw RunStoreError.noSuchRun(name: name, known: known)
  }

  private func variables(ofNumber number: Int64, _ database: Database) throws -> [String] {
    try String.fetchAll(
      database, sql: "SELECT name FROM symbol WHERE run = ? ORDER BY position", arguments: [number])
  }

  private func manifest(in row: Row) throws -> RunManifest {
    let id = try field(row, "id", String.self)
    let data = try field(row, "manifest", Data.self)
    guard try Data(SHA256.digest(of: data)) == field(row, "manifestChecksum", Data.self),
      let manifest = try? RunManifest.decoder.decode(RunManifest.self, from: data),
      manifest.runID == id,
      try manifest.identity.scenario == field(row, "scenario", String.self),
      try manifest.identity.hash == field(row, "identityHash", String.self),
      manifest.identity.firstYear <= manifest.identity.lastYear
    else { throw damage("the manifest of run \(id) is not as it was written") }
    return manifest
  }

  private func summary(of row: Row) throws -> RunSummary {
    let manifest = try manifest(in: row)
    return try RunSummary(
      id: manifest.runID, scenario: manifest.identity.scenario,
      parentRunID: manifest.identity.parentRunID, created: manifest.created,
      years: manifest.identity.firstYear...manifest.identity.lastYear,
      isVerified: manifest.isVerified, seriesCount: field(row, "seriesCount", Int.self))
  }

  private func wholeRun(in row: Row, _ database: Database) throws -> StoredRun {
    let manifest = try manifest(in: row)
    let number = try field(row, "number", Int64.self)
    let symbols = try Row.fetchAll(
      database, sql: "SELECT * FROM symbol WHERE run = ? ORDER BY position", arguments: [number])
    var digest = SHA256()
    var all: [StoredSeries] = []
    for symbol in symbols {
      all += try series(of: symbol, run: number, database, adding: &digest)
    }
    guard try symbols.count == field(row, "symbolCount", Int.self),
      try all.count == field(row, "seriesCount", Int.self),
      try Data(digest.finalized()) == field(row, "numbersChecksum", Data.self)
    else { throw damage("the numbers of run \(manifest.runID) are not as they were written") }
    return StoredRun(manifest: manifest, series: all)
  }

  private func series(
    of symbol: Row, run: Int64, _ database: Database, adding digest: inout SHA256
  ) throws -> [StoredSeries] {
    let header = try SymbolHeader(
      name: field(symbol, "name", String.self),
      dimensions: field(symbol, "dimensions", String.self),
      unit: field(symbol, "unit", String.self), kind: field(symbol, "kind", String.self),
      isNominal: field(symbol, "nominal", Int.self) == 1,
      seriesCount: field(symbol, "seriesCount", Int.self))
    let position = try field(symbol, "position", Int64.self)
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM series WHERE run = ? AND symbol = ? ORDER BY position",
      arguments: [run, position])
    guard rows.count == header.seriesCount, let kind = SeriesKind(rawValue: header.kind) else {
      throw damage("\(header.name) has \(rows.count) series of \(header.seriesCount)")
    }
    return try rows.map { row in
      let stored = try SeriesRow(
        position: field(row, "position", Int.self), elements: field(row, "elements", String.self),
        status: field(row, "status", String.self), firstYear: field(row, "firstYear", Int.self),
        values: Array(field(row, "values", Data.self)))
      let checksum = SeriesCodec.checksum(header: header, stored)
      digest.update(checksum)
      guard try Data(checksum) == field(row, "checksum", Data.self),
        let values = SeriesCodec.values(of: stored.values),
        let dimensions = SeriesCodec.dimensions(of: stored.elements),
        let status = StatusPath(text: stored.status)
      else {
        let cell = "\(header.name)[\(stored.elements)]"
        throw damage("the values of \(cell) are not as they were written")
      }
      return StoredSeries(
        variable: header.name, dimensions: dimensions, unit: header.unit, kind: kind,
        isNominal: header.isNominal, status: status, firstYear: stored.firstYear, values: values)
    }
  }

  private func select(
    _ all: [StoredSeries], variable: String, where filter: [String: String]
  ) throws(RunStoreError) -> [StoredSeries] {
    var chosen = all
    for (dimension, element) in filter.sorted(by: { $0.key < $1.key }) {
      let left = chosen.filter { one in
        one.dimensions.pairs.contains { $0.dimension == dimension && $0.element == element }
      }
      if left.isEmpty {
        let pairs = chosen.flatMap(\.dimensions.pairs)
        let elements = Set(pairs.filter { $0.dimension == dimension }.map(\.element))
        let known =
          elements.isEmpty
          ? Set(pairs.map { "\($0.dimension)=\($0.element)" }) : elements
        throw RunStoreError.noSuchElement(
          variable: variable, dimension: dimension, element: element, known: Array(known))
      }
      chosen = left
    }
    return chosen
  }
}
