import Foundation

/// Makes images of Vega-Lite specifications by another program, which is given
/// `--format svg|png --scale NUMBER SPECIFICATION IMAGE` and needs no network.
public struct ChartRenderer: Sendable {
  /// A form of image.
  public enum Format: String, Sendable, CaseIterable {
    case svg, png
  }

  /// The program with its first arguments.
  public let command: [String]
  /// The seconds it may take.
  public var timeLimit: Double

  /// The renderer's script, below a folder of resources.
  static let script = "Scripts/render-chart.py"
  /// The Python that has what the script needs, below a folder of resources.
  static let python = ".venv/bin/python"

  /// A renderer by its command.
  public init(command: [String], timeLimit: Double = 60) {
    self.command = command
    self.timeLimit = timeLimit
  }

  /// The renderer that `JTAM_RENDERER` names, else the one that `make renderer` installs, looked for in
  /// the folders that hold packs and scenarios.
  /// - Throws: ``AssessmentError/inputOutput(_:)`` when there is none.
  public static func find(
    locator: ResourceLocator = ResourceLocator(),
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(AssessmentError) -> ChartRenderer {
    let manager = FileManager.default
    if let named = environment["JTAM_RENDERER"], !named.isEmpty {
      if manager.isExecutableFile(atPath: named) { return ChartRenderer(command: [named]) }
      return ChartRenderer(command: named.split(separator: " ").map(String.init))
    }
    for folder in locator.resourceFolders {
      let python = folder.appendingPathComponent(ChartRenderer.python).path
      let script = folder.appendingPathComponent(ChartRenderer.script).path
      if manager.isExecutableFile(atPath: python) && manager.fileExists(atPath: script) {
        return ChartRenderer(command: [python, script])
      }
    }
    throw .inputOutput(
      """
      There is no renderer, so no SVG or PNG can be made. I looked for \(ChartRenderer.python) with \
      \(ChartRenderer.script) in \(locator.resourceFolders.map(\.path).joined(separator: ", ")). \
      Install it with `make renderer` (needs Python 3 and, once, a connection), or name a command in \
      JTAM_RENDERER. Without it write --out NAME.json: any Vega-Lite viewer opens that, such as \
      https://vega.github.io/editor.
      """)
  }

  /// The image of a specification.
  ///
  /// - Parameters:
  ///   - specification: Vega-Lite, as text.
  ///   - format: The form of the image.
  ///   - scale: Pixels of a PNG for each of the specification's.
  /// - Throws: ``AssessmentError/inputOutput(_:)`` when the renderer cannot be started, fails, takes too
  ///   long or leaves no image.
  public func render(
    _ specification: String, format: Format, scale: Double
  ) throws(AssessmentError) -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("jtam-chart-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("chart.json")
    let output = folder.appendingPathComponent("chart.\(format.rawValue)")
    let outcome: ChildProcess.Outcome
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(specification.utf8).write(to: input)
      outcome = try ChildProcess(
        command: command + [
          "--format", format.rawValue, "--scale", "\(scale)", input.path, output.path,
        ], timeLimit: timeLimit
      ).run(in: folder)
    } catch {
      throw failure("could not be started: \(error.localizedDescription)")
    }
    let messages = outcome.messages.split(separator: "\n").suffix(6).joined(separator: "\n")
    let said = messages.isEmpty ? "" : " It said:\n\(messages)"
    switch outcome.ending {
    case .timedOut:
      throw failure("was stopped after \(Int(timeLimit.rounded(.up))) seconds.\(said)")
    case .killed(let signal): throw failure("was ended by signal \(signal).\(said)")
    case .exited(127): throw failure("was not found.\(said)")
    case .exited(let code) where code != 0: throw failure("failed with exit code \(code).\(said)")
    case .exited: break
    }
    guard let data = FileManager.default.contents(atPath: output.path), !data.isEmpty else {
      throw failure("ended well but left no image.\(said)")
    }
    return Array(data)
  }

  private func failure(_ what: String) -> AssessmentError {
    .inputOutput(
      "No image was written: the renderer `\(command.joined(separator: " "))` \(what)\nRepair it with `make renderer`, name another in JTAM_RENDERER, or write --out NAME.json, which needs none."
    )
  }
}
