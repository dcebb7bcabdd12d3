import Quantities

/// Why a store of runs could not do what it was asked.
public enum RunStoreError: Error, Equatable, CustomStringConvertible {
  /// There is no store and none was to be made.
  case missing(path: String)
  /// The folder is not there and cannot be made, or a file stands in its place.
  case noFolder(path: String, reason: String)
  /// The store may not be written.
  case readOnly(path: String)
  /// The file is something else.
  case notAStore(path: String, reason: String)
  /// A later program made it.
  case newer(path: String, version: Int, supported: Int)
  /// Another program kept it locked for the whole time given.
  case busy(path: String, seconds: Double)
  /// What is in it is not what was written.
  case damaged(path: String, detail: String)
  /// The disk is full.
  case diskFull(path: String)
  /// The file system refused.
  case inputOutput(path: String, detail: String)
  /// No run has this id and no scenario this name.
  case noSuchRun(name: String, known: [String])
  /// The run has no such variable.
  case noSuchVariable(name: String, run: String, known: [String])
  /// The variable has no such dimension or element.
  case noSuchElement(variable: String, dimension: String, element: String, known: [String])
  /// The id is taken by a run of other inputs or with other numbers.
  case differentRun(id: String, path: String, sameInputs: Bool)
  /// A series cannot be stored.
  case invalidSeries(series: String, reason: String)

  /// What could not be done, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "There are no stored runs at \(path). Make one with `jtam run`, or name a store with --store."
    case .noFolder(let path, let reason):
      "The run store \(path) cannot be made: \(reason). Choose another place with --store."
    case .readOnly(let path):
      """
      The run store \(path) cannot be used: the file or its folder is read-only, and its log must \
      stand beside it. Change the permissions, or copy it elsewhere and name that with --store.
      """
    case .notAStore(let path, let reason):
      "\(path) is not a store of runs: \(reason). It was left as it is; name another with --store."
    case .newer(let path, let version, let supported):
      """
      The run store \(path) has format \(version), made by a later version of the program; this \
      one reads formats up to \(supported). Update the program, or choose another store.
      """
    case .busy(let path, let seconds):
      """
      The run store \(path) was in use by another program for \(CSVWriter.number(seconds)) \
      seconds. Nothing was written; try again when the other one has finished.
      """
    case .damaged(let path, let detail):
      """
      The run store \(path) is damaged: \(detail). Do not trust numbers read from it; delete the \
      run, or move the file away, and run the scenarios again.
      """
    case .diskFull(let path):
      "The disk that holds \(path) is full. Nothing was written; free some space and try again."
    case .inputOutput(let path, let detail):
      """
      The run store \(path) cannot be read or written: \(detail). Nothing was written; check the disk \
      and the limits on file sizes, or choose another place with --store.
      """
    case .noSuchRun(let name, let known):
      "No stored run or scenario is named \"\(name)\": \(NearestName.hint(for: name, among: known))"
    case .noSuchVariable(let name, let run, let known):
      "Run \(run) has no variable \"\(name)\": \(NearestName.hint(for: name, among: known))"
    case .noSuchElement(let variable, let dimension, let element, let known):
      """
      \(variable) has nothing at \(dimension)=\(element): \
      \(NearestName.hint(for: known.contains { $0.contains("=") } ? "\(dimension)=\(element)" : element, among: known))
      """
    case .differentRun(let id, let path, let sameInputs):
      sameInputs
        ? """
        Run \(id) is in \(path) already, from the same inputs but with other numbers: another \
        version of the program or another machine made it. Delete it, replace it with --force, or \
        choose another store.
        """
        : """
        The id \(id) is taken in \(path) by a run of other inputs, whose hash begins with the same \
        eight digits. Rename the scenario, or choose another store.
        """
    case .invalidSeries(let series, let reason):
      "The series \(series) cannot be stored: \(reason). No part of the run was written."
    }
  }

  /// The exit code a command ends with: 75 to try again, 74 for the file system, 65 for a file that
  /// is not right, 64 for a name that is not there, 1 for a run that differs.
  public var exitCode: Int32 {
    switch self {
    case .busy: 75
    case .noFolder, .readOnly, .diskFull, .inputOutput, .missing: 74
    case .notAStore, .newer, .damaged, .invalidSeries: 65
    case .noSuchRun, .noSuchVariable, .noSuchElement: 64
    case .differentRun: 1
    }
  }
}
