import Quantities
import SocialAccounting

/// The files of the accounts stage, by industry.
///
/// Sums of published cells keep their status; what a fit splits is `estimated`. Matrices list their
/// non-zero cells; tables with one index list every element.
struct AccountsTables {
  /// The industries and what they are called, in order; products are named for them.
  let industries: [(code: String, name: String)]
  let accounts: SupplyUseAccounts
  /// Imports at the border and the duty on them, by product.
  let importValue, importDuty: [Double]
  /// Jobs and investment by industry.
  let jobs, investment: [Double]
  /// What kinds of tax and margins are called in print, where their own names do not say it.
  let printedNames: [String: String]
  /// How far to trust output, uses and value added; jobs.
  let status, jobsStatus: Status

  private var folder: String { "tables/\(industries.count)" }

  /// Sets, supply and use, and the accounts of industries.
  func tables() throws -> [PackTable] { try sets() + supplyUse() + bySector() }

  /// The social accounting matrix as a file of the detail.
  /// - Throws: `SocialAccountingError` when an account does not receive what it pays.
  func matrix(_ institutions: Institutions) throws -> PackTable {
    let matrix = try AccountsSAM.build(accounts, institutions)
    try matrix.checkBalanced()
    return PackTable(path: "\(folder)/sam.csv", text: matrix.csv)
  }

  private func sets() -> [PackTable] {
    let finals = [
      ("household", "Households and non-profit institutions"), ("government", "Government"),
      ("investment", "Gross fixed capital formation"), ("stocks", "Changes in stocks"),
      ("exports", "Exports"),
    ]
    return [
      set("sector", industries.map { ($0.code, $0.name) }),
      set("product", industries.map { ($0.code, $0.name) }),
      set("user", industries.map { ($0.code, $0.name) } + finals),
      set(
        "margin", accounts.marginNames.map { ($0, printedNames[$0] ?? "\($0.capitalized) margin") }),
      set(
        "taxKind",
        accounts.taxesByKind.columns.map {
          ($0, printedNames[$0] ?? "Other taxes less subsidies on products")
        }),
    ]
  }

  private func set(_ name: String, _ elements: [(String, String)]) -> PackTable {
    PackTable(
      path: "\(folder)/\(name).csv", header: [name, "name"], rows: elements.map { [$0.0, $0.1] })
  }

  private func supplyUse() throws -> [PackTable] {
    var basic = accounts.domestic
    for row in basic.rows.indices {
      for column in basic.columns.indices {
        basic[row, column] += accounts.imports[row, column] + accounts.duty[row, column]
      }
    }
    let products = accounts.products
    var marginRows: [[String]] = []
    for (name, margin) in zip(accounts.marginNames, accounts.margins) {
      marginRows += cells(margin, status: .estimated).map { [name] + $0 }
    }
    return [
      matrix("make0", ["product", "sector"], accounts.make, status),
      matrix("useValue0", ["product", "user"], accounts.use, status),
      matrix("useBasic0", ["product", "user"], basic, .estimated),
      matrix("useImport0", ["product", "user"], accounts.imports, .estimated),
      matrix("useDuty0", ["product", "user"], accounts.duty, .estimated),
      table("useMargin0", ["margin", "product", "user"], marginRows),
      matrix("useTax0", ["product", "user"], accounts.taxes, .estimated),
      matrix("productTax0", ["product", "taxKind"], accounts.taxesByKind, status),
      vector("importValue0", "product", products, importValue, status),
      vector("importDuty0", "product", products, importDuty, status),
      matrix("marginSupply0", ["margin", "product"], accounts.marginSupply, status),
    ]
  }

  private func bySector() throws -> [PackTable] {
    let sectors = accounts.sectors
    let output = sectors.indices.map { accounts.make.columnTotal($0) }
    var tables = [vector("output0", "sector", sectors, output, status)]
    for item in ValueAddedItem.allCases {
      let values = try accounts.valueAdded(item)
      let isSubsidy = item == .productionSubsidy
      tables.append(
        vector(
          "\(item.rawValue)0", "sector", sectors, isSubsidy ? values.map { -$0 } : values,
          status))
    }
    tables.append(vector("jobs0", "sector", sectors, jobs, jobsStatus))
    tables.append(
      vector("investmentBySector0", "sector", sectors, investment, .illustrative))
    return tables
  }

  private func cells(_ matrix: LabelledMatrix, status: Status) -> [[String]] {
    var rows: [[String]] = []
    for (row, rowLabel) in matrix.rows.enumerated() {
      for (column, columnLabel) in matrix.columns.enumerated() where matrix[row, column] != 0 {
        rows.append([
          rowLabel, columnLabel, CSVWriter.number(matrix[row, column]), status.rawValue,
        ])
      }
    }
    return rows
  }

  private func matrix(
    _ name: String, _ indices: [String], _ matrix: LabelledMatrix, _ status: Status
  ) -> PackTable {
    table(name, indices, cells(matrix, status: status))
  }

  private func vector(
    _ name: String, _ index: String, _ labels: [String], _ values: [Double], _ status: Status
  ) -> PackTable {
    table(
      name, [index],
      zip(labels, values).map { [$0, CSVWriter.number($1), status.rawValue] })
  }

  private func table(_ name: String, _ indices: [String], _ rows: [[String]]) -> PackTable {
    PackTable(
      path: "\(folder)/\(name).csv", header: indices + ["value", "status"], rows: rows)
  }
}
