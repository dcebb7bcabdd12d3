import LinearAlgebra
import SocialAccounting
import Testing

@testable import InputOutput

@Suite("Account multipliers, their decomposition and paths")
struct AccountTests {
  static let endogenous = ["farms", "plants", "labour", "capital", "rural", "urban"]
  static let groups = [
    "production", "production", "factors", "factors", "institutions", "institutions",
  ]

  /// A small economy: two activities, two factors, two households, and all the rest.
  static func matrix() throws -> SocialAccountingMatrix {
    var matrix = try SocialAccountingMatrix(accounts: endogenous + ["rest"])
    let cells: [(String, String, Double)] = [
      ("farms", "farms", 10), ("farms", "plants", 40), ("farms", "rural", 35),
      ("farms", "urban", 25),
      ("plants", "farms", 20), ("plants", "plants", 70), ("plants", "rural", 30),
      ("plants", "urban", 60),
      ("labour", "farms", 45), ("labour", "plants", 60), ("capital", "farms", 35),
      ("capital", "plants", 50),
      ("rural", "labour", 50), ("rural", "capital", 20), ("rural", "urban", 5),
      ("urban", "labour", 55), ("urban", "capital", 45),
    ]
    for (row, column, value) in cells { try matrix.pay(value, from: column, to: row) }
    // Exports and transfers make receipts, and imports, taxes and saving outlays, whole.
    let receipts: [String: Double] = [
      "farms": 130, "plants": 260, "labour": 108, "capital": 90, "rural": 88, "urban": 110,
    ]
    for account in endogenous {
      let total = receipts[account] ?? 0
      try matrix.pay(try total - matrix.receipts(of: account), from: "rest", to: account)
      try matrix.pay(try total - matrix.outlays(of: account), from: account, to: "rest")
    }
    return matrix
  }

  private func multipliers() throws -> AccountMultipliers {
    try AccountMultipliers(Self.matrix(), endogenous: Self.endogenous)
  }

  @Test("Injections of the base year make the receipts of the base year")
  func baseYear() throws {
    let matrix = try Self.matrix()
    let found = try multipliers()
    let injections = try Self.endogenous.map { try matrix.payment(from: "rest", to: $0) }
    #expect(difference(try found.model.outputs(meeting: injections), found.totals) < 1e-11)
  }

  @Test("What is injected leaves: leakages of every account add up to one")
  func leakages() throws {
    let found = try multipliers()
    for account in found.accounts {
      #expect((try found.leakage(of: account).reduce(0, +) - 1).magnitude < 1e-14)
    }
  }

  @Test("The multiplier matrix is the product of the three Pyatt-Round matrices")
  func pyattRound() throws {
    let found = try multipliers()
    let decomposition = try MultiplierDecomposition(found.model, groups: Self.groups)
    let factors = try decomposition.factors()
    let all = product(factors.third, product(factors.second, factors.first))
    #expect(difference(all.storage, try found.model.inverse().storage) < 1e-13)
    // Transfers stay in their group, and each diagonal block of the cross effects is the identity.
    for row in 0..<6 {
      for column in 0..<6 {
        if Self.groups[row] != Self.groups[column] {
          #expect(factors.first[row, column] == 0)
          #expect(factors.third[row, column].magnitude < 1e-15)
        } else {
          #expect((factors.second[row, column] - (row == column ? 1 : 0)).magnitude < 1e-15)
        }
      }
    }
  }

  @Test(
    "Stone's parts add up to the multiplier, and the cross effect of a factor is what a hand computes"
  )
  func stone() throws {
    let found = try multipliers()
    let decomposition = try MultiplierDecomposition(found.model, groups: Self.groups)
    for account in found.accounts {
      let parts = try decomposition.parts(of: account)
      #expect(difference(parts.total, try found.effects(of: account)) < 1e-14)
    }
    // A unit of labour income: 50/108 to rural and 55/108 to urban households, of which urban pay 5/110
    // to rural; the transfer matrix of a factor is the identity.
    let labour = try decomposition.parts(of: "labour")
    #expect(difference(labour.transfer, [0, 0, 0, 0, 0, 0]) == 0)
    let (rural, urban) = (50.0 / 108, 55.0 / 108)
    #expect((labour.openLoop[5] - urban).magnitude < 1e-15)
    #expect((labour.openLoop[4] - (rural + urban * 5 / 110)).magnitude < 1e-15)
    #expect(labour.openLoop[2] == 0 && labour.closedLoop[2] > 0)
  }

  @Test("All paths together carry the global influence, between any two accounts")
  func allPaths() throws {
    let model = try multipliers().model
    let inverse = try model.inverse()
    for origin in 0..<6 {
      for destination in 0..<6 {
        let found = try model.structuralPaths(
          from: Self.endogenous[origin], to: Self.endogenous[destination], longest: 6, minimum: 0)
        #expect((found.global - inverse[destination, origin]).magnitude < 1e-15)
        #expect((found.explained - 1).magnitude < 1e-12)
      }
    }
  }

  @Test("A path's multiplier is the ratio of two determinants, as Defourny and Thorbecke define it")
  func pathMultiplier() throws {
    let model = try multipliers().model
    guard case .dense(let coefficients) = model.coefficients else { return }
    func determinant(without removed: Set<Int>) -> Double {
      let kept = (0..<6).filter { !removed.contains($0) }
      func expand(_ rows: [Int], _ columns: [Int]) -> Double {
        guard let row = rows.first else { return 1 }
        return columns.indices.reduce(0) { sum, position in
          let column = columns[position]
          let cell = (row == column ? 1.0 : 0) - coefficients[row, column]
          var rest = columns
          rest.remove(at: position)
          return sum + (position % 2 == 0 ? 1 : -1) * cell * expand(Array(rows.dropFirst()), rest)
        }
      }
      return expand(kept, kept)
    }
    let found = try model.structuralPaths(from: "farms", to: "rural", longest: 3, minimum: 0)
    let path = try #require(
      found.paths.first { $0.accounts == ["farms", "labour", "rural"] })
    #expect((path.direct - 45.0 / 130 * 50 / 108).magnitude < 1e-15)
    let expected = determinant(without: [0, 2, 4]) / determinant(without: [])
    #expect((path.multiplier - expected).magnitude < 1e-13)
    #expect(found.paths.map(\.total) == found.paths.map(\.total).sorted(by: >))
    #expect(found.explained < 1)
  }

  @Test("Paths that carry little are not followed, and too many are an error")
  func limits() throws {
    let model = try multipliers().model
    let all = try model.structuralPaths(from: "farms", to: "urban", minimum: 0)
    let some = try model.structuralPaths(from: "farms", to: "urban", minimum: 0.05)
    #expect(some.paths.count < all.paths.count)
    #expect(some.paths.allSatisfy { $0.direct >= 0.05 })
    #expect(throws: InputOutputError.tooManyPaths(limit: 10, minimum: 0)) {
      try model.structuralPaths(from: "farms", to: "urban", minimum: 0, limit: 10)
    }
  }

  @Test("Accounts passed through leave the multipliers of the others as they were")
  func condensed() throws {
    let found = try multipliers()
    let kept = ["plants", "urban", "farms"]
    let condensed = try found.condensed(to: kept).inverse()
    let whole = try found.model.inverse()
    for (row, receiver) in kept.enumerated() {
      for (column, payer) in kept.enumerated() {
        let cell = try whole[found.model.position(of: receiver), found.model.position(of: payer)]
        #expect((condensed[row, column] - cell).magnitude < 1e-14)
      }
    }
    #expect(try found.total(of: "plants") == 260)
  }

  @Test("Choices of accounts that cannot be are named")
  func mistakes() throws {
    let matrix = try Self.matrix()
    #expect(throws: InputOutputError.nothingExogenous) {
      try AccountMultipliers(matrix, endogenous: matrix.accounts)
    }
    #expect(throws: InputOutputError.repeatedAccount("farms")) {
      try AccountMultipliers(matrix, endogenous: ["farms", "farms"])
    }
    #expect(throws: InputOutputError.self) {
      try AccountMultipliers(matrix, endogenous: ["farm"])
    }
    var open = matrix
    try open.pay(7, from: "rest", to: "farms")
    #expect(throws: SocialAccountingError.self) {
      try AccountMultipliers(open, endogenous: ["farms"])
    }
    var idle = try SocialAccountingMatrix(accounts: ["a", "b", "c"])
    try idle.pay(1, from: "a", to: "b")
    try idle.pay(1, from: "b", to: "a")
    #expect(throws: InputOutputError.idleAccount("c")) {
      try AccountMultipliers(idle, endogenous: ["c"])
    }
  }
}
