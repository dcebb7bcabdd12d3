import Foundation
import Quantities

/// Everything that says how a run came about: its inputs, how well it was solved, what it rests on.
public struct RunManifest: Codable, Sendable, Equatable {
  /// The inputs. The same inputs give the same ``runID``.
  public var identity: RunIdentity
  /// The version of the program that solved it.
  public var programVersion: String
  /// When it was solved; no part of the identity.
  public var created: Date
  /// How the solver fared in each year.
  public var solverReport: [YearReport]
  /// The checks the run made on itself.
  public var checks: [CheckResult]
  /// Sentences a reader must see beside the results.
  public var warnings: [String]
  /// The numbers the run rests on that are borrowed or illustrative.
  public var assumptions: [Assumption]
  /// What the pack says that a reader of any result must know: what is borrowed, and from whom.
  public var notice: String?

  /// Creates a manifest.
  public init(
    identity: RunIdentity, programVersion: String, created: Date = Date(),
    solverReport: [YearReport] = [], checks: [CheckResult] = [], warnings: [String] = [],
    assumptions: [Assumption] = [], notice: String? = nil
  ) {
    self.identity = identity
    self.programVersion = programVersion
    self.created = created
    self.solverReport = solverReport
    self.checks = checks
    self.warnings = warnings
    self.assumptions = assumptions
    self.notice = notice
  }

  /// The scenario's name, a hyphen and the first eight digits of the identity's hash.
  public var runID: String { "\(identity.scenario)-\(identity.hash.prefix(8))" }

  /// Whether every year converged and every check holds.
  public var isVerified: Bool {
    solverReport.allSatisfy(\.converged) && checks.allSatisfy(\.holds)
  }

  /// The manifest as JSON with sorted keys.
  public func json() throws -> Data { try RunManifest.encoder.encode(self) }

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }
}

/// The inputs of a run: two runs with equal identities are the same run.
public struct RunIdentity: Codable, Sendable, Equatable {
  /// The scenario's name.
  public var scenario: String
  /// SHA-256 of the scenario file's text.
  public var scenarioHash: String
  /// The run this one is a change to, and the hash of that run's identity.
  public var parentRunID: String?
  /// The full hash of the parent's identity, because its run id holds only eight digits of it.
  public var parentHash: String?
  /// The country pack's name.
  public var pack: String
  /// The country pack's version.
  public var packVersion: String
  /// SHA-256 over the pack's tables.
  public var packHash: String
  /// SHA-256 over the model text, included files and all.
  public var modelHash: String
  /// The closure's name; empty for the model's own.
  public var closure: String
  /// Which variant of each block was taken, such as `wages: phillips`.
  public var choices: [String: String]
  /// What the solver was told, such as `tolerance: 1e-11`.
  public var solverSettings: [String: String]
  /// The first year solved.
  public var firstYear: Int
  /// The last year solved.
  public var lastYear: Int

  /// Creates an identity.
  public init(
    scenario: String, scenarioHash: String, parentRunID: String? = nil, parentHash: String? = nil,
    pack: String, packVersion: String, packHash: String, modelHash: String, closure: String = "",
    choices: [String: String] = [:], solverSettings: [String: String] = [:], firstYear: Int,
    lastYear: Int
  ) {
    self.scenario = scenario
    self.scenarioHash = scenarioHash
    self.parentRunID = parentRunID
    self.parentHash = parentHash
    self.pack = pack
    self.packVersion = packVersion
    self.packHash = packHash
    self.modelHash = modelHash
    self.closure = closure
    self.choices = choices
    self.solverSettings = solverSettings
    self.firstYear = firstYear
    self.lastYear = lastYear
  }

  /// SHA-256 of every field: name and value, each with its length before it, in a fixed order, so
  /// that no two different identities read the same.
  public var hash: String {
    var digest = SHA256()
    func add(_ name: String, _ value: String) {
      digest.update("\(name.utf8.count):\(name)=\(value.utf8.count):\(value);")
    }
    func add(_ name: String, _ values: [String: String]) {
      add(name, "\(values.count)")
      for key in values.keys.sorted() { add(key, values[key] ?? "") }
    }
    add("identity", "1")
    add("scenario", scenario)
    add("scenarioHash", scenarioHash)
    add("parentRunID", parentRunID ?? "")
    add("parentHash", parentHash ?? "")
    add("pack", pack)
    add("packVersion", packVersion)
    add("packHash", packHash)
    add("modelHash", modelHash)
    add("closure", closure)
    add("choices", choices)
    add("solverSettings", solverSettings)
    add("firstYear", "\(firstYear)")
    add("lastYear", "\(lastYear)")
    return digest.hexadecimal()
  }
}
