import Results

/// The paths of a stored run, cell by cell, over the years that an account covers.
struct RunPaths {
  let run: StoredRun
  let years: ClosedRange<Int>

  init(_ run: StoredRun, years: ClosedRange<Int>) {
    self.run = run
    self.years = years
  }

  /// The path of a scalar, or of the sum that a run keeps of an additive variable.
  /// - Throws: ``AssessmentError/usage(_:)`` when the run lacks it in one of the years.
  func scalar(_ variable: String) throws(AssessmentError) -> [Double] {
    guard let path = try optionalScalar(variable) else { throw missing(variable) }
    return path
  }

  /// The same; nil when the run has no such variable.
  func optionalScalar(_ variable: String) throws(AssessmentError) -> [Double]? {
    try run.series(of: variable).map { series throws(AssessmentError) in try values(of: series) }
  }

  /// The path of every cell of a variable by its elements, in the order of the dimensions' names.
  /// - Throws: ``AssessmentError/usage(_:)`` when the run has no such variable.
  func cells(of variable: String) throws(AssessmentError) -> [[String]: [Double]] {
    let found = try optionalCells(of: variable)
    guard !found.isEmpty else { throw missing(variable) }
    return found
  }

  /// The same; none when the run has no such variable.
  func optionalCells(of variable: String) throws(AssessmentError) -> [[String]: [Double]] {
    var result: [[String]: [Double]] = [:]
    for series in run.series where series.variable == variable && !series.dimensions.pairs.isEmpty {
      result[series.dimensions.pairs.map(\.element)] = try values(of: series)
    }
    return result
  }

  private func values(of series: StoredSeries) throws(AssessmentError) -> [Double] {
    guard series.years.contains(years.lowerBound), series.years.contains(years.upperBound) else {
      throw missing(series.variable)
    }
    return Array(
      series.values[(years.lowerBound - series.firstYear)...(years.upperBound - series.firstYear)])
  }

  func missing(_ variable: String) -> AssessmentError {
    .usage(
      "The run \(run.manifest.runID) has no series \(variable) from \(years.lowerBound) to \(years.upperBound), which the account of jobs needs. Run the scenario with the standard model."
    )
  }
}
