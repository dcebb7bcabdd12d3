import Quantities
import Reporting
import Results

/// Which numbers of which stored run are wanted.
public struct RunQuery: Sendable {
  /// Variables; none for all.
  public var variables: [String]
  /// The element wanted of each dimension named.
  public var elements: [String: String]
  /// The years; nil for all.
  public var years: Set<Int>?

  /// A question.
  public init(
    variables: [String] = [], elements: [String: String] = [:], years: Set<Int>? = nil
  ) {
    self.variables = variables
    self.elements = elements
    self.years = years
  }

  /// The series of a run, by id or scenario, cut to the years wanted.
  ///
  /// Without variables named, an element selects among those that have its dimension.
  /// - Throws: `RunStoreError`, or ``AssessmentError/usage(_:)`` when the run has none of the years.
  public func series(of run: String, in store: RunStore) throws -> [StoredSeries] {
    var found: [StoredSeries] = []
    if variables.isEmpty {
      found = try store.wholeRun(run).series.filter { series in
        elements.allSatisfy { series.dimensions[$0.key] == $0.value }
      }
      if found.isEmpty {
        throw AssessmentError.usage(
          "Nothing in \(run) has \(elements.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: ", ")). `jtam model list` shows the dimensions of each variable."
        )
      }
    } else {
      for variable in variables {
        found += try store.series(of: variable, run: run, where: elements)
      }
    }
    if let years,
      !found.contains(where: { series in years.contains { series.value(in: $0) != nil } })
    {
      let all = found.map(\.years)
      throw AssessmentError.usage(
        "\(run) has none of the years asked for: it goes from \(all.map(\.lowerBound).min() ?? 0) to \((all.map(\.upperBound).max() ?? 1) - 1)."
      )
    }
    return found
  }

  /// The numbers of a run, by id or scenario, as rows of the long table.
  public func rows(of run: String, in store: RunStore) throws -> [RunRow] {
    let scenario = try store.run(named: run).scenario
    return try series(of: run, in: store).flatMap { $0.observations(in: years) }
      .map { RunRow(scenario: scenario, observation: $0) }
  }

  /// A run beside another; a scenario's name as base means the run that this one is a change to.
  public func comparison(of run: String, with base: String, in store: RunStore) throws -> Comparison
  {
    let base = try store.counterpart(base, of: run).id
    return try Comparison(
      scenarioName: store.run(named: run).scenario,
      baseline: series(of: base, in: store).flatMap { $0.observations(in: years) },
      scenario: series(of: run, in: store).flatMap { $0.observations(in: years) })
  }
}
