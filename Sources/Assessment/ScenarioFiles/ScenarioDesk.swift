import Foundation
import Quantities
import Reporting
import Scenarios

/// Makes and changes scenario files; what would not run is not written.
public struct ScenarioDesk {
  private let runner: ScenarioRunner
  private let locator: ResourceLocator

  /// A desk for the scenarios of a project.
  public init(_ project: Project) throws {
    runner = try project.runner(storing: false)
    locator = project.locator
  }

  /// What finds and examines scenarios.
  public var scenarios: ScenarioRunner { runner }

  /// Makes a scenario.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - parent: The scenario it is a change to.
  ///   - description: What it is.
  ///   - levers: Keys and values, as ``ScenarioEdits`` takes them.
  ///   - path: The file, or the folder of it; without it `NAME.yaml` in the working folder.
  ///   - isReplacing: Whether a file that is there may be replaced.
  /// - Returns: The file.
  public func make(
    _ name: String, parent: String, description: String?, levers: [(key: String, value: String)],
    at path: String?, replacing isReplacing: Bool
  ) throws -> String {
    let isWord =
      CellName(text: name).map { $0.elements.isEmpty } == true && !name.hasPrefix(".")
      && !name.hasPrefix("-") && name.utf8.count <= 100
    guard isWord else {
      throw AssessmentError.usage(
        name.contains("/")
          ? "\"\(name)\" has a slash, and a scenario is named without its folder. Choose the folder with --out FOLDER."
          : "\"\(name)\" is no name for a scenario: use letters, digits, - and _, at most 100.")
    }
    guard name != parent else {
      throw AssessmentError.usage("\(name) cannot be its own parent. Choose another name.")
    }
    let file = try ScenarioDesk.file(name, at: path)
    if !isReplacing {
      if FileManager.default.fileExists(atPath: file) { throw OutputError.exists(path: file) }
      if let other = ScenarioLineage.find(name, in: runner.scenarioFolders) {
        throw AssessmentError.usage(
          "There is a scenario \"\(name)\" already, \(other), which the new one would hide. Choose another name, or insist with --force."
        )
      }
    }
    let lineage = try runner.lineage(of: parent)
    let model = try runner.preparedModel(choices: lineage.choices, closure: lineage.closure)
    let years = try runner.years(of: lineage)
    var text = ScenarioText(
      try ScenarioDraft(model: model, years: years).text(
        name: name, parent: lineage.scenario.name, ofBaseline: lineage.scenario.parent == nil,
        description: description), file: file)
    let edits = ScenarioEdits(model.vocabulary(years: years))
    for lever in levers { try edits.set(lever.key, to: lever.value, in: &text) }
    try write(text, replacing: isReplacing)
    return file
  }

  /// Changes a scenario file.
  /// - Returns: The file, and whether anything in it has changed.
  public func change(
    _ name: String, set: [(key: String, value: String)], remove: [String]
  ) throws -> (file: String, isChanged: Bool) {
    let file = try runner.file(of: name)
    if isShipped(file) {
      let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
      throw AssessmentError.usage(
        "\(file) ships with the program and is not changed. Make a child of it with `jtam scenario new my-\(stem) --parent \(stem)` and change that."
      )
    }
    // Two programs that change one file at once would each lose the other's change.
    let lock = FolderLock(of: file)
    defer { lock.release() }
    let before = ScenarioText(try ScenarioLineage.text(at: file), file: file)
    var text = before
    // Names are looked up in the model that the parent's choices give; the file itself may be wrong.
    let parent = ScenarioReading(text: text.text, file: file).scenario?.parent
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().relativePath
    let lineage = parent.flatMap {
      try? ScenarioLineage(of: $0, in: [folder] + runner.scenarioFolders)
    }
    let model = try runner.preparedModel(
      choices: lineage?.choices ?? [:], closure: lineage?.closure)
    let last = lineage?.years?.upperBound ?? runner.pack.lastYear
    let edits = ScenarioEdits(
      model.vocabulary(years: (runner.pack.baseYear + 1)...max(runner.pack.baseYear + 1, last)))
    for key in remove { try edits.remove(key, from: &text) }
    for one in set { try edits.set(one.key, to: one.value, in: &text) }
    guard text != before else { return (file, false) }
    try write(text, replacing: true)
    return (file, true)
  }

  private func write(_ text: ScenarioText, replacing: Bool) throws {
    let examination = try runner.examine(text: text.text, file: text.file)
    guard examination.problems.isEmpty else {
      throw AssessmentError.badInput(
        examination.problems.map(\.description).joined(separator: "\n")
          + "\nNothing was written.")
    }
    // The place of the file itself, not of a link to it.
    let file = URL(fileURLWithPath: text.file).resolvingSymlinksInPath()
    try ScenarioDesk.checkWritable(
      file.path, hint: "make it writable with `chmod u+w \(text.file)`")
    try ScenarioDesk.checkWritable(
      file.deletingLastPathComponent().path, hint: "choose another folder with --out")
    try OutputFile.write(
      text.text, to: file.path, replacing: replacing,
      permissions: ScenarioDesk.permissions(file.path))
  }

  /// Whether a file is among those that ship, outside the working folder.
  private func isShipped(_ file: String) -> Bool {
    func real(_ path: String) -> String {
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    let place = real(file)
    let here = real(".")
    guard !place.hasPrefix(here == "/" ? here : here + "/") else { return false }
    return locator.resourceFolders.contains {
      place.hasPrefix(real($0.appendingPathComponent("Scenarios").path) + "/")
    }
  }

  private static func file(_ name: String, at path: String?) throws(AssessmentError) -> String {
    guard let path else { return "\(name).yaml" }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return URL(fileURLWithPath: path).appendingPathComponent("\(name).yaml").relativePath
    }
    guard URL(fileURLWithPath: path).lastPathComponent == "\(name).yaml" else {
      throw .usage(
        "A scenario's file bears its name: write --out FOLDER/\(name).yaml, or --out FOLDER.")
    }
    return path
  }

  private static func permissions(_ path: String) -> UInt16? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? NSNumber)?.uint16Value
  }

  /// Refuses what its permissions protect, even from a user who may write everywhere.
  private static func checkWritable(_ path: String, hint: String) throws(AssessmentError) {
    guard let permissions = permissions(path), permissions & 0o222 == 0 else { return }
    throw .inputOutput("\(path) is read-only: \(hint). Nothing was written.")
  }
}
