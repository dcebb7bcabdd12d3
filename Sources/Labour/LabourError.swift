import Quantities

/// What can be wrong with the composition of jobs.
public enum LabourError: Error, Equatable, CustomStringConvertible {
  /// A table names a group that the dimension's set does not have.
  case unknownGroup(dimension: String, name: String, known: [String])
  /// A status that does not exist.
  case unknownStatus(place: String, text: String)
  /// A cell that is negative or stands twice.
  case badCell(sector: String, group: String, value: Double)
  /// A cell that is not there.
  case missingCell(sector: String, group: String)
  /// A sector whose groups are all empty.
  case noJobs(sector: String)
  /// A sector that the composition does not have.
  case unknownSector(String, known: [String])
  /// A number of jobs that cannot be split.
  case badJobs(sector: String, value: Double)
  /// A sector that only one of two runs has.
  case unmatchedSector(String)

  /// What could not be done, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .unknownGroup(let dimension, let name, let known):
      "\(dimension) has no group \"\(name)\": \(NearestName.hint(for: name, among: known)) Correct the pack's table or its set \(dimension).csv."
    case .unknownStatus(let place, let text):
      "\(place): \"\(text)\" is no status: \(NearestName.hint(for: text, among: Status.allCases.map(\.rawValue)))"
    case .badCell(let sector, let group, let value):
      "The jobs of \(group) in \(sector) are negative or stand twice: \(value). Rebuild the pack."
    case .missingCell(let sector, let group):
      "There are no jobs of \(group) in \(sector). A gap is not a zero: state it in the pack's table."
    case .noJobs(let sector):
      "The groups of \(sector) have no jobs, so there are no shares to apply. Give it jobs, or leave it out."
    case .unknownSector(let sector, let known):
      "The pack has no composition of jobs in \(sector): \(NearestName.hint(for: sector, among: known)) Use the pack the run was made with."
    case .badJobs(let sector, let value):
      "\(sector) has \(value) jobs, which cannot be split. Check the run."
    case .unmatchedSector(let sector):
      "Only one of the two runs has the sector \(sector). Compare runs of one aggregation."
    }
  }
}
