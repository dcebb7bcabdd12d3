import Foundation
import Quantities
import SocialAccounting
import Testing

@testable import InputOutput

@Suite("IBGE's input-output matrix of 2015")
struct IBGE2015Tests {
  private static let references = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("References/ibge2015")
  private static let pack = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Packs/brazil/raw/ibge_mip2015").standardizedFileURL
  private static let users = [
    "exports", "gov_consumption", "npish_consumption", "household_consumption", "gfcf",
    "inventory_change",
  ]

  private static func read(_ file: URL) throws -> CSVTable {
    try CSVTable(
      text: String(contentsOf: file, encoding: .utf8), source: file.lastPathComponent)
  }

  /// The columns named, by product, without the line of totals.
  private static func matrix(_ file: URL, _ columns: [String]) throws -> LabelledMatrix {
    let table = try read(file)
    let rows = table.rows.indices.filter { table.rows[$0][0] != "Total" }
    var result = try LabelledMatrix(rows: rows.map { table.rows[$0][0] }, columns: columns)
    for (position, name) in columns.enumerated() {
      let column = try table.column(name)
      for (row, source) in rows.enumerated() {
        result[row, position] = try table.number(row: source, column: column)
      }
    }
    return result
  }

  static func system() throws -> SupplyUseSystem {
    let supply = references.appendingPathComponent("01_supply.csv")
    let header = try read(supply).header
    let industries = header.filter { $0.count == 4 && $0.allSatisfy(\.isNumber) }
    let make = try matrix(supply, industries)
    func uses(_ name: String) throws -> (use: LabelledMatrix, final: LabelledMatrix) {
      let file = pack.appendingPathComponent(name + ".csv")
      return try (matrix(file, industries), matrix(file, users))
    }
    let national = try uses("03_use_domestic_basic")
    var layers: [SupplyUseSystem.ValuationLayer] = []
    for (layer, name) in [
      ("imports", "04_use_imports_basic"), ("taxes", "05_taxes_on_domestic"),
      ("taxesOnImports", "06_taxes_on_imports"),
    ] {
      let part = try uses(name)
      layers.append(.init(name: layer, use: part.use, finalDemand: part.final))
    }
    let valueAdded = industries.indices.map { column in
      make.columnTotal(column) - national.use.columnTotal(column)
        - layers.reduce(0) { $0 + $1.use.columnTotal(column) }
    }
    return try SupplyUseSystem(
      make: make, use: national.use, finalDemand: national.final, layers: layers,
      primaryInputs: LabelledMatrix(
        rows: ["valueAdded"], columns: industries, values: valueAdded))
  }

  /// Column sums and weighted row sums agree with the independent computation.
  private func compare(_ matrix: LabelledMatrix, _ name: String, within: Double) throws {
    let table = try Self.read(Self.references.appendingPathComponent("numpy.csv"))
    var compared = 0
    for row in table.rows.indices where table.rows[row][0] == name {
      let expected = try table.number(row: row, column: 4)
      var found = 0.0
      if table.rows[row][1] == "columnSum" {
        found = matrix.columnTotal(Int(table.rows[row][3]) ?? -1)
      } else {
        let line = Int(table.rows[row][2]) ?? -1
        for column in matrix.columns.indices {
          found += matrix[line, column] * sin(1 + Double(line * matrix.columns.count + column))
        }
      }
      #expect((found - expected).magnitude < within, "\(name) \(table.rows[row])")
      compared += 1
    }
    #expect(compared == matrix.rows.count + matrix.columns.count)
  }

  @Test(
    "Coefficients, market shares and the Leontief inverse of 127 products and 67 activities are NumPy's"
  )
  func results() throws {
    let system = try Self.system()
    #expect(system.products.count == 127 && system.industries.count == 67)
    try compare(system.inputCoefficients, "national", within: 1e-13)
    try compare(system.inputCoefficients(of: "imports"), "imported", within: 1e-13)
    try compare(system.marketShares(), "shares", within: 1e-13)
    let table = try system.symmetric(.d)
    try compare(table.coefficients, "technical", within: 1e-13)
    let inverse = try table.inputOutputTable().model().inverse()
    var labelled = try LabelledMatrix(rows: table.flows.rows, columns: table.flows.columns)
    for row in 0..<67 {
      for column in 0..<67 { labelled[row, column] = inverse[row, column] }
    }
    try compare(labelled, "leontief", within: 1e-12)
  }

  @Test(
    "Products by industry technology and industries by sales structure embody the same value added")
  func models() throws {
    let system = try Self.system()
    let products = try system.symmetric(.b).inputOutputTable()
    let industries = try system.symmetric(.d).inputOutputTable()
    let final = system.finalDemand.total
    for table in [products, industries] {
      #expect((table.finalDemand.total - final).magnitude < 1e-9 * final)
      let model = try table.model()
      var contents = [Double](repeating: 0, count: table.sectors.count)
      for item in table.primaryInputs.rows {
        let needs = try model.requirements(of: table.intensities(of: table.primaryInput(item)))
        for sector in contents.indices { contents[sector] += needs[sector] }
      }
      // Value added, imports and taxes are all that a unit of final demand pays for.
      #expect(contents.allSatisfy { ($0 - 1).magnitude < 1e-12 })
    }
    // IBGE records two negative outputs of trade; one of them outweighs what else its activity sells.
    let negative = try system.symmetric(.d).negatives.filter { $0.part == "flows" }
    #expect(negative.map(\.row) == ["7180"] && negative.map(\.column) == ["0280"])
    #expect(negative.allSatisfy { ($0.value + 0.084_685_979_213_123).magnitude < 1e-12 })
    #expect(throws: InputOutputError.notSquare(model: "Model A", products: 127, industries: 67)) {
      try system.symmetric(.a)
    }
  }
}
