/// The version of JTAM.
public enum ProgramVersion {
  /// The version, as `jtam --version` prints it and manifests record it.
  public static let current = "0.1.0"
}
