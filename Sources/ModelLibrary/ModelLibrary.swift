import Foundation

/// The models that ship with JTAM, as files beside the program.
public enum StandardModel {
  /// The main file of the standard model, below the folder that holds JTAM's resources.
  public static let path = "Sources/ModelLibrary/Blocks/standard.eqn"

  /// The same below an installed folder, where sources are not kept.
  public static let installedPath = "Model/standard.eqn"

  /// The standard model below a resource folder, wherever of the two places it is.
  public static func file(below folder: URL) -> URL? {
    [path, installedPath].map(folder.appendingPathComponent)
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }
}
