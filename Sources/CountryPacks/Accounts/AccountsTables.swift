import Quantities
import SocialAccounting

/// The files of the accounts stage, by industry.
///
/// Sums of published cells keep the status `official`; what the fit splits is `estimated`. Matrices list
/// their non-zero cells; tables with one index list every element.
struct AccountsTables {
  let recipe: PackRecipe
  let result: AccountsBuilder.Result

  private var folder: String { "tables/\(result.classification.industries.count)" }
  private var accounts: SupplyUseAccounts { result.finest }

  /// All files but the reconciliation and the sources.
  func tables() throws -> [PackTable] {
    var tables = sets()
    tables += try supplyUse()
    tables += try bySector()
    tables.append(
      AccountsParameters(recipe: recipe.accounts.institutions, institutions: result.institutions)
        .table())
    let matrix = try AccountsSAM.build(accounts, result.institutions)
    try matrix.checkBalanced()
    tables.append(PackTable(path: "\(folder)/sam.csv", text: matrix.csv))
    let published = try AccountsSAM.build(result.published, result.institutions)
    try published.checkBalanced()
    tables.append(PackTable(path: "tables/detail/samByProduct.csv", text: published.csv))
    return tables
  }

  private func sets() -> [PackTable] {
    let sectors = result.classification.industries
    let finals = [
      ("household", "Households and non-profit institutions"), ("government", "Government"),
      ("investment", "Gross fixed capital formation"), ("stocks", "Changes in stocks"),
      ("exports", "Exports"),
    ]
    let kinds = ["icms": "ICMS, state value added tax", "ipi": "IPI, tax on industrial products"]
    return [
      set("sector", sectors.map { ($0.code, $0.name) }),
      set("product", sectors.map { ($0.code, $0.name) }),
      set("user", sectors.map { ($0.code, $0.name) } + finals),
      set("margin", accounts.marginNames.map { ($0, "\($0.capitalized) margin") }),
      set(
        "taxKind",
        accounts.taxesByKind.columns.map {
          ($0, kinds[$0] ?? "Other taxes less subsidies on products")
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
      matrix("make0", ["product", "sector"], accounts.make, .official),
      matrix("useValue0", ["product", "user"], accounts.use, .official),
      matrix("useBasic0", ["product", "user"], basic, .estimated),
      matrix("useImport0", ["product", "user"], accounts.imports, .estimated),
      matrix("useDuty0", ["product", "user"], accounts.duty, .estimated),
      table("useMargin0", ["margin", "product", "user"], marginRows),
      matrix("useTax0", ["product", "user"], accounts.taxes, .estimated),
      matrix("productTax0", ["product", "taxKind"], accounts.taxesByKind, .official),
      vector(
        "importValue0", "product", products, try published("imports"), .official),
      vector(
        "importDuty0", "product", products, try published("import_duty"), .official),
      matrix("marginSupply0", ["margin", "product"], accounts.marginSupply, .official),
    ]
  }

  /// A published flow by the pack's products.
  private func published(_ flow: String) throws -> [Double] {
    let grouping = try result.classification.finest().products
    var totals = Array(repeating: 0.0, count: grouping.groups.count)
    for (product, target) in zip(
      result.national.products, try grouping.positions(of: result.national.products))
    {
      totals[target] += result.national.flow(flow, product)
    }
    return totals
  }

  private func bySector() throws -> [PackTable] {
    let sectors = accounts.sectors
    let output = sectors.indices.map { accounts.make.columnTotal($0) }
    var tables = [vector("output0", "sector", sectors, output, .official)]
    for item in ValueAddedItem.allCases {
      let values = try accounts.valueAdded(item)
      let isSubsidy = item == .productionSubsidy
      tables.append(
        vector(
          "\(item.rawValue)0", "sector", sectors, isSubsidy ? values.map { -$0 } : values,
          .official))
    }
    tables.append(vector("jobs0", "sector", sectors, result.national.jobs, .official))
    tables.append(
      vector("investmentBySector0", "sector", sectors, result.investment, .illustrative))
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
