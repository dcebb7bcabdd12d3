import Foundation

/// Where the store of runs is.
public enum StoreLocation {
  /// The file named by `--store`, else by the environment's `JTAM_STORE`, else
  /// `.jtam/runs.sqlite` under the working folder. An empty name counts as none.
  public static func path(
    option: String?, environment: [String: String] = ProcessInfo.processInfo.environment,
    workingFolder: String = FileManager.default.currentDirectoryPath
  ) -> String {
    for name in [option, environment["JTAM_STORE"]] {
      if let name, !name.isEmpty { return name }
    }
    return URL(fileURLWithPath: workingFolder).appendingPathComponent(".jtam/runs.sqlite").path
  }
}
