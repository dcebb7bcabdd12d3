import ModelLanguage
import Reporting

/// What lint finds in a model, for people and programs.
public struct ModelFindings {
  private let findings: [LintFinding]

  /// Reads a model.
  public init(_ model: ModelDescription) {
    findings = ModelLinter(model.text, compiled: model.compiled).lint()
  }

  /// How many there are.
  public var count: Int { findings.count }
  /// Whether there are none.
  public var isEmpty: Bool { findings.isEmpty }

  /// One below the other: place, rule, sentence, what to do.
  public var text: String {
    findings.map {
      "\($0.location): \($0.rule.rawValue): \($0.message)\n    = \($0.advice)\n"
    }.joined()
  }

  /// The same as fields.
  public var table: RecordTable {
    RecordTable(
      columns: ["file", "line", "column", "rule", "subject", "message", "advice"],
      rows: findings.map { finding in
        [
          .text(finding.location.file), .number(Double(finding.location.line)),
          .number(Double(finding.location.column)), .text(finding.rule.rawValue),
          .text(finding.subject), .text(finding.message), .text(finding.advice),
        ]
      })
  }
}
