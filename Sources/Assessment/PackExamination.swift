import CountryPacks
import Foundation
import ModelLanguage

/// Everything that is wrong with a country pack: its files by themselves, and what the model says of
/// them.
public struct PackExamination {
  /// What is wrong, causes before their consequences.
  public let findings: [PackFinding]
  /// How many tables were read.
  public let tableCount: Int

  /// Examines a pack, and the model with its tables in the aggregation of the project.
  /// - Throws: `CountryPackError` when the pack does not open.
  public init(project: Project) throws {
    let pack = try project.pack()
    let check = try PackCheck(pack)
    tableCount = check.tableCount
    var all = check.findings
    let modelFile = try project.locator.modelFile()
    do {
      _ = try PreparedModel(modelFile: modelFile, pack: pack, settings: project.settings)
    } catch let error as ModelDiagnostics {
      all += error.diagnostics.map { PackExamination.finding($0, in: pack) }
    } catch {
      all.append(PackFinding(.model, file: pack.tables, message: "\(error)"))
    }
    var seen: Set<String> = []
    findings = all.sorted(by: PackFinding.isRanked).filter { finding in
      // What the model says of a line that is known to be wrong adds nothing.
      guard finding.line != nil else { return true }
      return seen.insert(finding.place).inserted || finding.kind != .model
    }
  }

  private static func finding(_ diagnostic: Diagnostic, in pack: CountryPack) -> PackFinding {
    var file = diagnostic.file
    let folder = pack.folder.path + "/"
    if file.hasPrefix(folder) { file.removeFirst(folder.count) }
    let help = diagnostic.help.map { ". To do: \($0)" } ?? ""
    return PackFinding(
      .model, file: file, line: diagnostic.line, found: diagnostic.sourceLine ?? "",
      message: diagnostic.message + help)
  }
}
