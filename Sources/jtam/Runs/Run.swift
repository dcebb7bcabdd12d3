import ArgumentParser
import Assessment
import Foundation
import Reporting

/// `jtam run SCENARIO…`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulate scenarios and keep the runs.",
    discussion: """
      A scenario is a name (a file NAME.yaml here, in Scenarios, or shipped with the program) or the \
      path of a file. Its parents are run first. A run that is stored already is not solved again.
      """)

  @Argument(help: "Scenarios: names or files.")
  var scenarios: [String]

  @Flag(help: "Solve even what is stored.")
  var again = false

  @OptionGroup var projectOptions: ProjectOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    Interruption.watch()
    let project = try projectOptions.project(store: storeOptions.store)
    let runner = try project.runner(storing: true)
    for warning in runner.tables.warnings + (try runner.pack.changes(in: runner.tables)) {
      talk.say("warning: \(warning)")
    }
    let progress = Progress(isShown: !talk.quiet)
    defer { progress.end() }
    var table = RecordTable(columns: [
      "run", "scenario", "stored", "seconds", "checks", "failed", "largestResidual", "store",
    ])
    if let notice = runner.pack.notice { talk.say("note: \(runner.pack.name): \(notice)") }
    var areVerified = true
    for name in scenarios {
      let outcome = try runner.run(name, again: again, progress: progress.report)
      progress.end()
      let manifest = outcome.run.manifest
      let failed = manifest.checks.filter { !$0.holds }
      areVerified = areVerified && manifest.isVerified
      table.rows.append([
        .text(manifest.runID), .text(manifest.identity.scenario),
        .text(outcome.isNew ? "now" : "before"),
        .number((outcome.seconds * 1000).rounded() / 1000),
        .number(Double(manifest.checks.count)), .number(Double(failed.count)),
        manifest.checks.map(\.residual.magnitude).max().map { .number($0) } ?? .missing,
        .text(project.storePath),
      ])
      for check in failed {
        let meaning = try runner.meaning(ofCheck: check.name, in: outcome.run)
        Console.message(
          "check \(check.name) does not hold in \(check.year.map(String.init) ?? "the run"): \(check.place) is off by \(NumberText.significant(check.residual, digits: 3)) of its size.\(meaning.isEmpty ? "" : " It says: \(meaning)")"
        )
      }
    }
    try output.write(table, plain: talk.plain)
    if !areVerified { throw ExitCode(1) }
  }
}

/// Shows on a terminal which year is being solved.
struct Progress {
  let isShown: Bool

  init(isShown: Bool) { self.isShown = isShown && Console.isInteractive }

  func report(scenario: String, year: Int) {
    if isShown { Console.progress("\(scenario) \(year)") }
  }

  /// Clears the line.
  func end() {
    if isShown { Console.progress("") }
  }
}
