import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers

/// One model with its data and settings, as the compiler would get it.
struct FuzzInput {
  /// The text of the main file.
  var text: String
  /// Other files that it may include, by path.
  var files: [String: String] = [:]
  /// Its data tables, by name.
  var tables: [String: String] = [:]
  /// The closure applied, if any.
  var closure: String?
  /// Values set from outside.
  var overrides: [String: Double] = [:]
  /// A file to be imported, in place of a model.
  var bytes: [UInt8]?

  /// How far an input came before it was refused, or to its end.
  enum Stage: Int, CaseIterable {
    /// Its text or data are wrong.
    case refused
    /// It compiles, and its equations cannot determine its variables.
    case structure
    /// Its parameters or base values cannot be found.
    case uncalibrated
    /// It compiles, and is too large to be solved here.
    case large
    /// A year has no solution.
    case unsolved
    /// All years are solved.
    case solved
    /// A file is read, and how its table lies is not recognised.
    case unrecognised
    /// A file's numbers are read, checked and written again.
    case imported
  }

  private static let baseYear = 2019
  private static let years = 2020...2021
  /// The largest model that is solved: what is looked for here is small.
  private static let largestNodes = 30_000
  private static let largestEquations = 300

  /// Takes the input through every stage, and puts into words what is reported.
  func run() -> (stage: Stage, report: String) {
    if let bytes { return FileTrial.run(bytes) }
    let compiled: CompiledModel
    do {
      var texts = files
      texts["model.eqn"] = text
      compiled = try ModelCompiler(source: ModelSource(texts: texts)).compile(
        main: "model.eqn", data: ModelData(tables: tables), closure: closure,
        overrides: overrides)
    } catch {
      return (.refused, error.description)
    }
    let model = compiled.model
    guard model.graph.nodes.count <= Self.largestNodes,
      model.equations.count <= Self.largestEquations, model.cellCount <= Self.largestNodes
    else { return (.large, "") }
    let solver = PathSolver(model: model)
    do {
      try solver.checkStructure()
    } catch {
      return (.structure, error.description)
    }
    let problem: PathProblem
    do throws(CalibrationError) {
      let calibrated = try calibrate(model, baseYear: Self.baseYear)
      problem = try calibrated.pathProblem(years: Self.years)
    } catch {
      return (.uncalibrated, error.description)
    }
    var bounded = problem
    bounded.maximumIterations = 20
    do {
      let solution = try solver.solve(bounded)
      guard let failure = solution.failure else { return (.solved, "") }
      return (.unsolved, failure.description)
    } catch {
      return (.unsolved, error.description)
    }
  }

  /// Fails where the text says so: the fuzzer's own test.
  func failAsPlanted() {
    if text.contains("plantedCrash") { fatalError("planted") }
    while text.contains("plantedHang") {}
  }

  // MARK: Files

  private struct Settings: Codable {
    var closure: String?
    var overrides: [String: Double]
  }

  /// Writes it into a folder, from which ``init(folder:)`` reads it.
  func write(to folder: URL) throws {
    let manager = FileManager.default
    try? manager.removeItem(at: folder)
    for part in ["files", "tables"] {
      try manager.createDirectory(
        at: folder.appendingPathComponent(part), withIntermediateDirectories: true)
    }
    try Data(text.utf8).write(to: folder.appendingPathComponent("model.eqn"))
    if let bytes { try Data(bytes).write(to: folder.appendingPathComponent("file")) }
    try JSONEncoder().encode(files).write(to: folder.appendingPathComponent("files/all.json"))
    for (name, table) in tables where !name.contains("/") {
      try Data(table.utf8).write(to: folder.appendingPathComponent("tables/\(name)"))
    }
    try JSONEncoder().encode(Settings(closure: closure, overrides: overrides)).write(
      to: folder.appendingPathComponent("settings.json"))
  }

  /// Reads what was written.
  init(folder: URL) throws {
    func contents(_ name: String) throws -> Data {
      try Data(contentsOf: folder.appendingPathComponent(name))
    }
    text = String(decoding: try contents("model.eqn"), as: UTF8.self)
    files = try JSONDecoder().decode([String: String].self, from: contents("files/all.json"))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("tables").path)
    for name in names {
      tables[name] = String(decoding: try contents("tables/\(name)"), as: UTF8.self)
    }
    let settings = try JSONDecoder().decode(Settings.self, from: contents("settings.json"))
    (closure, overrides) = (settings.closure, settings.overrides)
    bytes = (try? contents("file")).map { Array($0) }
  }

  init(text: String, files: [String: String] = [:], tables: [String: String] = [:]) {
    self.text = text
    self.files = files
    self.tables = tables
  }
}
