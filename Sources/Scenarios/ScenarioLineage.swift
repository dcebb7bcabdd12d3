import Foundation

/// A scenario with its ancestors, found and checked for cycles.
public struct ScenarioLineage: Sendable {
  /// From the baseline, which has no parent, to the scenario itself. Never empty.
  public let files: [ScenarioFile]

  /// The scenario itself.
  public var scenario: ScenarioFile { files[files.count - 1] }

  /// The country pack: the scenario's, or the nearest ancestor's.
  public var pack: String? { nearest(\.pack) }
  /// The base year, likewise.
  public var base: Int? { nearest(\.base) }
  /// The years, likewise.
  public var years: ClosedRange<Int>? { nearest(\.years) }
  /// The closure, likewise.
  public var closure: String? { nearest(\.closure) }
  /// The variant of each block: an ancestor's, unless a descendant takes another.
  public var choices: [String: String] {
    files.reduce(into: [:]) { $0.merge($1.chosenVariants) { _, later in later } }
  }

  private func nearest<Value>(_ value: (ScenarioFile) -> Value?) -> Value? {
    files.reversed().lazy.compactMap(value).first
  }

  /// A lineage of files already read, the baseline first.
  /// - Precondition: There is at least one.
  public init(files: [ScenarioFile]) {
    precondition(!files.isEmpty, "A lineage is never empty.")
    self.files = files
  }

  /// Finds a scenario and its ancestors.
  ///
  /// - Parameters:
  ///   - name: A path to a file, or the name of a scenario, whose file is `NAME.yaml` in one of
  ///     the folders.
  ///   - folders: Where scenarios are looked for, in order; the folder of a file comes first for
  ///     its own parent.
  /// - Throws: ``ScenarioError``.
  public init(of name: String, in folders: [String]) throws(ScenarioError) {
    let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    guard let first = isPath ? name : ScenarioLineage.find(name, in: folders) else {
      throw ScenarioError.unreadable(
        file: name,
        reason: "no \(name).yaml is in \(folders.joined(separator: ", "))"
          + ScenarioLineage.suggestion(for: name, in: folders))
    }
    try self.init(of: ScenarioLineage.read(first), at: first, in: folders)
  }

  /// Finds the ancestors of a scenario that has been read already, or is yet to be written.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - path: The file it has or will have.
  ///   - folders: Where its ancestors are looked for after the folder of that file.
  /// - Throws: ``ScenarioError``.
  public init(
    of scenario: ScenarioFile, at path: String, in folders: [String]
  ) throws(ScenarioError) {
    var files: [ScenarioFile] = []
    var seen: Set<String> = []
    var next = path
    var file = scenario
    while true {
      guard seen.insert(file.name).inserted else {
        throw ScenarioError.cycle(
          files[0].location, names: (files.map(\.name) + [file.name]))
      }
      files.append(file)
      guard let parent = file.parent else { break }
      let near = [URL(fileURLWithPath: next).deletingLastPathComponent().relativePath] + folders
      guard let path = ScenarioLineage.find(parent, in: near) else {
        throw ScenarioError.missingParent(
          file.location, parent: parent, folders: near, known: ScenarioLineage.names(in: near))
      }
      next = path
      file = try ScenarioLineage.read(next)
    }
    self.files = files.reversed()
  }

  /// The names of the scenario files in some folders.
  public static func names(in folders: [String]) -> [String] {
    var names: Set<String> = []
    for folder in folders {
      for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where file.hasSuffix(".yaml") {
        names.insert(String(file.dropLast(5)))
      }
    }
    return names.sorted()
  }

  private static func suggestion(for name: String, in folders: [String]) -> String {
    let known = names(in: folders)
    return known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))"
  }

  /// The file of a scenario of this name in the first folder that has one.
  public static func find(_ name: String, in folders: [String]) -> String? {
    for folder in folders {
      let file = URL(fileURLWithPath: folder).appendingPathComponent("\(name).yaml").relativePath
      if FileManager.default.fileExists(atPath: file) { return file }
    }
    return nil
  }

  private static func read(_ path: String) throws(ScenarioError) -> ScenarioFile {
    try ScenarioFile(text: text(at: path), file: path)
  }

  /// The text of a scenario file.
  public static func text(at path: String) throws(ScenarioError) -> String {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw ScenarioError.unreadable(file: path, reason: "the file is not there or may not be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ScenarioError.unreadable(file: path, reason: "it is not UTF-8 text")
    }
    return text
  }
}
