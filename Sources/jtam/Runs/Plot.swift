import ArgumentParser
import Assessment
import Foundation
import Reporting
import Results

/// `jtam plot VARIABLE…`.
struct Plot: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw variables of stored runs as a Vega-Lite chart with its data inside.",
    discussion: """
      Lines over time, at most six: of several variables of one unit, of several runs, or, with --by, \
      of the elements of a dimension. With --by and a single year in --years, bars. With --compare, \
      the relative difference from another run in per cent.
      """)

  @Argument(help: "Variables, of one unit.")
  var variables: [String]

  @Option(
    name: .customLong("run"),
    help: "A run's id or a scenario; may be repeated. The latest run without it.")
  var runs: [String] = []

  @Option(help: "Plot the difference from this run in per cent.")
  var compare: String?

  @Option(help: "One line or bar for each element of this dimension, as sector.")
  var by: String?

  @OptionGroup var queryOptions: QueryOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var file: FileOptions

  mutating func run() throws {
    let store = try Project(store: storeOptions.store).store()
    let names = try runs.isEmpty ? [Show.latest(in: store)] : runs
    let chart = RunChart(
      query: try queryOptions.query(variables), runs: names, baseline: compare, dimension: by)
    try file.write(try chart.specification(from: store).text())
  }
}
