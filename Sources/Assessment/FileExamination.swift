import Solvers

/// The tests of any model file along its own path.
public struct FileExamination: ModelExamination {
  private let solved: SolvedFile
  private let file: String

  /// Solves the file over its horizon.
  public init(
    _ own: OwnModel, from first: Int? = nil, to last: Int? = nil, settings: ModelSettings
  ) throws {
    solved = try SolvedFile(own, from: first, to: last, settings: settings)
    file = own.file
  }

  /// The periods in which the model is tested.
  public var horizon: Horizon { solved.horizon }

  /// How far the five worst equations are from holding at the base-year data.
  /// - Throws: ``Examination/NotPossible`` with the findings there are, where equations look back
  ///   beyond the base year and nothing says what was before.
  public func baseYear() throws -> [Examination.Finding] {
    let findings = try Examination.Finding.baseYear(solved.model.calibrated)
    let unchecked = solved.model.calibrated.report.unchecked
    guard !unchecked.isEmpty else { return findings }
    let more = unchecked.count > 5 ? ", …" : ""
    throw Examination.NotPossible(
      description:
        "of \(unchecked.prefix(5).joined(separator: ", "))\(more): it looks back beyond the base year; write `growth` or `before` for what was then.",
      findings: findings.filter(\.distance.isFinite))
  }

  /// How far the base year, solved from values disturbed by a tenth, ends from the data.
  public func perturbed(seed: UInt64) throws -> [Examination.Finding] {
    try Examination.Finding.perturbed(solved.model.calibrated, seed: seed)
  }

  /// The model's own checks, each where it holds least well.
  public func residuals() -> [Examination.Finding] { Examination.Finding.residuals(solved.checks) }

  /// Money measured in another unit: the five variables that answer least well, worst first.
  /// - Throws: ``Examination/NotPossible`` where nothing is nominal.
  public func homogeneity(factor: Double) throws -> [Examination.Finding] {
    let model = solved.model.model
    guard model.symbols.contains(where: \.isNominal) else {
      throw Examination.NotPossible.nothingNominal
    }
    return try Examination.Finding.homogeneity(factor: factor) {
      let scaled = try PathSolver(model: model).solve(
        solved.problem.scaledNominal(by: factor, in: model))
      if let failure = scaled.failure {
        throw AssessmentError.notConverged(scenario: file, failure)
      }
      return model.homogeneity(solved.solution, scaled, factor: factor)
    }
  }

  /// Only scenarios can change nothing.
  public func zeroShock() throws -> [Examination.Finding] {
    throw Examination.NotPossible(
      description: "it compares a scenario with its parent, and a model file has no scenarios.")
  }
}
