import ArgumentParser
import Assessment
import Foundation
import Quantities
import Reporting
import Results

/// `jtam plot`.
struct Plot: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw stored runs: variables of your choice, or a picture made for a purpose.",
    usage: """
      jtam plot VARIABLE… [--run RUN]… [--compare BASE] [--by DIMENSION] [--years YEARS] [--out FILE]
      jtam plot --chart NAME [--run RUN]… [--compare BASE] [--years YEARS] [--out FILE]
      jtam plot --list
      """,
    discussion: """
      A chart is a Vega-Lite specification with its data inside. --out decides the form by the ending \
      of its name: .json the specification, .csv the numbers shown, .svg and .png an image, for which \
      `make renderer` installs what is needed.

      With variables: lines over time, at most six: of several variables of one unit, of several runs, \
      or, with --by, of the elements of a dimension. With --by and a single year in --years, bars. \
      With --compare, the relative difference from another run in per cent.

      With --chart: a picture with its finding, unit, source and limits in words; `jtam plot --list` \
      says which there are. Differences are from the first ancestor of each run, or from --compare.
      """)

  @Argument(help: "Variables, of one unit.")
  var variables: [String] = []

  @Option(help: ArgumentHelp("A picture made for a purpose; --list names them.", valueName: "name"))
  var chart: String?

  @Flag(help: "List the pictures that --chart draws.")
  var list = false

  @Option(
    name: .customLong("run"),
    help: "A run's id or a scenario; may be repeated. The latest run without it.")
  var runs: [String] = []

  @Option(help: ArgumentHelp("Plot the difference from this run in per cent.", valueName: "run"))
  var compare: String?

  @Option(help: "One line or bar for each element of this dimension, as sector.")
  var by: String?

  @Option(help: "What is printed: json, the specification, or csv, the numbers shown.")
  var format: ChartFormat?

  @Option(
    help: ArgumentHelp("Write the numbers shown to this file as well, as CSV.", valueName: "file"))
  var data: String?

  @Option(help: "Pixels of a PNG for each of the chart's.")
  var scale = 2.0

  @Option(help: "Width of the chart's ground in pixels.")
  var width: Int?

  @Option(
    help: ArgumentHelp(
      "The country pack: its name or folder. Without it the pack of the runs, else Brazil.",
      valueName: "name|folder"))
  var pack: String?

  @Option(help: "Which aggregation of the pack, for a picture of its matrix.")
  var aggregation = "20"

  @OptionGroup var queryOptions: QueryOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var file: FileOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if list { return }
    guard chart == nil || variables.isEmpty else {
      throw ValidationError("Name variables or --chart, not both.")
    }
    guard chart != nil || !variables.isEmpty else {
      throw ValidationError("Name a variable, or a picture with --chart; --list names those.")
    }
    if chart != nil, by != nil || !queryOptions.elements.isEmpty {
      throw ValidationError("--by and --where choose among variables; a --chart chooses itself.")
    }
    guard scale > 0, scale <= 10 else {
      throw ValidationError("--scale is \(scale): give a number above 0, and at most 10.")
    }
    if let width, !(200...4000).contains(width) {
      throw ValidationError("--width is \(width): give pixels, from 200 to 4000.")
    }
  }

  mutating func run() throws {
    if list { return try printList() }
    let ending = try file.out.flatMap { out throws in
      try ChartFormat(file: out, isNeeded: format == nil)
    }
    if let ending, let format, ending != format {
      throw AssessmentError.usage(
        "--format \(format.rawValue) and --out \(file.out ?? "") contradict each other: leave one out."
      )
    }
    let form = ending ?? format ?? .json
    let drawn = try draw()
    if let data { try OutputFile.write(drawn.csv, to: data, replacing: file.force) }
    switch form {
    case .json: try file.write(drawn.specification.text())
    case .csv: try file.write(drawn.csv)
    case .svg, .png:
      guard let out = file.out else {
        throw AssessmentError.usage(
          "An image needs a file: name it with --out, as --out chart.\(form).")
      }
      try ChartImage(drawn.specification, scale: scale).write(
        as: form, to: out, replacing: file.force)
    }
  }

  private func printList() throws {
    let table = RecordTable(
      columns: ["chart", "shows"],
      rows: NamedChart.allCases.map { [.text($0.rawValue), .text($0.summary)] })
    switch format ?? .json {
    case .csv: try file.write(table.csv)
    default: try file.write(table.text(plain: talk.plain, widest: 120))
    }
  }

  private func draw() throws -> (specification: JSONValue, csv: String) {
    let project = Project(store: storeOptions.store)
    guard let chart else {
      let store = try project.store()
      let plot = RunChart(
        query: try queryOptions.query(variables),
        runs: try runs.isEmpty ? [Show.latest(in: store)] : runs, baseline: compare, dimension: by,
        width: width)
      return (try plot.specification(from: store), try plot.table(from: store).csv)
    }
    guard let named = NamedChart(rawValue: chart) else {
      throw AssessmentError.usage(
        "There is no chart \"\(chart)\": "
          + NearestName.hint(for: chart, among: NamedChart.allCases.map(\.rawValue)))
    }
    var names = runs
    if named.needsRuns, names.isEmpty { names = [try Show.latest(in: try project.store())] }
    let picture = try ChartRequest(
      chart: named, runs: names, baseline: compare, years: queryOptions.years?.years, width: width,
      locator: ResourceLocator(pack: pack), aggregation: aggregation
    ).picture { try project.store() }
    return (picture.specification, picture.table.csv)
  }
}

/// The form of a chart.
enum ChartFormat: String, ExpressibleByArgument, CaseIterable {
  case json, csv, svg, png

  /// The form that the ending of a file's name means; nil for another ending where none is needed.
  init?(file: String, isNeeded: Bool) throws(AssessmentError) {
    let ending = URL(fileURLWithPath: file).pathExtension.lowercased()
    guard let form = ChartFormat(rawValue: ending) else {
      guard isNeeded else { return nil }
      throw AssessmentError.usage(
        "\(file) ends in none of .svg, .png, .json and .csv, which say what to write. Name the file so."
      )
    }
    self = form
  }
}
