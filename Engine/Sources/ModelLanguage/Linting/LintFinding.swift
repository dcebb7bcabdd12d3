import Equations

/// Something in a model's text that is allowed and that its author may want otherwise.
public struct LintFinding: Sendable, Equatable {
  /// The kind of finding.
  public enum Rule: String, Sendable, CaseIterable {
    /// A symbol, an equation or a check that no `##` sentence describes.
    case noSentence = "no-sentence"
    /// A variable, exogenous value or given parameter without a unit in text or data.
    case noUnit = "no-unit"
    /// A value given in text or data without a source.
    case noSource = "no-source"
    /// A parameter, exogenous value, set, index or function that nothing reads.
    case unused
    /// A variable without `base`, in a model with base values, whose own equation cannot supply one.
    case noBase = "no-base"
    /// An argument of a function, or an element, that has the name of something else.
    case sharedName = "shared-name"
    /// A large expression written out in several places.
    case repeatedExpression = "repeated-expression"
    /// A number in an equation that belongs in a parameter.
    case magicNumber = "magic-number"
    /// A check with two sides that are the same text.
    case emptyCheck = "empty-check"
    /// A division by an exogenous value, or its logarithm, where its declaration allows zero.
    case mayBeZero = "may-be-zero"
  }

  /// The kind of finding.
  public let rule: Rule
  /// Where it is.
  public let location: SourceLocation
  /// The name it is about.
  public let subject: String
  /// What is found, in a sentence.
  public let message: String
  /// What to do about it.
  public let advice: String
}
