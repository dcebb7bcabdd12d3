import Foundation
import Synchronization

/// The user's wish to end a long command, by Ctrl-C or `kill`, noticed between two years of a run so
/// that the store is left as it was.
public enum Interruption {
  private static let isAskedFor = Atomic(false)

  /// Whether the user has asked for the end.
  public static var isRequested: Bool { isAskedFor.load(ordering: .relaxed) }

  /// From here on SIGINT and SIGTERM are noted rather than ending the program; a second one ends it.
  ///
  /// What calls this must look at ``isRequested`` often enough.
  public static func watch() {
    // Made before a signal can come: the handler must do no more than set it.
    isAskedFor.store(false, ordering: .relaxed)
    var signals = sigset_t()
    sigemptyset(&signals)
    for signalNumber in [SIGINT, SIGTERM] {
      signal(signalNumber, note)
      sigaddset(&signals, signalNumber)
    }
    // Another program's worker thread may have started this one with its own signals blocked.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Ends what is under way when the user has asked for it.
  /// - Throws: ``AssessmentError/interrupted(scenario:year:)``.
  static func check(before year: Int, of scenario: String) throws(AssessmentError) {
    if isRequested { throw .interrupted(scenario: scenario, year: year) }
  }

  /// Nothing here that a signal handler may not do: an atomic exchange, `signal` and `raise`.
  private static let note: @convention(c) (Int32) -> Void = { signalNumber in
    if Interruption.isAskedFor.exchange(true, ordering: .relaxed) {
      signal(signalNumber, SIG_DFL)
      raise(signalNumber)
    }
  }
}
