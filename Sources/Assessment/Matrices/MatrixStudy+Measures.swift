import CountryPacks
import Quantities
import SocialAccounting

extension MatrixStudy {
  /// What multipliers count.
  public enum Measure: Sendable, Equatable {
    /// Output of sectors.
    case output
    /// Payments of sectors to other accounts, such as factors.
    case paidTo(AccountPattern)
    /// Value added: factors, contributions and taxes on production.
    case valueAdded
    /// Jobs of a pack.
    case jobs
    /// Energy bought of fuels and electricity, of a pack.
    case energy
    /// Carbon dioxide of fuels and industrial processes, of a pack.
    case co2
    /// Amounts in a table with the columns `account` and `value`.
    case file(String)
  }

  /// What a unit of output of every sector needs, and the unit it is counted in.
  func intensities(_ measure: Measure) throws -> (values: [Double], unit: String) {
    switch measure {
    case .output:
      return ([Double](repeating: 1, count: sectors.count), "output per unit of final demand")
    case .paidTo(let pattern):
      let receivers = try pattern.accounts(among: matrix.accounts)
      return (try payments(to: receivers), "payments per unit of final demand")
    case .valueAdded:
      // Subsidies are negative payments, so they count as they are recorded.
      let receivers = matrix.accounts.filter { account in
        account.hasPrefix("f:") || account.hasPrefix("s:") || account.hasPrefix("t:production")
      }
      guard !receivers.isEmpty else {
        throw AssessmentError.usage(
          "Which accounts value added is paid to cannot be told from their names. Name them with --paid-to."
        )
      }
      return (try payments(to: receivers), "value added per unit of final demand")
    case .jobs:
      let jobs = try amounts(["jobs0": "sector"], of: "jobs")
      return (try perOutput(jobs), "jobs per million of final demand")
    case .energy:
      let energy = try amounts(["fuelEnergy0": "user"], of: "energy")
      return (try perOutput(energy), "TJ per million of final demand")
    case .co2:
      let tables = ["fuelCO20": "user", "ownFuelCO20": "user", "processCO20": "sector"]
      let megatonnes = try amounts(tables, of: "CO2")
      return (try perOutput(megatonnes).map { $0 * 1e6 }, "t CO2 per million of final demand")
    case .file(let path):
      return (try perOutput(try fileAmounts(path)), "per unit of final demand")
    }
  }

  private func payments(to receivers: [String]) throws -> [Double] {
    try sectors.map { sector in
      let paid = try receivers.reduce(0) { try $0 + matrix.payment(from: sector, to: $1) }
      return paid / (try matrix.outlays(of: sector))
    }
  }

  private func perOutput(_ amounts: [String: Double]) throws -> [Double] {
    try sectors.map { try (amounts[$0] ?? 0) / matrix.outlays(of: $0) }
  }

  /// Sums of a pack's tables by sector; users that are no sectors are left out.
  private func amounts(_ wanted: [String: String], of what: String) throws -> [String: Double] {
    guard let tables else {
      throw AssessmentError.usage(
        "A file of a matrix has no \(what). Give the amounts of each sector with --satellite FILE, a table with the columns account and value."
      )
    }
    var sums: [String: Double] = [:]
    for (name, column) in wanted.sorted(by: { $0.key < $1.key }) {
      let table = try tables.needed(name)
      let (key, value) = try (table.column(column), table.column("value"))
      for row in table.rows.indices {
        sums["a:" + table.rows[row][key], default: 0] += try table.number(row: row, column: value)
      }
    }
    return sums
  }

  private func fileAmounts(_ path: String) throws -> [String: Double] {
    let table = try InputTable(path: path).table
    let (account, value) = try (table.column("account"), table.column("value"))
    var amounts: [String: Double] = [:]
    for row in table.rows.indices {
      let name = table.rows[row][account]
      guard sectors.contains(name) else {
        throw AssessmentError.badInput(
          "\(path):\(table.lines[row]): \"\(name)\" is no sector: \(NearestName.hint(for: name, among: sectors))"
        )
      }
      guard amounts[name] == nil else {
        throw AssessmentError.badInput(
          "\(path):\(table.lines[row]): \(name) stands here twice. Keep one line.")
      }
      amounts[name] = try table.number(row: row, column: value)
    }
    if let missing = sectors.first(where: { amounts[$0] == nil }) {
      throw AssessmentError.badInput(
        "\(path) has no line for \(missing). Give an amount for every sector, 0 where there is none."
      )
    }
    return amounts
  }
}
