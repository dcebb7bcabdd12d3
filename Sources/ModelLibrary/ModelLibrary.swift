import Foundation

/// The models that ship with JTAM, as files beside the program.
public enum StandardModel {
  /// The currency that its text states units in, ISO 4217; packs of other currencies exchange it.
  public static let currency = "BRL"
  /// The year whose prices its units are at; packs of other years exchange it.
  public static let baseYear = 2019

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
