import ArgumentParser
import Assessment
import Reporting

/// `jtam demo`.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "See in a page what a carbon tax does to Brazil's jobs, incomes, prices and emissions.",
    discussion: """
      Runs the baseline and the scenario carbon-tax-transfer, keeps both in the store, and prints what \
      changes in 2030, 2040 and 2050, who loses and who gains.
      """)

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var file: FileOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    Interruption.watch()
    let clock = ContinuousClock()
    let began = clock.now
    let project = try projectOptions.project(store: storeOptions.store)
    let runner = try project.runner(storing: true)
    let progress = Progress(isShown: !talk.quiet)
    defer { progress.end() }
    let baseline = try runner.run("baseline", progress: progress.report)
    let scenario = try runner.run("carbon-tax-transfer", progress: progress.report)
    progress.end()
    let demonstration = Demonstration(
      title: runner.pack.title,
      description: try runner.lineage(of: "carbon-tax-transfer").scenario.description,
      baseline: baseline.run, scenario: scenario.run,
      sectorNames: try runner.names(of: "sector"))
    try file.write(demonstration.text(plain: talk.plain))
    let seconds = (clock.now - began) / .seconds(1)
    talk.say(
      "\(NumberText.fixed(seconds, decimals: 1)) seconds; the runs are in \(project.storePath)")
    if !demonstration.isVerified { throw ExitCode(1) }
  }
}
