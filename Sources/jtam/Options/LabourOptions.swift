import ArgumentParser
import Assessment
import Results

/// Where the shares of jobs come from.
struct LabourOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The country pack the run was made with. Without it the one that the run names.",
      valueName: "name|folder"))
  var pack: String?

  /// A run's jobs by group.
  func report(of name: String, in store: RunStore) throws -> LabourReport {
    let run = try store.wholeRun(name)
    let locator = ResourceLocator(pack: pack ?? run.manifest.identity.pack)
    return try LabourReport(run: run, pack: Project(locator: locator).pack())
  }
}
