import CountryPacks
import Foundation
import Quantities
import Results
import Scenarios

/// Whether this installation works: what it found, and whether each part does what it must.
public struct SelfTest {
  /// One thing looked at.
  public struct Finding: Sendable {
    /// What.
    public var subject: String
    /// Whether it is as it must be; nil for what is only reported.
    public var holds: Bool?
    /// What was found.
    public var detail: String
  }

  /// What was found, in the order of the chain from data to runs.
  public private(set) var findings: [Finding] = []

  /// Whether nothing failed.
  public var holds: Bool { findings.allSatisfy { $0.holds != false } }

  /// Looks at everything; what fails is reported, never thrown.
  public init(of project: Project) {
    note("program", "jtam \(ProgramVersion.current), \(ResourceLocator.runningProgram)")
    note("system", ProcessInfo.processInfo.operatingSystemVersionString)
    note("libraries", SelfTest.libraries().joined(separator: ", "))
    note(
      "JTAM_HOME", project.locator.home ?? "not set: resources are looked for beside the program")
    do throws(AssessmentError) {
      note(
        "renderer",
        try ChartRenderer.find(locator: project.locator).command.joined(separator: " "))
    } catch {
      note("renderer", "none, so jtam plot cannot write SVG and PNG: make renderer installs it")
    }
    let pack = attempt("pack") { () -> (CountryPack, String) in
      let pack = try project.pack()
      let tables = try pack.tables(aggregation: project.settings.aggregation)
      let hash = try tables.hash()
      return (
        pack,
        "\(pack.name) \(pack.version), base year \(pack.baseYear), \(tables.count) tables, hash \(hash.prefix(8)), \(pack.folder.path)"
      )
    }
    attempt("sources") {
      let count = try project.pack().records("sources").rows.count
      return ((), "\(count) entries")
    }
    attempt("model") { ((), try project.locator.modelFile().path) }
    let prepared = attempt("compile") { () -> (PreparedModel, String) in
      let prepared = try project.preparedModel()
      let choices = prepared.choices.map { "\($0.key) = \($0.value)" }.sorted()
      return (
        prepared,
        "\(prepared.model.equations.count) equations, \(choices.joined(separator: ", "))"
      )
    }
    if let prepared {
      let report = prepared.calibrated.report
      let holds = report.largestResidual <= 1e-9 && report.unchecked.isEmpty
      findings.append(
        Finding(
          subject: "base year", holds: holds,
          detail: "largest residual \(report.largestResidual)"
            + (report.worst(1).first.map { " in \($0.label)" } ?? "")))
    }
    if let pack {
      let folders = project.locator.scenarioFolders(pack: pack.name)
      let names = ScenarioLineage.names(in: folders.filter { $0 != "." })
      findings.append(
        Finding(
          subject: "scenarios", holds: !names.isEmpty,
          detail: names.isEmpty
            ? "none in \(folders.joined(separator: ", "))" : names.joined(separator: ", ")))
    }
    guard FileManager.default.fileExists(atPath: project.storePath) else {
      note("store", "\(project.storePath) is not there yet: the first run makes it")
      return
    }
    attempt("store") {
      let runs = try project.store().verify()
      return ((), "\(project.storePath), \(runs.count) runs, every checksum verified")
    }
  }

  private mutating func note(_ subject: String, _ detail: String) {
    findings.append(Finding(subject: subject, holds: nil, detail: detail))
  }

  @discardableResult
  private mutating func attempt<Value>(
    _ subject: String, _ work: () throws -> (Value, String)
  ) -> Value? {
    do {
      let (value, detail) = try work()
      findings.append(Finding(subject: subject, holds: true, detail: detail))
      return value
    } catch {
      findings.append(Finding(subject: subject, holds: false, detail: "\(error)"))
      return nil
    }
  }

  /// The numeric and database libraries that the running program has loaded, by file.
  private static func libraries() -> [String] {
    let wanted = ["openblas", "klu", "sqlite3", "umfpack", "suitesparse"]
    // The system states no size for this file, so it is read to its end.
    guard let handle = FileHandle(forReadingAtPath: "/proc/self/maps"),
      let data = try? handle.readToEnd()
    else { return ["not known on this system"] }
    let maps = String(decoding: data, as: UTF8.self)
    let files = Set(
      maps.split(separator: "\n").compactMap { $0.split(separator: " ").last }
        .filter { path in wanted.contains { path.contains($0) } })
    let names = files.map {
      URL(fileURLWithPath: String($0)).resolvingSymlinksInPath().lastPathComponent
    }
    return names.isEmpty ? ["linked into the program"] : Set(names).sorted()
  }
}
