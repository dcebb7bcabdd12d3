import Foundation
import Testing

@Suite("Multipliers, linkages, paths and extraction from the command line")
struct MatrixTests {
  /// A program in a folder that holds the island of `Documentation/Multipliers.md`.
  private func island(_ change: (String) -> String = { $0 }) throws -> Program {
    let folder = try temporaryFolder()
    let text = """
      row,column,value
      farms,farms,10
      plants,farms,20
      labour,farms,45
      world,farms,55
      farms,plants,40
      plants,plants,70
      labour,plants,60
      world,plants,90
      farms,families,35
      plants,families,50
      world,families,20
      families,labour,105
      farms,world,45
      plants,world,120

      """
    try Data(change(text).utf8).write(to: folder.appendingPathComponent("island.csv"))
    return Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
  }

  private func plain() throws -> Program {
    let folder = try temporaryFolder()
    return Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
  }

  /// The records of a CSV table by column; no cell is quoted here.
  private func records(_ outcome: Outcome) throws -> [[String: String]] {
    #expect(outcome.status == 0, "\(outcome.messages)")
    let header = try #require(outcome.lines.first).split(separator: ",").map(String.init)
    return outcome.lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(zip(header, cells), uniquingKeysWith: { first, _ in first })
    }
  }

  private func number(_ record: [String: String], _ column: String) throws -> Double {
    try #require(record[column].flatMap { Double($0) }, "\(column)")
  }

  @Test("Multipliers of a matrix in a file are those that a hand computes")
  func file() throws {
    let found = try records(
      island()(
        "sam", "multipliers", "--sam", "island.csv", "--sectors", "farms,plants", "--households",
        "labour,families", "--format", "csv"))
    // I − A over farms and plants, by Cramer's rule.
    let a = [[10.0 / 130, 40.0 / 260], [20.0 / 130, 70.0 / 260]]
    let determinant = (1 - a[0][0]) * (1 - a[1][1]) - a[0][1] * a[1][0]
    let farms = (1 - a[1][1] + a[1][0]) / determinant
    let plants = (1 - a[0][0] + a[0][1]) / determinant
    #expect((try number(found[0], "simple") - farms).magnitude < 1e-14)
    #expect((try number(found[1], "simple") - plants).magnitude < 1e-14)
    #expect((try number(found[0], "direct") - 30.0 / 130).magnitude < 1e-15)
    // A unit of income makes 35/105 of farms' and 50/105 of plants' output necessary, again and again.
    let incomes = [
      (45.0 / 130 * (1 - a[1][1]) + 60.0 / 260 * a[1][0]) / determinant,
      (45.0 / 130 * a[0][1] + 60.0 / 260 * (1 - a[0][0])) / determinant,
    ]
    let returned = incomes[0] * 35 / 105 + incomes[1] * 50 / 105
    let spent = farms * 35 / 105 + plants * 50 / 105
    let total = farms + spent * incomes[0] / (1 - returned)
    #expect((try number(found[0], "total") - total).magnitude < 1e-14)
  }

  @Test("A square table says the same as the list")
  func square() throws {
    let program = try island()
    let square = """
      ,farms,plants,labour,families,world
      farms,10,40,,35,45
      plants,20,70,,50,120
      labour,45,60,,,
      families,,,105,,
      world,55,90,,20,

      """
    try Data(square.utf8).write(to: program.folder.appendingPathComponent("square.csv"))
    let options = [
      "--sectors", "farms,plants", "--households", "labour,families", "--format", "csv",
    ]
    let outcomes = try ["island.csv", "square.csv"].map {
      try program.start(["sam", "linkages", "--sam", $0] + options).finished()
    }
    #expect(outcomes[0].status == 0)
    #expect(outcomes[0].output == outcomes[1].output)
  }

  @Test(
    "Of Brazil, in 20 and 68 industries, effects add up and all value added and leakage is accounted for"
  )
  func brazil() throws {
    let program = try plain()
    for aggregation in ["20", "68"] {
      let jobs = try records(
        program(
          "sam", "multipliers", "--count", "jobs", "--aggregation", aggregation, "--format", "csv"))
      #expect(jobs.count == Int(aggregation))
      for record in jobs {
        let simple =
          try number(record, "initial") + number(record, "direct") + number(record, "indirect")
        #expect((try number(record, "simple") - simple).magnitude < 1e-12 * simple)
        let total = try simple + number(record, "induced")
        #expect((try number(record, "total") - total).magnitude < 1e-12 * total)
      }
      for options in [[], ["--income"]] {
        let leakages = try records(
          program.start(
            ["sam", "multipliers", "--leakages", "--aggregation", aggregation, "--format", "csv"]
              + options
          ).finished())
        var sums: [String: Double] = [:]
        for record in leakages {
          sums[record["account"] ?? "", default: 0] += try number(record, "share")
        }
        #expect(sums.count == Int(aggregation))
        #expect(sums.values.allSatisfy { ($0 - 1).magnitude < 1e-9 })
      }
    }
  }

  @Test("Stone's parts of an injection add up, and paths begin with the strongest")
  func parts() throws {
    let program = try plain()
    let parts = try records(
      program("sam", "multipliers", "--parts", "c:food", "--format", "csv"))
    for record in parts {
      let sum = try ["injection", "transfer", "openLoop", "closedLoop"].reduce(0) {
        try $0 + number(record, $1)
      }
      #expect((try number(record, "total") - sum).magnitude < 1e-14)
    }
    let labour = try #require(parts.first { $0["account"] == "f:labour" })
    let paths = try records(program("sam", "paths", "c:food", "f:labour", "--format", "csv"))
    let totals = try paths.map { try number($0, "total") }
    #expect(totals == totals.sorted(by: >) && totals.count > 10)
    // The paths' share is of what the decomposition says reaches labour.
    let first = try number(paths[0], "total") / number(paths[0], "share")
    #expect((first - (try number(labour, "total"))).magnitude < 1e-12)
  }

  @Test("Extraction takes the group out whole and never adds output")
  func extraction() throws {
    let found = try records(
      plain()("sam", "extract", "a:oil-gas,a:refining", "--format", "csv"))
    #expect(found.count == 20)
    for record in found {
      let loss = try number(record, "loss")
      #expect(loss >= 0)
      if record["extracted"] == "yes" { #expect(try number(record, "without") == 0) }
    }
  }

  @Test("JSON has the fields of CSV, and one account's payments add up to its totals")
  func view() throws {
    let program = try plain()
    let accounts = try records(program("sam", "view", "--format", "csv"))
    let households = try #require(accounts.first { $0["account"] == "households" })
    let payments = try records(program("sam", "view", "households", "--format", "csv"))
    let received = try payments.filter { $0["direction"] == "receives from" }
      .reduce(0) { try $0 + number($1, "value") }
    #expect((received - (try number(households, "receipts"))).magnitude < 1e-6)
    let json = try program("sam", "linkages", "--format", "json")
    let parsed = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(parsed.count == 20 && parsed[0]["powerOfDispersion"] is Double)
  }

  @Test(
    "What cannot be asked ends with a code and says what to do",
    arguments: [
      (["sam", "multipliers", "--sam", "island.csv"], 64, "--sectors"),
      (["sam", "linkages", "--sam", "nowhere.csv"], 74, "cannot be read"),
      (["sam", "multipliers", "--of", "a:crop"], 64, "a:crops"),
      (["sam", "paths", "c:food", "government"], 64, "exogenous"),
      (["sam", "paths", "c:food", "f:*"], 64, "one account"),
      (["sam", "view", "--sam", "island.csv", "--pack", "brazil"], 64, "--sam"),
      (
        ["sam", "linkages", "--sam", "island.csv", "--sectors", "farms", "--through", "farms"], 64,
        "one part"
      ),
      (
        ["sam", "multipliers", "--sam", "island.csv", "--sectors", "farms", "--count", "jobs"], 64,
        "--satellite"
      ),
      (
        [
          "sam", "multipliers", "--sam", "island.csv", "--sectors",
          "farms,plants,labour,families,world",
        ], 65, "injection"
      ),
      (
        ["sam", "paths", "a:crops", "f:labour", "--minimum", "0", "--longest", "20"], 65, "smallest"
      ),
    ])
  func refusals(arguments: [String], status: Int32, word: String) throws {
    let outcome = try island().start(arguments).finished()
    #expect(outcome.status == status, "\(arguments): \(outcome.messages)")
    #expect(outcome.messages.contains(word), "\(arguments): \(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }

  @Test("A matrix that does not balance is refused, with the account, unless the gap is accepted")
  func unbalanced() throws {
    let program = try island {
      $0.replacingOccurrences(of: "world,plants,90", with: "world,plants,91")
    }
    let options = ["sam", "linkages", "--sam", "island.csv", "--sectors", "farms,plants"]
    let refused = try program.start(options).finished()
    #expect(refused.status == 65)
    #expect(refused.messages.contains("plants") && refused.messages.contains("261"))
    #expect(try program.start(options + ["--tolerance", "0.01"]).finished().status == 0)
  }
}
