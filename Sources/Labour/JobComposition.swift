import Quantities

/// What the jobs of every sector are made of in the base year, by the groups of one dimension.
///
/// First form: a sector's shares do not change. The composition of all jobs then moves only with the mix of
/// sectors, and a sector that keeps its jobs keeps every cell to the last bit.
public struct JobComposition: Sendable, Equatable {
  /// A group of the dimension.
  public struct Group: Sendable, Equatable {
    /// The element, as results name it.
    public let element: String
    /// What it is called in print.
    public let name: String
  }

  /// The dimension, such as `gender`.
  public let dimension: String
  /// Its groups, in order.
  public let groups: [Group]
  /// The sectors, in order.
  public let sectors: [String]
  private let cells: [String: [Double]]
  private let statuses: [String: Status]

  /// Reads a pack's table `sector,DIMENSION,value,status` and the set of the dimension's elements.
  /// - Throws: ``LabourError`` when a cell is missing, stands twice, is negative or names an unknown group, or
  ///   a sector has no jobs to take shares of; `CSVError` when a table does not read.
  public init(dimension: String, table: CSVTable, set: CSVTable) throws {
    let (code, name) = (try set.column(dimension), try set.column("name"))
    let groups = set.rows.map { Group(element: $0[code], name: $0[name]) }
    let (sector, element) = (try table.column("sector"), try table.column(dimension))
    let (value, status) = (try table.column("value"), try table.column("status"))
    var sectors: [String] = []
    var cells: [String: [Double?]] = [:]
    var statuses: [String: Status] = [:]
    for (row, fields) in table.rows.enumerated() {
      let key = fields[sector]
      guard let column = groups.firstIndex(where: { $0.element == fields[element] }) else {
        throw LabourError.unknownGroup(
          dimension: dimension, name: fields[element], known: groups.map(\.element))
      }
      guard let known = Status(rawValue: fields[status]) else {
        throw LabourError.unknownStatus(
          place: "\(table.source):\(table.lines[row])", text: fields[status])
      }
      if cells[key] == nil {
        sectors.append(key)
        cells[key] = groups.map { _ in nil }
      }
      let number = try table.number(row: row, column: value)
      guard number >= 0, cells[key]?[column] == nil else {
        throw LabourError.badCell(sector: key, group: fields[element], value: number)
      }
      cells[key]?[column] = number
      statuses[key] = max(statuses[key] ?? known, known)
    }
    self.dimension = dimension
    self.groups = groups
    self.sectors = sectors
    self.statuses = statuses
    var complete: [String: [Double]] = [:]
    for (key, row) in cells {
      for (group, cell) in zip(groups, row) where cell == nil {
        throw LabourError.missingCell(sector: key, group: group.element)
      }
      complete[key] = row.compactMap(\.self)
      guard row.contains(where: { $0 ?? 0 > 0 }) else { throw LabourError.noJobs(sector: key) }
    }
    self.cells = complete
  }

  /// How far to trust the split of a sector; without one, that of the least trusted of all.
  public func status(of sector: String? = nil) -> Status {
    guard let sector else { return statuses.values.max() ?? .illustrative }
    return statuses[sector] ?? .illustrative
  }

  /// The jobs of a sector by group, in the order of ``groups``.
  ///
  /// Base cells times the growth of the sector's jobs; the largest group takes the rounding, so the groups
  /// add up to `jobs` within one unit in the last place.
  /// - Throws: ``LabourError/unknownSector(_:known:)`` or ``LabourError/badJobs(sector:value:)``.
  public func split(_ jobs: Double, in sector: String) throws(LabourError) -> [Double] {
    guard let base = cells[sector] else { throw .unknownSector(sector, known: sectors) }
    guard jobs.isFinite, jobs >= 0 else { throw .badJobs(sector: sector, value: jobs) }
    let total = base.reduce(0, +)
    if jobs == total { return base }
    var parts = base.map { $0 * (jobs / total) }
    guard let largest = base.indices.max(by: { base[$0] < base[$1] }) else { return [] }
    parts[largest] = 0
    parts[largest] = jobs - parts.reduce(0, +)
    return parts
  }

  /// The jobs of all sectors by group.
  public func totals(of jobs: [String: Double]) throws(LabourError) -> [Double] {
    var sums = groups.map { _ in 0.0 }
    for sector in sectors {
      guard let value = jobs[sector] else { continue }
      for (column, part) in try split(value, in: sector).enumerated() { sums[column] += part }
    }
    return sums
  }
}
