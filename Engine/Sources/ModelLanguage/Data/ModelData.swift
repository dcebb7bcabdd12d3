/// The tables a model is filled from: folders, searched in order, that hold one `NAME.csv` for each
/// symbol and set, and `parameters.csv` for scalars.
public struct ModelData: Sendable {
  private enum Folder: Sendable {
    case path(String)
    case memory([String: String])
  }

  private let folders: [Folder]

  private init(_ folders: [Folder]) { self.folders = folders }

  /// No data: every value stands in the text.
  public static let none = ModelData([])

  /// Reads from folders; the first that holds a table gives it.
  public init(folders: [String]) { self.folders = folders.map { .path($0) } }

  /// Reads from memory: `sector.csv` → text.
  public init(tables: [String: String]) { folders = [.memory(tables)] }

  /// These folders first, then those of another.
  public func followed(by other: ModelData) -> ModelData { ModelData(folders + other.folders) }

  /// The first table of a name.
  func first(_ name: String) throws(Diagnostic) -> ModelFile? {
    for folder in folders {
      if let file = try ModelData.read(name, from: folder) { return file }
    }
    return nil
  }

  /// The tables of a name in every folder, in order.
  func all(_ name: String) throws(Diagnostic) -> [ModelFile] {
    var files: [ModelFile] = []
    for folder in folders {
      if let file = try ModelData.read(name, from: folder) { files.append(file) }
    }
    return files
  }

  private static func read(_ name: String, from folder: Folder) throws(Diagnostic) -> ModelFile? {
    switch folder {
    case .memory(let tables):
      return tables[name].map { ModelFile(path: name, text: $0) }
    case .path(let folder):
      return try file(at: folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)")
    }
  }

  private static func file(at path: String) throws(Diagnostic) -> ModelFile? {
    do throws(ModelSourceError) {
      return try TextFile.contents(at: path, limit: TextFile.tableLimit).map {
        ModelFile(path: path, text: $0)
      }
    } catch {
      if case .notUTF8(let path, let line) = error {
        throw Diagnostic(
          file: path, line: line, message: "this line is not UTF-8", help: "save it as UTF-8")
      }
      throw Diagnostic(file: path, message: "\(error)", help: "check the data folder")
        .ofUnreadableFile
    }
  }
}
