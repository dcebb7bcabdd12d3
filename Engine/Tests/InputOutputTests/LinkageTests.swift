import LinearAlgebra
import SocialAccounting
import Testing

@testable import InputOutput

@Suite("Linkages and extraction")
struct LinkageTests {
  private func ghosh(_ table: InputOutputTable) throws -> GhoshModel {
    try GhoshModel(table.model(), output: table.output)
  }

  @Test("The Ghosh inverse of Miller and Blair's table reproduces outputs from value added")
  func ghosh() throws {
    let table = try Tables.millerBlair()
    let model = try ghosh(table)
    let made = try model.outputs(from: table.primaryInput("value added"))
    #expect(difference(made, [1000, 2000]) < 1e-11)
    // By hand: I − B = [[0.85, −0.5], [−0.1, 0.95]], of determinant 0.7575.
    #expect(difference(try model.row(0), [0.95 / 0.7575, 0.5 / 0.7575]) < 1e-15)
    #expect(difference(try model.forwardTotals(), [1.45 / 0.7575, 0.95 / 0.7575]) < 1e-15)
    #expect(difference(model.directForward, [0.65, 0.15]) < 1e-15)
  }

  @Test("Germany 1990: the first column of the Ghosh inverse is the Eurostat manual's")
  func germany() throws {
    let model = try ghosh(Tables.germany())
    let column = try (0..<6).map { try model.row($0)[0] }
    #expect(difference(column, [1.0339, 0.0118, 0.0037, 0.0103, 0.0117, 0.0043]) <= 0.00006)
  }

  @Test(
    "Linkages are sums of rows and columns of the two inverses, and normalised ones average one")
  func linkages() throws {
    let table = try Tables.random(15, seed: 21)
    let model = try ghosh(table)
    let inverse = try model.leontief.inverse()
    let found = try model.linkages()
    for sector in 0..<15 {
      let column = (0..<15).reduce(0) { $0 + inverse[$1, sector] }
      let row = (0..<15).reduce(0) { $0 + inverse[sector, $1] }
      let supply = (0..<15).reduce(0) {
        $0 + inverse[sector, $1] * table.output[$1] / table.output[sector]
      }
      #expect((found[sector].backward - column).magnitude < 1e-13)
      #expect((found[sector].leontiefForward - row).magnitude < 1e-13)
      #expect((found[sector].ghoshForward - supply).magnitude < 1e-13)
    }
    for measure in [\Linkage.powerOfDispersion, \.sensitivityOfDispersion, \.normalisedForward] {
      let mean = found.reduce(0) { $0 + $1[keyPath: measure] } / 15
      #expect((mean - 1).magnitude < 1e-14)
    }
    #expect(
      found.allSatisfy {
        ($0.kind == .key) == ($0.powerOfDispersion > 1 && $0.normalisedForward > 1)
      })
  }

  @Test(
    "Extraction of a group loses what the table without it loses, solved anew",
    arguments: HypotheticalExtraction.Kind.allCases)
  func extraction(kind: HypotheticalExtraction.Kind) throws {
    let table = try Tables.random(11, seed: 8)
    let model = try ghosh(table)
    let group = [2, 5, 9]
    let found = try model.extraction(of: group.map { "s\($0)" }, kind)
    guard case .dense(var coefficients) = table.coefficients else { return }
    var demand = try table.finalDemand(of: "final")
    var after: [Double]
    if kind == .forward {
      // Rows of B are zero, and x′ = v′ (I − B)⁻¹.
      let valueAdded = try table.primaryInput("value added")
      var system = DenseMatrix.identity(11)
      for row in 0..<11 {
        for column in 0..<11 where !group.contains(row) {
          // Transposed, since x stands on the left.
          system[column, row] -=
            coefficients[row, column] * table.output[column] / table.output[row]
        }
      }
      after = try system.solve(valueAdded)
    } else {
      for member in group {
        for other in 0..<11 {
          coefficients[other, member] = 0
          if kind == .total { coefficients[member, other] = 0 }
        }
        if kind == .total { demand[member] = 0 }
      }
      after = try LeontiefModel(accounts: table.sectors, coefficients: .dense(coefficients))
        .outputs(meeting: demand)
    }
    #expect(difference(found.after, after) < 1e-11)
    #expect(found.before == table.output)
    #expect(
      (found.loss - zip(table.output, after).reduce(0) { $0 + $1.0 - $1.1 }).magnitude < 1e-10)
    #expect(found.share > 0 && found.share < 1)
  }

  @Test("Unknown and repeated sectors are named")
  func mistakes() throws {
    let model = try ghosh(Tables.millerBlair())
    #expect(throws: InputOutputError.repeatedAccount("agriculture")) {
      try model.extraction(of: ["agriculture", "agriculture"], .total)
    }
    #expect {
      try model.extraction(of: ["agricultur"], .total)
    } throws: { "\($0)".contains("agriculture") }
  }
}
