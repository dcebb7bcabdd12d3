import CountryPacks
import Quantities
import Reporting

/// Pictures of a pack's social accounting matrix.
struct MatrixPicture {
  let pack: CountryPack
  let accounts: MatrixAccounts

  init(pack: CountryPack, aggregation: String) throws {
    self.pack = pack
    accounts = try MatrixAccounts(pack: pack, aggregation: aggregation)
  }

  private var unit: String { "billion \(pack.currency)" }

  private var source: String {
    "Source: country pack \(pack.name) \(pack.version), social accounting matrix of \(pack.baseYear) with \(accounts.activities) industries. Data balanced from official accounts, not a model result."
  }

  /// The matrix, account by account.
  func heatMap(width: Int) throws -> Picture {
    let cells = accounts.payments.map {
      MatrixMap.Cell(row: $0.row, column: $0.column, value: $0.value / 1000)
    }
    guard let largest = cells.max(by: { $0.value < $1.value }) else { throw ChartError.nothing }
    let names = Dictionary(
      accounts.accounts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    func said(_ id: String) -> String {
      let kind = MatrixAccounts.group(of: id)
      let name = names[id]?.name ?? id
      return kind == .activities
        ? "the industry “\(name)”" : kind == .products ? "the product “\(name)”" : name
    }
    let all = accounts.accounts.count * accounts.accounts.count
    return try MatrixMap(
      accounts: accounts.accounts.map { .init(id: $0.id, name: $0.name, group: $0.group) },
      cells: cells, unit: unit, width: width
    ).picture(
      Picture.Caption(
        finding:
          "The largest payment of \(pack.baseYear), \(NumberText.fixed(largest.value, decimals: 0)) \(unit), goes from \(said(largest.column)) to \(said(largest.row)); \(cells.count) of \(NumberText.fixed(Double(all), decimals: 0)) possible payments occur.",
        subtitle: [
          "Social accounting matrix of \(pack.title) \(pack.baseYear), \(unit). Rows receive, columns pay; darker is larger, on a logarithmic scale.",
          "Pale ground: no payment. Orange cross: a payment below zero (a subsidy, a deficit, a run-down of stocks).",
        ], notes: [source]))
  }

  /// The matrix as flows of money from buyers to incomes.
  func sankey(width: Int) throws -> Picture {
    var sums: [String: Double] = [:]
    var order: [(from: String, to: String)] = []
    func add(_ from: String, _ to: String, _ value: Double) {
      let key = "\(from)|\(to)"
      if sums[key] == nil { order.append((from, to)) }
      sums[key, default: 0] += value / 1000
    }
    for payment in accounts.payments {
      for (from, to) in MatrixPicture.route(from: payment.column, to: payment.row) {
        add(from, to, payment.value)
      }
    }
    let values = order.map {
      FlowDiagram.Flow(from: $0.from, to: $0.to, value: sums["\($0.from)|\($0.to)"] ?? 0)
    }
    let flows = values.filter { $0.value > 0 }
    let left = values.filter { $0.value < 0 }
    let named = accounts.accounts.filter { ["a:", "c:"].contains($0.id.prefix(2)) }
    var nodes: [FlowDiagram.Node] = MatrixPicture.ends(column: 0)
    nodes += named.filter { $0.id.hasPrefix("c:") }.map {
      .init(id: $0.id, name: $0.name, column: 1, kind: 1)
    }
    nodes += named.filter { $0.id.hasPrefix("a:") }.map {
      .init(id: $0.id, name: $0.name, column: 2, kind: 2)
    }
    nodes += MatrixPicture.middle + MatrixPicture.factors + MatrixPicture.ends(column: 4)
    let used = Set(flows.flatMap { [$0.from, $0.to] })
    nodes = nodes.filter { used.contains($0.id) }
    let diagram = FlowDiagram(
      nodes: nodes, flows: flows,
      headings: ["Who buys", "Products", "Who is paid", "For what", "Who earns it"], unit: unit,
      width: width)
    var notes = [
      "What industries buy of each other, and trade and transport margins, go round: they stand both where they are spent and where they are paid. Transfers, direct taxes and saving among institutions are left out; the heat map has every payment."
    ]
    if !left.isEmpty {
      let sum = left.reduce(0) { $0 + $1.value }
      notes.append(
        "Flows below zero (\(left.count), together \(ChartText.signed(sum, decimals: 1)) \(unit)) cannot be drawn as ribbons and are left out."
      )
    }
    return try diagram.picture(
      Picture.Caption(
        finding: finding(values),
        subtitle: [
          "Flows of money in \(pack.title) \(pack.baseYear), \(unit), from the social accounting matrix; numbers are what passes through each account."
        ], notes: notes + [source]))
  }

  private func finding(_ flows: [FlowDiagram.Flow]) -> String {
    func sum(_ chosen: (FlowDiagram.Flow) -> Bool) -> Double {
      flows.filter(chosen).reduce(0) { $0 + $1.value }
    }
    let bought = sum { $0.to.hasPrefix("c:") }
    let between = sum { $0.from == "0:activities" }
    let households = sum { $0.from == "0:households" }
    let world = sum { $0.from == "0:restOfWorld" }
    func share(_ value: Double) -> String {
      NumberText.fixed(bought == 0 ? 0 : 100 * value / bought, decimals: 0)
    }
    return
      "Of \(NumberText.fixed(bought, decimals: 0)) \(unit) spent on products, industries spend \(share(between)) % on each other’s, households \(share(households)) %, and the rest of the world \(share(world)) %."
  }

  /// The way a payment takes through the diagram; none when it is left out.
  private static func route(from payer: String, to receiver: String) -> [(String, String)] {
    let from = MatrixAccounts.group(of: payer)
    let to = MatrixAccounts.group(of: receiver)
    let final: [String: String] = [
      "households": "0:households", "government": "0:government", "saving-investment": "0:capital",
      "stocks": "0:capital", "restOfWorld": "0:restOfWorld",
    ]
    switch (from, to) {
    case (.activities, .products): return [("0:activities", receiver), (payer, "3:products")]
    case (.margins, .products): return [("0:margins", receiver)]
    case (_, .products): return final[payer].map { [($0, receiver)] } ?? []
    case (.products, .activities): return [(payer, receiver)]
    case (.products, .margins): return [(payer, "2:margins")]
    case (.products, .taxes): return [(payer, "2:taxes"), ("2:taxes", "4:government")]
    case (.products, .world): return [(payer, "2:imports"), ("2:imports", "4:restOfWorld")]
    case (.activities, .factors): return [(payer, "3:\(receiver)")]
    case (.activities, .contributions): return [(payer, "3:contributions")]
    case (.activities, .taxes):
      return [(payer, "3:taxes"), ("3:taxes", "4:government")]
    case (.factors, .institutions): return [("3:\(payer)", "4:\(receiver)")]
    case (.contributions, .institutions):
      return payer == "s:own" ? [] : [("3:contributions", "4:\(receiver)")]
    default: return []
    }
  }

  /// Institutions at either end.
  private static func ends(column: Int) -> [FlowDiagram.Node] {
    let names =
      column == 0
      ? [
        ("activities", "Industries"), ("households", "Households"), ("government", "Government"),
        ("capital", "Investment and stocks"), ("restOfWorld", "Rest of the world (exports)"),
        ("margins", "Trade and transport margins"),
      ]
      : [
        ("households", "Households"), ("firms", "Firms"), ("government", "Government"),
        ("restOfWorld", "Rest of the world"),
      ]
    return names.map { key, name in
      .init(
        id: "\(column):\(key)", name: name, column: column, kind: key == "restOfWorld" ? 4 : 0)
    }
  }

  /// Who is paid beside industries.
  private static let middle: [FlowDiagram.Node] = [
    .init(id: "2:margins", name: "Trade and transport margins", column: 2, kind: 0),
    .init(id: "2:taxes", name: "Taxes on products", column: 2, kind: 0),
    .init(id: "2:imports", name: "Imports", column: 2, kind: 4),
  ]

  /// What industries pay for.
  private static let factors: [FlowDiagram.Node] = [
    .init(id: "3:products", name: "Products bought", column: 3, kind: 1),
    .init(id: "3:f:labour", name: "Wages", column: 3, kind: 3),
    .init(id: "3:contributions", name: "Social contributions", column: 3, kind: 3),
    .init(id: "3:f:mixedIncome", name: "Mixed income", column: 3, kind: 3),
    .init(id: "3:f:capital", name: "Operating surplus", column: 3, kind: 3),
    .init(id: "3:taxes", name: "Taxes on production, net", column: 3, kind: 0),
  ]
}
