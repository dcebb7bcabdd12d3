import Calibration
import CountryPacks
import ModelLanguage
import Quantities
import Reporting
import Results
import Scenarios
import Solvers

/// What ends an assessment: a mistake in the input, a file that cannot be used, or no solution.
public enum AssessmentError: Error, CustomStringConvertible {
  /// A pack, model or scenario is nowhere to be found.
  case notFound(what: String, places: [String], option: String)
  /// The command cannot be carried out as asked.
  case usage(String)
  /// Data or model text is wrong.
  case badInput(String)
  /// The equations of a year could not be solved.
  case notConverged(scenario: String, ConvergenceFailure)
  /// No matrix meets what it is to be balanced to, or none was found.
  case infeasible(String)
  /// A target can be met only by an instrument beyond its bounds.
  case beyondBounds(String)
  /// A file could not be read or written.
  case inputOutput(String)
  /// The user ended it before this year of a scenario was solved.
  case interrupted(scenario: String, year: Int)

  /// What could not be done, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .notFound(let what, let places, let option):
      """
      I cannot find \(what). I looked at \(places.isEmpty ? "no place" : places.joined(separator: ", ")). \
      Name it with \(option), or set JTAM_HOME to the folder that holds Packs and Scenarios.
      """
    case .usage(let message), .badInput(let message), .inputOutput(let message),
      .beyondBounds(let message), .infeasible(let message):
      message
    case .interrupted(let scenario, let year):
      """
      Stopped before \(year) of \(scenario). Nothing of this scenario was stored; runs stored \
      earlier are as they were. The same command begins the scenario again.
      """
    case .notConverged(let scenario, let failure):
      "\(scenario) has no solution from \(failure.year) on; nothing was stored.\n\(failure)"
    }
  }

  /// The exit code of the command that meets it.
  public var exitCode: Int32 {
    switch self {
    case .notFound, .inputOutput: 74
    case .usage: 64
    case .badInput: 65
    case .notConverged, .beyondBounds, .infeasible: 2
    case .interrupted: 75
    }
  }

  /// The exit code for any error that a command may meet.
  public static func exitCode(of error: any Error) -> Int32 {
    switch error {
    case let error as AssessmentError: error.exitCode
    case let error as RunStoreError: error.exitCode
    case let error as ModelDiagnostics: error.areUnreadableFiles ? 74 : 65
    case is CalibrationError, is SolverError, is CSVError, is ScenarioError: 65
    case CountryPackError.unknownAggregation, is ChartError: 64
    case CountryPackError.missing, is OutputError: 74
    case PackError.unreadable, PackError.unwritable: 74
    default: 65
    }
  }
}
