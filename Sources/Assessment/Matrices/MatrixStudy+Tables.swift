import InputOutput
import Reporting
import SocialAccounting

extension MatrixStudy {
  /// Every account with its part and totals.
  public func accounts() throws -> RecordTable {
    RecordTable(
      columns: ["account", "part", "receipts", "outlays", "gap"],
      rows: try matrix.accounts.map { account in
        let receipts = try matrix.receipts(of: account)
        let outlays = try matrix.outlays(of: account)
        return [
          .text(account), .text(idle.contains(account) ? "idle" : role(of: account).rawValue),
          .number(receipts), .number(outlays), .number(receipts - outlays),
        ]
      })
  }

  /// What an account receives and pays, the largest first.
  public func payments(of account: String) throws -> RecordTable {
    guard matrix.accounts.contains(account) else {
      _ = try AccountPattern(account).accounts(among: matrix.accounts)
      throw AssessmentError.usage("Name one account, not several: \(account).")
    }
    func side(_ name: String, _ total: Double, _ value: (String) throws -> Double) rethrows
      -> [[RecordTable.Field]]
    {
      try matrix.accounts.map { ($0, try value($0)) }.filter { $0.1 != 0 }
        .sorted { ($0.1.magnitude, $1.0) > ($1.1.magnitude, $0.0) }
        .map { other, value in
          [
            .text(name), .text(other), .number(value),
            total == 0 ? .missing : .number(value / total),
          ]
        }
    }
    let received = try side("receives from", matrix.receipts(of: account)) {
      try matrix.payment(from: $0, to: account)
    }
    let paid = try side("pays to", matrix.outlays(of: account)) {
      try matrix.payment(from: account, to: $0)
    }
    return RecordTable(columns: ["direction", "account", "value", "share"], rows: received + paid)
  }

  /// The multipliers of sectors: initial, direct, indirect and, with households, induced.
  public func multipliers(
    _ measure: Measure, of pattern: AccountPattern? = nil
  ) throws -> (table: RecordTable, unit: String) {
    let wanted = Set(try sectors(pattern))
    let (intensities, unit) = try intensities(measure)
    let found = try sectorModel().leontief.multipliers(of: intensities)
    var totals: [Double]?
    if !households.isEmpty {
      let economy = try economy()
      let weights = Dictionary(
        zip(sectors, intensities), uniquingKeysWith: { first, _ in first })
      let all = try economy.model.requirements(of: economy.accounts.map { weights[$0] ?? 0 })
      totals = try sectors.map { all[try economy.model.position(of: $0)] }
    }
    func ratio(_ value: Double, _ multiplier: Multiplier) -> RecordTable.Field {
      multiplier.initial == 0 ? .missing : .number(value / multiplier.initial)
    }
    var rows: [[RecordTable.Field]] = []
    for (position, multiplier) in found.enumerated() where wanted.contains(multiplier.sector) {
      let total = totals?[position]
      rows.append([
        .text(multiplier.sector), .number(multiplier.initial), .number(multiplier.direct),
        .number(multiplier.indirect),
        total.map { .number($0 - multiplier.simple) } ?? .missing, .number(multiplier.simple),
        total.map { .number($0) } ?? .missing, ratio(multiplier.simple, multiplier),
        total.map { ratio($0, multiplier) } ?? .missing,
      ])
    }
    let columns = [
      "sector", "initial", "direct", "indirect", "induced", "simple", "total", "typeI", "typeII",
    ]
    return (RecordTable(columns: columns, rows: rows), unit)
  }

  /// Where a unit injected into sectors and products leaves: by exogenous account.
  ///
  /// - Parameter income: Whether households are inside, so that what they spend goes on.
  public func leakages(of pattern: AccountPattern?, income: Bool) throws -> RecordTable {
    let multipliers = try income ? economy() : production()
    let wanted = try pattern?.accounts(among: multipliers.accounts) ?? sectors
    var rows: [[RecordTable.Field]] = []
    for account in wanted {
      for (receiver, share) in zip(multipliers.exogenous, try multipliers.leakage(of: account))
      where share != 0 {
        rows.append([.text(account), .text(receiver), .number(share)])
      }
    }
    return RecordTable(columns: ["account", "leavesTo", "share"], rows: rows)
  }

  /// What a unit injected into one account does, in Stone's parts.
  public func parts(of account: String) throws -> RecordTable {
    let economy = try economy()
    let groups = economy.accounts.map { account in
      role(of: account) != .households
        ? "production" : account.hasPrefix("f:") ? "factors" : "institutions"
    }
    guard economy.accounts.contains(account) else {
      _ = try AccountPattern(account).accounts(among: economy.accounts)
      throw AssessmentError.usage("Name one account, not several: \(account).")
    }
    let parts = try MultiplierDecomposition(economy.model, groups: groups).parts(of: account)
    let total = parts.total
    return RecordTable(
      columns: ["account", "group", "injection", "transfer", "openLoop", "closedLoop", "total"],
      rows: economy.accounts.indices.map { position in
        [
          .text(economy.accounts[position]), .text(groups[position]),
          .number(parts.injection[position]), .number(parts.transfer[position]),
          .number(parts.openLoop[position]), .number(parts.closedLoop[position]),
          .number(total[position]),
        ]
      })
  }

  /// The linkages of sectors.
  public func linkages() throws -> RecordTable {
    RecordTable(
      columns: [
        "sector", "directBackward", "directForward", "backward", "leontiefForward",
        "ghoshForward", "powerOfDispersion", "sensitivityOfDispersion", "normalisedForward", "kind",
      ],
      rows: try sectorModel().linkages().map {
        [
          .text($0.sector), .number($0.directBackward), .number($0.directForward),
          .number($0.backward), .number($0.leontiefForward), .number($0.ghoshForward),
          .number($0.powerOfDispersion), .number($0.sensitivityOfDispersion),
          .number($0.normalisedForward), .text($0.kind.rawValue),
        ]
      })
  }

  /// The paths from one account to another, and the share of the global influence that they explain.
  public func paths(
    from origin: String, to destination: String, longest: Int, minimum: Double
  ) throws -> (table: RecordTable, global: Double, explained: Double) {
    let economy = try economy()
    for account in [origin, destination] where !economy.accounts.contains(account) {
      if matrix.accounts.contains(account) {
        throw AssessmentError.usage(
          "\(account) is exogenous, so nothing passes through it. Give it a part with --sectors, --through or --households."
        )
      }
      _ = try AccountPattern(account).accounts(among: economy.accounts)
      throw AssessmentError.usage("Name one account, not several: \(account).")
    }
    let found = try economy.model.structuralPaths(
      from: origin, to: destination, longest: longest, minimum: minimum)
    let table = RecordTable(
      columns: ["path", "arcs", "direct", "multiplier", "total", "share", "cumulativeShare"],
      rows: found.paths.enumerated().map { position, path in
        [
          .text(path.accounts.joined(separator: " > ")), .number(Double(path.accounts.count - 1)),
          .number(path.direct), .number(path.multiplier), .number(path.total), .number(path.share),
          .number(found.paths.prefix(position + 1).reduce(0) { $0 + $1.share }),
        ]
      })
    return (table, found.global, found.explained)
  }

  /// What sectors lose when a group of them is taken out.
  public func extraction(
    of pattern: AccountPattern, _ kind: HypotheticalExtraction.Kind
  ) throws -> (table: RecordTable, loss: Double, share: Double) {
    let group = try pattern.accounts(among: sectors)
    let found = try sectorModel().extraction(of: group, kind)
    let table = RecordTable(
      columns: ["sector", "output", "without", "loss", "share", "extracted"],
      rows: sectors.indices.map { position in
        [
          .text(sectors[position]), .number(found.before[position]), .number(found.after[position]),
          .number(found.losses[position]),
          .number(found.losses[position] / found.before[position]),
          .text(group.contains(sectors[position]) ? "yes" : "no"),
        ]
      })
    return (table, found.loss, found.share)
  }
}

/// How sectors are taken out of a matrix.
public typealias ExtractionKind = HypotheticalExtraction.Kind
