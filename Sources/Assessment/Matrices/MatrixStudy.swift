import CountryPacks
import InputOutput
import Quantities
import Reporting
import SocialAccounting

/// Multipliers, linkages, paths and extraction of a social accounting matrix: a pack's, or a file's.
///
/// Every account plays one part. *Sectors* produce. Payments pass *through* products and margins on their
/// way from sector to sector. *Households*, with the factors that pay them, close the circle of income for
/// induced effects. All others are outside: injections come from them and leakages go to them.
public struct MatrixStudy {
  /// The part of an account.
  public enum Role: String, Sendable {
    /// It produces.
    case sector
    /// Payments pass through it.
    case through
    /// It earns or spends income.
    case households
    /// It is exogenous.
    case outside
  }

  /// Who plays which part; nil for what the names of the accounts say.
  public struct Choice: Sendable {
    /// Accounts that produce.
    public var sectors: AccountPattern?
    /// Accounts passed through.
    public var through: AccountPattern?
    /// Accounts that close the circle of income.
    public var households: AccountPattern?

    /// Creates a choice.
    public init(
      sectors: AccountPattern? = nil, through: AccountPattern? = nil,
      households: AccountPattern? = nil
    ) {
      self.sectors = sectors
      self.through = through
      self.households = households
    }
  }

  /// The matrix.
  public let matrix: SocialAccountingMatrix
  /// The accounts that produce.
  public let sectors: [String]
  /// The accounts passed through.
  public let through: [String]
  /// The accounts that earn and spend income.
  public let households: [String]
  /// Accounts without any payment, which take no part.
  public let idle: [String]
  /// The pack's tables; nil for a file.
  let tables: PackTables?
  let tolerance: Double

  /// The study of a file.
  /// - Throws: ``AssessmentError``, `CSVError`, ``SocialAccountingError``.
  public init(file: String, choice: Choice, tolerance: Double = 1e-9) throws {
    try self.init(
      SocialAccountingMatrix(file: file), tables: nil, choice: choice, tolerance: tolerance)
  }

  /// The study of a pack's matrix in the aggregation of the project's settings.
  public init(project: Project, choice: Choice) throws {
    let tables = try project.pack().tables(aggregation: project.settings.aggregation)
    try self.init(
      SocialAccountingMatrix(csv: tables.needed("sam")), tables: tables, choice: choice,
      tolerance: 1e-9)
  }

  init(
    _ matrix: SocialAccountingMatrix, tables: PackTables?, choice: Choice, tolerance: Double
  ) throws {
    let all = matrix.accounts
    let payments = matrix.payments
    let idle = all.indices.filter { position in
      all.indices.allSatisfy { payments[$0, position] == 0 && payments[position, $0] == 0 }
    }
    let idleNames = Set(idle.map { all[$0] })
    let moving = all.filter { !idleNames.contains($0) }
    func named(_ pattern: AccountPattern?, _ usual: [String]) throws -> [String] {
      if let pattern { return try pattern.accounts(among: all).filter { !idleNames.contains($0) } }
      return moving.filter { account in
        usual.contains { $0.hasSuffix(":") ? account.hasPrefix($0) : account == $0 }
      }
    }
    sectors = try named(choice.sectors, ["a:"])
    guard !sectors.isEmpty else {
      throw AssessmentError.usage(
        "Which accounts are sectors cannot be told from their names (\(moving.prefix(6).joined(separator: ", ")) …). Name them with --sectors, as --sectors 'act*'; products with --through, factors and households with --households."
      )
    }
    through = try named(choice.through, ["c:", "m:"])
    households = try named(choice.households, ["f:", "households", "firms"])
    var parts: [String: Role] = [:]
    for (role, accounts) in [
      (Role.sector, sectors), (.through, through), (.households, households),
    ] {
      for account in accounts {
        if let other = parts.updateValue(role, forKey: account) {
          throw AssessmentError.usage(
            "\(account) is named as \(other.rawValue) and as \(role.rawValue). Give it one part.")
        }
      }
    }
    self.matrix = matrix
    self.idle = idle.map { all[$0] }
    self.tables = tables
    self.tolerance = tolerance
  }

  /// The part of an account.
  public func role(of account: String) -> Role {
    if sectors.contains(account) { return .sector }
    if through.contains(account) { return .through }
    return households.contains(account) ? .households : .outside
  }

  /// The multipliers with production alone inside.
  func production() throws -> AccountMultipliers {
    try AccountMultipliers(matrix, endogenous: sectors + through, tolerance: tolerance)
  }

  /// The multipliers with income inside too.
  func economy() throws -> AccountMultipliers {
    try AccountMultipliers(
      matrix, endogenous: sectors + through + households, tolerance: tolerance)
  }

  /// The sectors' model of supply, for linkages and extraction.
  func sectorModel() throws -> GhoshModel {
    let production = try production()
    return try GhoshModel(
      production.condensed(to: sectors), output: sectors.map { try production.total(of: $0) })
  }

  /// The sectors meant by a pattern.
  func sectors(_ pattern: AccountPattern?) throws -> [String] {
    guard let pattern else { return sectors }
    return try pattern.accounts(among: sectors)
  }
}
