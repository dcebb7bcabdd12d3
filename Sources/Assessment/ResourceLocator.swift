import Foundation
import ModelLibrary

/// Where packs, the model and scenarios are: named by the user, else under `JTAM_HOME`, else beside the
/// program or in a folder above it. Never a path fixed when the program was built.
public struct ResourceLocator: Sendable {
  /// The pack's folder or name given with `--pack`.
  public var pack: String?
  /// The model file given with `--model`.
  public var model: String?
  /// The folder that `JTAM_HOME` names.
  public var home: String?
  /// The running program.
  public var executable: String

  /// A locator; the environment and the running program by default.
  public init(
    pack: String? = nil, model: String? = nil,
    home: String? = ProcessInfo.processInfo.environment["JTAM_HOME"],
    executable: String = ResourceLocator.runningProgram
  ) {
    self.pack = pack
    self.model = model
    self.home = home
    self.executable = executable
  }

  /// The file of the running program, symbolic links resolved.
  public static var runningProgram: String {
    let path = Bundle.main.executablePath ?? CommandLine.arguments.first ?? ""
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// The folders that may hold `Packs`, `Scenarios` and the model, nearest first.
  public var resourceFolders: [URL] {
    if let home { return [URL(fileURLWithPath: home)] }
    var folders: [URL] = []
    var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
    while folder.path != "/" && folders.count < 8 {
      folders.append(folder)
      folder.deleteLastPathComponent()
    }
    return folders
  }

  /// The folder of the pack: a path, or a name below `Packs`.
  public func packFolder(default name: String = "brazil") throws(AssessmentError) -> URL {
    let wanted = pack ?? name
    let candidates =
      wanted.contains("/") || wanted == "."
        || FileManager.default.fileExists(
          atPath: URL(fileURLWithPath: wanted).appendingPathComponent("datapackage.json").path)
      ? [URL(fileURLWithPath: wanted)]
      : resourceFolders.map { $0.appendingPathComponent("Packs/\(wanted)") }
    return try first(
      of: candidates.map { ($0, $0.appendingPathComponent("datapackage.json")) },
      what: "the country pack \"\(wanted)\"", option: "--pack")
  }

  /// The main file of the model.
  public func modelFile() throws(AssessmentError) -> URL {
    if let model {
      let file = URL(fileURLWithPath: model)
      return try first(of: [(file, file)], what: "the model \(model)", option: "--model")
    }
    for folder in resourceFolders {
      if let file = StandardModel.file(below: folder) { return file }
    }
    throw .notFound(
      what: "the standard model", places: resourceFolders.map(\.path), option: "--model")
  }

  /// The folders that scenarios of a pack are looked for in, the working folder first.
  public func scenarioFolders(pack name: String) -> [String] {
    let shipped = resourceFolders.map { $0.appendingPathComponent("Scenarios/\(name)").path }
    return ([".", "Scenarios/\(name)"] + shipped).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  private func first(
    of candidates: [(result: URL, mark: URL)], what: String, option: String
  ) throws(AssessmentError) -> URL {
    for candidate in candidates where FileManager.default.fileExists(atPath: candidate.mark.path) {
      return candidate.result
    }
    throw .notFound(what: what, places: candidates.map(\.mark.path), option: option)
  }
}
