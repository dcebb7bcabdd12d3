import Reporting

extension JobsDecomposition {
  /// The parts of one year as a waterfall that ends at the net effect, in thousand jobs.
  /// - Parameters:
  ///   - year: The year shown.
  ///   - scenario: What the run is called.
  ///   - source: The runs, as ids.
  ///   - isVerified: Whether every check of the runs holds.
  /// - Throws: `ChartError`, or ``AssessmentError/usage(_:)`` when the runs lack the year.
  public func waterfall(
    year: Int, scenario: String, source: String, isVerified: Bool
  ) throws -> JSONValue {
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
    let largest = parts.max {
      account.total(of: $0).magnitude < account.total(of: $1).magnitude
    }
    func number(_ value: Double) -> String {
      JobsDecomposition.thousands(value).replacingOccurrences(of: "-", with: "−")
    }
    let finding =
      largest.map { ", most of it \($0.rawValue) (\(number(account.total(of: $0))))" } ?? ""
    return try VegaLite.waterfallChart(
      parts.map { VegaLite.Bar(name: $0.rawValue, value: account.total(of: $0) / 1000) },
      total: VegaLite.Bar(name: "net", value: account.total / 1000),
      caption: VegaLite.Caption(
        title:
          "Jobs in \(year) with “\(scenario)”: \(number(account.total)) thousand beside the baseline\(finding)",
        unit: "Thousand jobs", source: "JTAM, runs \(source). Model results, not a forecast",
        isVerified: isVerified))
  }
}
