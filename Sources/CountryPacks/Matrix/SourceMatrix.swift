import Quantities
import SocialAccounting

/// A social accounting matrix as published, with the role of every account. The row receives, the
/// column pays.
struct SourceMatrix: Sendable {
  /// Payments, in millions of currency.
  let payments: LabelledMatrix
  /// The role of each account, by position.
  let roles: [MatrixRole]
  /// The industry of an activity or a product, the pack's name of a margin or a tax; by position.
  let elements: [String]

  /// Reads a matrix and its classification.
  ///
  /// - Parameter industries: The industries that activities and products may belong to.
  /// - Throws: ``MatrixError`` for the first account that cannot be used, ``PackError`` or `CSVError`.
  init(recipe: MatrixRecipe, folder: RawFolder, industries: [String]) throws {
    if let table = recipe.inputOutput {
      try self.init(inputOutput: table, recipe: recipe, folder: folder, industries: industries)
      return
    }
    guard let classification = recipe.accounts else {
      throw PackError.recipe(
        path: "matrix", reason: "accounts must name the table that gives every account its role.")
    }
    let table = try folder.table(recipe.file)
    let names = Array(table.header.dropFirst())
    let rows = table.rows.map { $0[0] }
    for name in names where !rows.contains(name) {
      throw MatrixError.notSquare(file: recipe.file, account: name, missing: "row")
    }
    for name in rows where !names.contains(name) {
      throw MatrixError.notSquare(file: recipe.file, account: name, missing: "column")
    }
    var payments = try LabelledMatrix(rows: names, columns: names)
    for (index, row) in table.rows.enumerated() {
      let receiver = try payments.rowPosition(row[0])
      for column in names.indices where !row[column + 1].isEmpty {
        payments[receiver, column] =
          try table.number(row: index, column: column + 1) * recipe.millionsPerUnit
      }
    }
    let (roles, elements) = try SourceMatrix.roles(
      classification, recipe: recipe, folder: folder, names: names, industries: industries)
    self.init(payments: payments, roles: roles, elements: elements)
    try checkBalances(recipe)
    try checkPlaces()
  }

  /// A matrix whose accounts have their roles.
  init(payments: LabelledMatrix, roles: [MatrixRole], elements: [String]) {
    self.payments = payments
    self.roles = roles
    self.elements = elements
  }

  /// Positions of the accounts of a role.
  func accounts(_ role: MatrixRole) -> [Int] { roles.indices.filter { roles[$0] == role } }

  /// What the accounts of one role pay to those of another.
  func paid(by payer: MatrixRole, to payee: MatrixRole) -> Double {
    let payers = accounts(payer)
    return accounts(payee).reduce(0) { sum, row in
      payers.reduce(sum) { $0 + payments[row, $1] }
    }
  }

  private static func roles(
    _ classification: String, recipe: MatrixRecipe, folder: RawFolder, names: [String],
    industries: [String]
  ) throws -> (roles: [MatrixRole], elements: [String]) {
    let table = try folder.table(classification)
    let (account, role) = (try table.column("account"), try table.column("role"))
    let element = try table.column("element")
    var known: [String: (role: MatrixRole, element: String)] = [:]
    for (row, line) in zip(table.rows, table.lines) {
      func wrong(_ problem: String) -> MatrixError {
        .line(classification: classification, line: line, problem: problem)
      }
      guard names.contains(row[account]) else {
        throw MatrixError.withoutAccount(
          account: row[account], classification: classification,
          hint: NearestName.hint(for: row[account], among: names))
      }
      guard let kind = MatrixRole(rawValue: row[role]) else {
        throw wrong(
          "there is no role \"\(row[role])\": \(NearestName.hint(for: row[role], among: MatrixRole.allCases.map(\.rawValue)))"
        )
      }
      if kind.hasElement && row[element].isEmpty {
        throw wrong("\(row[account]) is a \(kind.rawValue) and needs an element beside its role.")
      }
      if [.activity, .commodity, .imports].contains(kind), !industries.contains(row[element]) {
        throw wrong(
          "there is no industry \"\(row[element])\": \(NearestName.hint(for: row[element], among: industries))"
        )
      }
      guard known.updateValue((kind, row[element]), forKey: row[account]) == nil else {
        throw wrong("\(row[account]) has a role already. Keep one of the two lines.")
      }
    }
    for role in MatrixRole.allCases
    where role.isNeeded && !known.values.contains(where: { $0.role == role }) {
      throw MatrixError.missingRole(role: role, classification: classification)
    }
    let all = try names.map { name in
      guard let entry = known[name] else {
        throw MatrixError.withoutRole(
          account: name, file: recipe.file, classification: classification)
      }
      return entry
    }
    return (all.map(\.role), all.map(\.element))
  }

  private func checkBalances(_ recipe: MatrixRecipe) throws(MatrixError) {
    for account in roles.indices {
      let (receipts, outlays) = (payments.rowTotal(account), payments.columnTotal(account))
      let size = max(receipts.magnitude, outlays.magnitude, 1)
      guard (receipts - outlays).magnitude <= recipe.tolerance * size else {
        throw .unbalanced(
          account: payments.rows[account], file: recipe.file, receipts: receipts,
          outlays: outlays, tolerance: recipe.tolerance)
      }
    }
  }

  /// Every payment of an activity, a product or a margin must have a place in supply and use.
  private func checkPlaces() throws(MatrixError) {
    for row in roles.indices {
      for column in roles.indices where payments[row, column] != 0 {
        let (payer, payee) = (roles[column], roles[row])
        let isPlaced =
          payer.payees?.contains(payee) ?? true && payee.payers?.contains(payer) ?? true
        guard isPlaced else {
          throw .payment(
            payer: payments.columns[column], payee: payments.rows[row],
            value: payments[row, column], roles: "from \(payer.rawValue) to \(payee.rawValue)")
        }
      }
    }
  }
}
