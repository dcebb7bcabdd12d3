import CountryPacks
import Foundation
import Quantities
import Reporting

/// The social accounting matrix of a pack with its accounts named, and gathered where there are more
/// activities and products than a page can hold.
struct MatrixAccounts {
  /// An account or several in one.
  struct Account {
    let id: String
    let name: String
    let group: String
    /// How many accounts it gathers.
    let count: Int
  }

  /// The groups of accounts, in order.
  enum Group: String, CaseIterable {
    case activities = "Activities"
    case products = "Products"
    case margins = "Margins"
    case taxes = "Taxes"
    case contributions = "Social contributions"
    case factors = "Factors"
    case institutions = "Institutions"
    case capital = "Capital account"
    case world = "Rest of the world"
  }

  /// The accounts in the order of their groups.
  let accounts: [Account]
  /// The payments by payer and receiver, million of currency, none of them zero.
  let payments: [(row: String, column: String, value: Double)]
  /// How many activities the pack has, gathered or not.
  let activities: Int

  /// The most activities, and the most products, shown one by one.
  static let most = 20

  /// Reads `sam.csv` of an aggregation.
  init(pack: CountryPack, aggregation: String) throws {
    let folders = try pack.tableFolders(aggregation: aggregation)
    let file = folders[0].appendingPathComponent("sam.csv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw CountryPackError.missing(file: file.path)
    }
    let table = try CSVTable(text: text, source: file.path)
    let (row, column) = (try table.column("row"), try table.column("column"))
    let value = try table.column("value")
    let raw = try table.rows.indices.map { index in
      (
        row: table.rows[index][row], column: table.rows[index][column],
        value: try table.number(row: index, column: value)
      )
    }
    let names = ElementNames(pack: pack, aggregation: aggregation)
    let sectors = try names.lookUp("sector")
    let products = try names.lookUp("product")
    let order =
      try names.of("sector").map { "a:\($0.element)" }
      + names.of("product").map { "c:\($0.element)" }
    let position = Dictionary(
      order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var receipts: [String: Double] = [:]
    var all: [String] = []
    for payment in raw {
      receipts[payment.row, default: 0] += payment.value
      for account in [payment.row, payment.column] where !all.contains(account) {
        all.append(account)
      }
    }
    func gathered(_ prefix: String) -> Set<String> {
      let own = all.filter { $0.hasPrefix(prefix) }
      guard own.count > MatrixAccounts.most else { return [] }
      let large = own.sorted { (receipts[$0] ?? 0, $1) > (receipts[$1] ?? 0, $0) }
      return Set(large.dropFirst(MatrixAccounts.most - 1))
    }
    let others = (activities: gathered("a:"), products: gathered("c:"))
    func id(_ account: String) -> String {
      others.activities.contains(account)
        ? "a:*" : others.products.contains(account) ? "c:*" : account
    }
    var sums: [String: Double] = [:]
    var pairs: [(row: String, column: String)] = []
    for payment in raw {
      let key = "\(id(payment.row))|\(id(payment.column))"
      if sums[key] == nil { pairs.append((id(payment.row), id(payment.column))) }
      sums[key, default: 0] += payment.value
    }
    payments = pairs.compactMap { pair in
      let value = sums["\(pair.row)|\(pair.column)"] ?? 0
      return value == 0 ? nil : (pair.row, pair.column, value)
    }
    var found: [Account] = []
    for account in all.sorted(by: { (position[$0] ?? .max) < (position[$1] ?? .max) }) {
      guard !others.activities.contains(account), !others.products.contains(account) else {
        continue
      }
      let element = String(account.dropFirst(2))
      let name =
        account.hasPrefix("a:")
        ? try sectors(element)
        : account.hasPrefix("c:") ? try products(element) : MatrixAccounts.name(of: account)
      found.append(
        Account(
          id: account, name: name, group: MatrixAccounts.group(of: account).rawValue, count: 1))
    }
    for (id, members, what) in [
      ("a:*", others.activities, "industries"), ("c:*", others.products, "products"),
    ] where !members.isEmpty {
      found.append(
        Account(
          id: id, name: "All \(members.count) other \(what)",
          group: MatrixAccounts.group(of: id).rawValue, count: members.count))
    }
    accounts = Group.allCases.flatMap { group in found.filter { $0.group == group.rawValue } }
    activities = all.filter { $0.hasPrefix("a:") }.count
  }

  /// The group an account belongs to, by the prefix that the matrix gives it.
  static func group(of account: String) -> Group {
    switch account.prefix(2) {
    case "a:": return .activities
    case "c:": return .products
    case "m:": return .margins
    case "t:": return .taxes
    case "s:": return .contributions
    case "f:": return .factors
    default: break
    }
    if account == "restOfWorld" { return .world }
    return account == "saving-investment" || account == "stocks" ? .capital : .institutions
  }

  /// What an account other than an activity or product is called in print.
  static func name(of account: String) -> String {
    let known = [
      "m:trade": "Trade margins", "m:transport": "Transport margins",
      "t:duty": "Import duty", "t:icms": "ICMS, state value added tax",
      "t:ipi": "IPI, tax on industrial products",
      "t:otherProductTax": "Other taxes less subsidies on products",
      "t:production": "Taxes on production", "t:productionSubsidy": "Subsidies on production",
      "t:directHousehold": "Direct taxes of households", "t:directFirms": "Direct taxes of firms",
      "s:official": "Employers’ social contributions", "s:own": "Households’ own contributions",
      "s:private": "Contributions to private funds", "s:imputed": "Imputed contributions",
      "f:labour": "Wages", "f:mixedIncome": "Mixed income of the self-employed",
      "f:capital": "Operating surplus", "saving-investment": "Saving and investment",
      "stocks": "Changes in stocks", "restOfWorld": "Rest of the world",
    ]
    if let name = known[account] { return name }
    let bare = account.dropFirst(account.dropFirst().first == ":" ? 2 : 0)
    return ChartText.capitalised(ChartText.words(String(bare)))
  }
}
