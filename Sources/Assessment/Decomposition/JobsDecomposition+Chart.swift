import Reporting

extension JobsDecomposition {
  /// The parts of one year as a waterfall that ends at the net effect, in thousand jobs.
  /// - Parameters:
  ///   - year: The year shown.
  ///   - source: The runs, as ids.
  ///   - isVerified: Whether every check of the runs holds.
  /// - Throws: `ChartError`, or ``AssessmentError/usage(_:)`` when the runs lack the year.
  public func waterfall(year: Int, source: String, isVerified: Bool) throws -> JSONValue {
    guard let account = self[year] else {
      throw AssessmentError.usage(
        "The runs have no year \(year): they differ from \(years.first?.year ?? 0) to \(years.last?.year ?? 0)."
      )
    }
    // What the solver's tolerance leaves is drawn only where it could be seen.
    let parts = JobsPart.allCases.filter {
      $0 != .tolerance
        || account.total(of: $0).magnitude > 1e-6 * account.total.magnitude
    }
    return try VegaLite.waterfallChart(
      parts.map { VegaLite.Bar(name: $0.rawValue, value: account.total(of: $0) / 1000) },
      total: VegaLite.Bar(name: "net", value: account.total / 1000),
      caption: VegaLite.Caption(
        title:
          "Jobs in \(year): \(JobsDecomposition.thousands(account.total)) thousand beside the baseline",
        unit: "Thousand jobs", source: "JTAM, runs \(source)", isVerified: isVerified))
  }
}
