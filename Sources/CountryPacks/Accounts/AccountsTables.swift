import Quantities
import SocialAccounting

/// The files of the accounts stage.
///
/// Sums of published cells keep the status `official`; what the fit splits is `estimated`. Matrices list
/// their non-zero cells; tables with one index list every element.
struct AccountsTables {
  let recipe: PackRecipe
  let result: AccountsBuilder.Result

  private var folder: String { "tables/\(result.classification.sectors.count)" }
  private var accounts: SupplyUseAccounts { result.coarse }

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
    let fine = try AccountsSAM.build(result.fine, result.institutions)
    try fine.checkBalanced()
    tables.append(
      PackTable(
        path: "tables/\(result.fine.sectors.count)/sam\(result.fine.sectors.count).csv",
        text: fine.csv))
    return tables
  }

  private func sets() -> [PackTable] {
    let sectors = result.classification.sectors
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
    let national = accounts.taxesByKind.columns.indices.map { accounts.taxesByKind.columnTotal($0) }
    let allTaxes = national.reduce(0, +)
    var shares: [[String]] = []
    for (row, product) in products.enumerated() {
      let total = accounts.taxesByKind.rowTotal(row)
      for (kind, name) in accounts.taxesByKind.columns.enumerated() {
        let share =
          total == 0 ? national[kind] / allTaxes : accounts.taxesByKind[row, kind] / total
        let status = total == 0 ? Status.illustrative : .official
        shares.append([product, name, CSVWriter.number(share), status.rawValue])
      }
    }
    return [
      matrix("make0", ["product", "sector"], accounts.make, .official),
      matrix("useValue0", ["product", "user"], accounts.use, .official),
      matrix("useBasic0", ["product", "user"], basic, .estimated),
      matrix("useImport0", ["product", "user"], accounts.imports, .estimated),
      matrix("useDuty0", ["product", "user"], accounts.duty, .estimated),
      table("useMargin0", ["margin", "product", "user"], marginRows),
      matrix("useTax0", ["product", "user"], accounts.taxes, .estimated),
      table("taxKindShare", ["product", "taxKind"], shares),
      vector(
        "importValue0", "product", products, try published("imports"), .official),
      vector(
        "importDuty0", "product", products, try published("import_duty"), .official),
      vector(
        "marginSupply0", "margin", accounts.marginNames,
        accounts.marginNames.indices.map { accounts.marginSupply.rowTotal($0) }, .official),
    ]
  }

  /// A published flow by the pack's products.
  private func published(_ flow: String) throws -> [Double] {
    let grouping = try result.classification.coarse().products
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
    tables.append(vector("jobs0", "sector", sectors, result.jobs, .official))
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
