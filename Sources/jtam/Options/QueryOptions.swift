import ArgumentParser
import Assessment

/// Which cells and years are wanted.
struct QueryOptions: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only this element of a dimension, as sector=refining; may be given again.",
      valueName: "key=element"))
  var elements: [Assignment] = []

  @Option(help: "Only these years, as 2030,2050 or 2020-2050.")
  var years: YearSelection?

  mutating func validate() throws { _ = try query([]) }

  func query(_ variables: [String]) throws -> RunQuery {
    RunQuery(
      variables: variables, elements: try Assignment.dictionary(elements, option: "--where"),
      years: years?.years)
  }
}
