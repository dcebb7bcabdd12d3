extension SupplyUseAccounts {
  /// Refuses accounts in which a use, a product, a margin or an industry does not add up.
  ///
  /// - Parameter tolerance: The largest gap accepted, as a share of the larger side (and of the
  ///   product's whole use for a single cell).
  /// - Throws: ``SocialAccountingError/unbalancedAccount(account:receipts:outlays:)``.
  public func checkIdentities(tolerance: Double = 1e-9) throws(SocialAccountingError) {
    for product in products.indices {
      let size = use.columns.indices.reduce(0) { $0 + use[product, $1].magnitude }
      for user in users.indices {
        try check(
          "\(products[product]) bought by \(users[user])", use[product, user],
          contents(product: product, user: user), size: max(size, 1), tolerance: tolerance)
      }
      let sold = domestic.rowTotal(product) + marginSupply.columnTotal(product)
      let made = make.rowTotal(product)
      try check(
        "output of \(products[product])", made, sold, size: max(made, sold, 1),
        tolerance: tolerance)
      let taxed = taxes.rowTotal(product)
      try check(
        "taxes on \(products[product])", taxesByKind.rowTotal(product), taxed, size: max(size, 1),
        tolerance: tolerance)
    }
    for margin in marginNames.indices {
      try check(
        "margin \(marginNames[margin])", marginSupply.rowTotal(margin), margins[margin].total,
        size: max(marginSupply.rowTotal(margin), 1), tolerance: tolerance)
    }
    for sector in sectors.indices {
      let output = make.columnTotal(sector)
      let user = try use.columnPosition(sectors[sector])
      let cost = use.columnTotal(user) + valueAdded.columnTotal(sector)
      try check(
        "costs of \(sectors[sector])", output, cost, size: max(output, 1), tolerance: tolerance)
    }
  }

  /// The sum of what one use is made of.
  func contents(product: Int, user: Int) -> Double {
    domestic[product, user] + imports[product, user] + duty[product, user] + taxes[product, user]
      + margins.reduce(0) { $0 + $1[product, user] }
  }

  private func check(
    _ account: String, _ receipts: Double, _ outlays: Double, size: Double, tolerance: Double
  ) throws(SocialAccountingError) {
    if !((receipts - outlays).magnitude <= tolerance * size) {
      throw SocialAccountingError.unbalancedAccount(
        account: account, receipts: receipts, outlays: outlays)
    }
  }
}
