import ArgumentParser
import Assessment
import Foundation
import Reporting

/// `jtam model draws SCENARIO`.
struct ModelDraws: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draws",
    abstract: "Solve a scenario for many draws of parameters and show how far results spread.",
    discussion: """
      Each draw takes every cell of a varied parameter uniformly and by itself from its band, cut to what \
      the model permits, calibrates the model anew, and solves the baseline and the scenario after it. A draw depends on the \
      seed and its number alone. Draws without a solution \
      are counted and named, and so are draws in which a check of the model does not hold; none is left \
      out silently. --draws-out keeps every draw, --parameters-out what was drawn.

        jtam model draws carbon-tax-transfer --draws 1000 --seed 1 --vary armingtonElasticity=0.8..1.2
      """)

  @Argument(help: "A scenario.")
  var scenario: String

  @Option(help: "How many draws.")
  var draws = 1000

  @Option(help: "The seed of the random numbers.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "A parameter and its band as multiples of its value; may be given again.",
      valueName: "name=low..high"))
  var vary: [String]

  @Option(
    name: .customLong("variable"),
    help: "A variable to show, as gdpReal or outputReal[electricity]; may be given again.")
  var variables: [String] = []

  @Option(help: "The years shown, as 2030,2050.")
  var years: YearSelection?

  @Option(help: "How many cores to use; all without it.")
  var workers: Int?

  @Option(help: ArgumentHelp("Write every draw to this file, as CSV.", valueName: "file"))
  var drawsOut: String?

  @Option(help: "Write the parameters of every draw to this file, as CSV.")
  var parametersOut: String?

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func validate() throws {
    if draws < 1 { throw ValidationError("--draws needs a number of 1 or more.") }
    if let workers, workers < 1 { throw ValidationError("--workers needs a number of 1 or more.") }
    if vary.isEmpty {
      throw ValidationError("Name what to draw, as --vary exportElasticity=0.8..1.2.")
    }
    for text in vary where ParameterVariation(text) == nil {
      throw ValidationError(
        "--vary needs name=low..high, as wageSpeed=0.8..1.2; this is \"\(text)\".")
    }
  }

  mutating func run() async throws {
    Interruption.watch()
    let shown =
      variables.isEmpty
      ? ["gdpReal", "employmentPersons", "emissionsNet", "governmentDebt"] : variables
    let request = ScenarioDraws.Request(
      draws: draws, seed: seed, variations: vary.compactMap { ParameterVariation($0) },
      variables: shown, years: years?.years.sorted() ?? [],
      workers: workers ?? ProcessInfo.processInfo.activeProcessorCount)
    let runner = try projectOptions.project().runner(storing: false)
    try output.file.check(also: [drawsOut, parametersOut].compactMap { $0 })
    let clock = ContinuousClock()
    let began = clock.now
    let result = try await ScenarioDraws(of: scenario, request, runner: runner)
    let seconds = (clock.now - began) / .seconds(1)
    try output.write(result.quantiles(), plain: talk.plain)
    if let parametersOut {
      try OutputFile.write(result.parameters().csv, to: parametersOut, replacing: output.file.force)
    }
    if let drawsOut {
      try OutputFile.write(result.draws().csv, to: drawsOut, replacing: output.file.force)
    }
    for (name, solution) in result.ensembles {
      talk.say(
        "\(name): \(draws - solution.failures.count) of \(draws) draws solved, \(solution.ownCount) of them with Newton steps of their own in some year."
      )
    }
    talk.say(
      "\(result.parameterCount) \(result.parameterCount == 1 ? "parameter" : "parameters") drawn, seed \(seed); \(NumberText.significant(seconds, digits: 3)) seconds."
    )
    let failures = result.failures
    for failure in failures {
      let reason = failure.reason.split(separator: "\n").first.map(String.init) ?? ""
      Console.message("draw \(failure.draw), \(failure.scenario): \(reason)")
    }
    let checks = result.failedChecks()
    for check in checks {
      Console.message(
        "\(check.scenario): check \(check.name) does not hold in \(check.draws) of \(draws) draws; worst in draw \(check.worstDraw), \(check.year): \(check.place) is off by \(NumberText.significant(check.residual, digits: 3)) of its size."
      )
    }
    if failures.count == draws { throw ExitCode(2) }
    if !checks.isEmpty { throw ExitCode(1) }
  }
}
