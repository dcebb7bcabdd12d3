import Quantities
import SocialAccounting

/// Jobs by industry in the base year, and by group of workers where the matrix comes with them.
///
/// Jobs of the matrix's year by activity grow with the employment of their group; without such a table the
/// employment of the group is divided by labour income. All are then scaled to the published total of
/// persons, so that only the division among industries is estimated.
struct MatrixJobs {
  /// Whole jobs by industry.
  let jobs: [Double]
  /// Jobs by industry and group of workers, not rounded; empty without groups.
  let byGroup: [(group: String, jobs: [Double])]

  /// - Parameters:
  ///   - groups: The growth group of each industry.
  ///   - labour: Labour income of each industry.
  /// - Throws: ``PackError``, `CSVError` or ``MatrixError/industry(code:problem:)`` for an industry without
  ///   jobs.
  init(
    recipe: MatrixRecipe, folder: RawFolder, source: SourceMatrix, industries: [String],
    groups: [String], labour: [Double]
  ) throws {
    let growth = try GroupGrowth(recipe.growth, folder: folder)
    var jobs = industries.map { _ in 0.0 }
    var parts: [(group: String, jobs: [Double])] = []
    if let file = recipe.jobs.file, let key = recipe.jobs.keyColumn,
      let value = recipe.jobs.valueColumn
    {
      let table = try folder.table(file)
      let factors = try groups.map { try growth.employment($0, since: recipe.year) }
      func read(_ column: String) throws -> [Double] {
        var sums = industries.map { _ in 0.0 }
        let numbers = try LabourNumbers(table, keys: [key], value: column)
        for account in source.accounts(.activity) {
          guard let industry = industries.firstIndex(of: source.elements[account]) else { continue }
          sums[industry] += try numbers[source.payments.rows[account]] * factors[industry]
        }
        for pool in recipe.jobs.pools ?? [] {
          let members = try pool.map { code in
            guard let member = industries.firstIndex(of: code) else {
              throw PackError.missing(what: "industry \(code) of a pool", table: recipe.industries)
            }
            return member
          }
          let together = members.reduce(0) { $0 + sums[$1] }
          let income = members.reduce(0) { $0 + labour[$1] }
          for member in members { sums[member] = together * labour[member] / income }
        }
        return sums
      }
      jobs = try read(value)
      parts = try (recipe.jobs.groups ?? [:]).sorted { $0.key < $1.key }
        .map { ($0.key, try read($0.value)) }
    } else {
      for group in Set(groups) {
        let members = industries.indices.filter { groups[$0] == group }
        let income = members.reduce(0) { $0 + labour[$1] }
        for member in members {
          jobs[member] = try growth.persons(group) * labour[member] / income
        }
      }
    }
    let total = try recipe.institutions.scalar("employedPersons").value
    let scale = total / jobs.reduce(0, +)
    let whole = jobs.map { ($0 * scale).rounded() }
    for (industry, number) in zip(industries, whole) where number < 1 {
      throw MatrixError.industry(
        code: industry, problem: "has no jobs. Join it with another in the classification.")
    }
    self.jobs = whole
    byGroup = parts.map { ($0.group, $0.jobs.map { $0 * scale }) }
  }
}
