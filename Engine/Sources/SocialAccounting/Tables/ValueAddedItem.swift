/// What an industry pays besides its purchases.
public enum ValueAddedItem: String, Sendable, CaseIterable, Codable {
  /// Wages and salaries.
  case wages
  /// Employers' contributions to public social security.
  case officialContributions
  /// Employers' contributions to private pension funds.
  case privateContributions
  /// Contributions an employer pays to itself, mostly government for its own pensioners.
  case imputedContributions
  /// Other taxes on production.
  case productionTax
  /// Other subsidies on production, as a negative payment.
  case productionSubsidy
  /// Income of the self-employed, work and capital together.
  case mixedIncome
  /// Gross operating surplus.
  case operatingSurplus
}
