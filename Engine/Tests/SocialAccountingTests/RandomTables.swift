import SocialAccounting

/// Made-up tables that are the same in every run.
struct RandomTables {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  /// A number from 0 to 1 (splitmix64).
  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) / Double(UInt64(1) << 53)
  }

  /// A SAM whose accounts do not balance by up to some ten per cent; every account receives and pays.
  func matrix(accounts count: Int, density: Double = 0.3) -> SocialAccountingMatrix {
    var random = self
    let labels = (0..<count).map { "account \($0)" }
    guard var matrix = try? SocialAccountingMatrix(accounts: labels) else {
      preconditionFailure("labels are unique")
    }
    for row in 0..<count {
      for column in 0..<count {
        let isLink = column == (row + 1) % count
        guard row != column, isLink || random.next() < density else { continue }
        let value = 1 + 99 * random.next() * random.next()
        try? matrix.pay(value, from: labels[column], to: labels[row])
        if !isLink {
          try? matrix.pay(value * (1 + 0.1 * random.next()), from: labels[row], to: labels[column])
        }
      }
    }
    return matrix
  }

  /// A matrix with the totals of another one of the same signs and zeros, so that they can be met.
  func problem(rows: Int, columns: Int, negative: Double = 0, density: Double = 0.7)
    -> BalancingProblem
  {
    var random = self
    var prior: [Double] = []
    var rowTotals = [Double](repeating: 0, count: rows)
    var columnTotals = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        guard random.next() < density else {
          prior.append(0)
          continue
        }
        let sign: Double = random.next() < negative ? -1 : 1
        prior.append(sign * (1 + 9 * random.next()))
        let other = prior[prior.count - 1] * (0.5 + random.next())
        rowTotals[row] += other
        columnTotals[column] += other
      }
    }
    guard
      let matrix = try? LabelledMatrix(
        rows: (0..<rows).map { "row \($0)" }, columns: (0..<columns).map { "column \($0)" },
        values: prior)
    else { preconditionFailure("labels are unique") }
    return BalancingProblem(prior: matrix, rowTotals: rowTotals, columnTotals: columnTotals)
  }
}
