import Foundation
import GRDB
import Quantities

extension RunStore {
  /// Writes a run in one transaction: afterwards it is there whole, or, after any failure, not at all.
  ///
  /// - Parameters:
  ///   - manifest: How the run came about; gives the id.
  ///   - series: Every cell, the series of one symbol in any order. Values must be finite.
  ///   - replacing: Whether numbers stored under the same id and inputs may be replaced by others.
  /// - Returns: Whether it was written, or was there already with the same numbers.
  /// - Throws: ``RunStoreError/differentRun(id:path:sameInputs:)`` when the id is taken,
  ///   ``RunStoreError/invalidSeries(series:reason:)``, or what the file system refused.
  @discardableResult
  public func store(
    _ manifest: RunManifest, series: [StoredSeries], replacing: Bool = false
  ) throws(RunStoreError) -> StoreOutcome {
    let prepared = try PreparedRun(manifest, series)
    return try access { queue in
      var outcome = StoreOutcome.stored
      try queue.inDatabase { database in
        try database.inTransaction(.immediate) {
          outcome = try write(prepared, into: database, replacing: replacing)
          return .commit
        }
      }
      return outcome
    }
  }

  /// Deletes a run. Runs that are changes to it stay readable.
  /// - Throws: ``RunStoreError/noSuchRun(name:known:)`` when no run has this id.
  public func delete(run id: String) throws(RunStoreError) {
    try access { queue in
      try queue.inDatabase { database in
        try database.inTransaction(.immediate) {
          try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id])
          if database.changesCount == 0 {
            let known = try String.fetchAll(database, sql: "SELECT id FROM run")
            throw RunStoreError.noSuchRun(name: id, known: known)
          }
          return .commit
        }
      }
    }
  }

  private func write(
    _ run: PreparedRun, into database: Database, replacing: Bool
  ) throws -> StoreOutcome {
    var outcome = StoreOutcome.stored
    let sequence =
      1 + (try Int.fetchOne(database, sql: "SELECT coalesce(max(sequence), 0) FROM run") ?? 0)
    if let there = try Row.fetchOne(
      database, sql: "SELECT number, identityHash, numbersChecksum FROM run WHERE id = ?",
      arguments: [run.id])
    {
      let number: DatabaseValue = there["number"]
      let hash: DatabaseValue = there["identityHash"]
      let numbers: DatabaseValue = there["numbersChecksum"]
      let sameInputs = hash == run.identityHash.databaseValue
      if sameInputs && numbers == Data(run.numbersChecksum).databaseValue {
        try database.execute(
          sql: "UPDATE run SET sequence = ? WHERE number = ?", arguments: [sequence, number])
        return .alreadyThere
      }
      guard sameInputs && replacing else {
        throw RunStoreError.differentRun(id: run.id, path: path, sameInputs: sameInputs)
      }
      try database.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [number])
      outcome = .replaced
    }
    try database.execute(
      sql: """
        INSERT INTO run (id, scenario, identityHash, sequence, manifest, symbolCount, seriesCount, \
        numbersChecksum, manifestChecksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run.id, run.scenario, run.identityHash, sequence, run.manifest, run.symbols.count,
        run.seriesCount, Data(run.numbersChecksum), Data(SHA256.digest(of: run.manifest)),
      ])
    let number = database.lastInsertedRowID
    let symbolStatement = try database.makeStatement(
      sql: "INSERT INTO symbol VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    let seriesStatement = try database.makeStatement(
      sql: "INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for (position, symbol) in run.symbols.enumerated() {
      let header = symbol.header
      try symbolStatement.execute(arguments: [
        number, position, header.name, header.dimensions, header.unit, header.kind,
        header.isNominal ? 1 : 0, header.seriesCount,
      ])
      for (row, checksum) in zip(symbol.rows, symbol.checksums) {
        try seriesStatement.execute(arguments: [
          number, position, row.position, row.elements, row.status, row.firstYear,
          Data(row.values), Data(checksum),
        ])
      }
    }
    return outcome
  }
}

/// A run as it will stand in the tables, checked before the store is touched.
private struct PreparedRun {
  struct Symbol {
    var header: SymbolHeader
    var rows: [SeriesRow] = []
    var checksums: [[UInt8]] = []
  }

  let id: String
  let scenario: String
  let identityHash: String
  let manifest: Data
  var symbols: [Symbol] = []
  let seriesCount: Int
  let numbersChecksum: [UInt8]

  init(_ manifest: RunManifest, _ series: [StoredSeries]) throws(RunStoreError) {
    id = manifest.runID
    scenario = manifest.identity.scenario
    identityHash = manifest.identity.hash
    do {
      self.manifest = try manifest.json()
    } catch {
      throw RunStoreError.invalidSeries(
        series: id, reason: "its manifest holds a number that is not finite")
    }
    var positions: [String: Int] = [:]
    var seen: Set<String> = []
    for one in series {
      let header = try PreparedRun.header(of: one)
      let label = "\(one.variable)[\(one.dimensions)]"
      guard seen.insert(label).inserted else {
        throw RunStoreError.invalidSeries(series: label, reason: "it is there twice")
      }
      let position = positions[one.variable] ?? symbols.count
      if position == symbols.count {
        positions[one.variable] = position
        symbols.append(Symbol(header: header))
      }
      // A series without dimensions beside others of its variable is their sum.
      guard symbols[position].header == header || one.dimensions.pairs.isEmpty else {
        throw RunStoreError.invalidSeries(
          series: label, reason: "its unit, kind or dimensions differ from those of its variable")
      }
      symbols[position].rows.append(
        SeriesRow(
          position: symbols[position].rows.count, elements: one.dimensions.description,
          status: one.status.text, firstYear: one.firstYear,
          values: SeriesCodec.bytes(of: one.values)))
    }
    var digest = SHA256()
    for index in symbols.indices {
      symbols[index].header.seriesCount = symbols[index].rows.count
      let header = symbols[index].header
      symbols[index].checksums = symbols[index].rows.map {
        SeriesCodec.checksum(header: header, $0)
      }
      for checksum in symbols[index].checksums { digest.update(checksum) }
    }
    seriesCount = series.count
    numbersChecksum = digest.finalized()
  }

  private static func header(of series: StoredSeries) throws(RunStoreError) -> SymbolHeader {
    let label = "\(series.variable)[\(series.dimensions)]"
    let words =
      [series.variable] + series.dimensions.pairs.flatMap { [$0.dimension, $0.element] }
    let forbidden = "=;\n\r\0"
    guard words.allSatisfy({ word in !word.isEmpty && !word.contains { forbidden.contains($0) } })
    else {
      throw RunStoreError.invalidSeries(
        series: label, reason: "a name in it is empty or holds =, ; or a line break")
    }
    guard !series.values.isEmpty else {
      throw RunStoreError.invalidSeries(series: label, reason: "it has no values")
    }
    if let position = series.values.firstIndex(where: { !$0.isFinite }) {
      throw RunStoreError.invalidSeries(
        series: label,
        reason: "its value in \(series.firstYear + position) is \(series.values[position])")
    }
    return SymbolHeader(
      name: series.variable,
      dimensions: series.dimensions.pairs.map(\.dimension).joined(separator: ";"),
      unit: series.unit, kind: series.kind.rawValue, isNominal: series.isNominal, seriesCount: 0)
  }
}
