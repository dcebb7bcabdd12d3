import Foundation
import Testing

@Suite("Models and data from the command line")
struct ModelTests {
  @Test("The textbook model SIM is solved without data, and settles at its known income")
  func simple() throws {
    let program = try Shared.program()
    let file = Program.sources.appendingPathComponent("Examples/models/sim.eqn").path
    let outcome = try program("model", "solve", file, "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.lines.first == "variable,dimensions,period,value")
    #expect(outcome.messages.contains("Periods 1 to 60"))
    // Spending over the tax rate: 20 / 0.2.
    let last = try #require(outcome.lines.first { $0.hasPrefix("income,,60,") })
    let income = try #require(Double(last.split(separator: ",")[2]))
    #expect((income - 100).magnitude < 0.1)
    let other = try program(
      "model", "solve", file, "--to", "1", "--set", "governmentSpending=40", "--format", "csv")
    #expect(other.output.contains("income,,1,76.9"))
  }

  @Test("A model with base values and dated data is solved for the years the data cover")
  func dated() throws {
    let program = try Shared.program()
    let folder = try temporaryFolder()
    try """
    language 1
    parameter start
    exogenous rate
    variable level base start
    level = lag(level) * (1 + rate)

    """.write(to: folder.appendingPathComponent("m.eqn"), atomically: true, encoding: .utf8)
    try "name,value\nstart,100\n".write(
      to: folder.appendingPathComponent("parameters.csv"), atomically: true, encoding: .utf8)
    try "year,value\n2019,0\n2020,0.5\n2021,1\n".write(
      to: folder.appendingPathComponent("rate.csv"), atomically: true, encoding: .utf8)
    let outcome = try program(
      "model", "solve", folder.appendingPathComponent("m.eqn").path, "--data", folder.path,
      "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("level,,2020,150\nlevel,,2021,300\n"))
  }

  @Test("Names of the model are listed and explained, with equation, place and status")
  func explain() throws {
    let program = try Shared.program()
    let list = try program("model", "list", "--format", "csv")
    #expect(list.lines.first == "name,kind,dimensions,cells,unit,description,file,line")
    #expect(list.output.contains("\nemploymentJobs,variable,sector,20,jobs,"))
    let explained = try program("model", "explain", "notionalWage")
    for words in [
      "wages/wage-setting.eqn:", "dlog(notionalWage) =", "wageUnemploymentChange", "Status",
    ] {
      #expect(explained.output.contains(words), "\(words)")
    }
    let other = try program("model", "explain", "notionalWage", "--choose", "wages=phillips")
    #expect(other.output.contains("phillipsSlope"))
    let lever = try program("model", "explain", "carbonPrice")
    #expect(lever.output.contains("Lever: 0 to 5000"))
    #expect(try program("levers").output.contains("carbonPrice"))
  }

  @Test(
    "The model holds at its base year, returns to it, is neutral to money and changes nothing for nothing"
  )
  func check() throws {
    let outcome = try Shared.program()("model", "check", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.messages)")
    for test in ["base year", "perturbed start", "check", "homogeneity", "zero shock"] {
      #expect(outcome.output.contains("\n\(test),"), "\(test)")
    }
    #expect(!outcome.output.contains("FAILS"))
  }

  @Test("A model is tested in the form of a scenario, with the amounts money is measured in")
  func checkScenario() throws {
    let outcome = try Shared.program()(
      "model", "check", "--scenario", "carbon-tax-transfer", "--homogeneity", "3", "--choose",
      "wages=phillips")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.messages)")
  }

  @Test("Multipliers of the frozen model are written with their tables, and not over others")
  func multipliers() throws {
    let program = try Shared.program()
    let folder = program.folder.appendingPathComponent("multipliers").path
    let outcome = try program("model", "multipliers", "--out", folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.lines.count == 7)
    let text = try String(contentsOfFile: folder + "/multipliers.csv", encoding: .utf8)
    #expect(text.hasPrefix("product,user,sector,value\n"))
    #expect(try program("model", "multipliers", "--out", folder).status == 74)
  }

  @Test("The pack's sources and its agreement with what is published are printed")
  func sources() throws {
    let program = try Shared.program()
    #expect(try program("sources", "--format", "csv").lines.first?.contains("licence") == true)
    let table = try program("sources", "--reconciliation", "--format", "csv")
    #expect(table.lines.first == "item,unit,published,source,pack,difference")
    #expect(table.output.contains("\n\"GDP, production\","))
  }

  @Test("The pack builds again from its recipe to the same files")
  func packBuild() throws {
    let program = try Shared.program()
    let recipe = Program.sources.appendingPathComponent("Packs/brazil/recipe.yaml").path
    let folder = program.folder.appendingPathComponent("pack").path
    let built = try program("pack", "build", recipe, "--into", folder)
    #expect(built.status == 0, "\(built.messages)")
    let again = try program("pack", "build", recipe, "--into", folder)
    #expect(again.status == 0 && again.output.isEmpty)
    try "name,value\n".write(
      toFile: folder + "/tables/parameters.csv", atomically: true, encoding: .utf8)
    #expect(try program("pack", "build", recipe, "--into", folder).status == 74)
    #expect(try program("pack", "build", recipe, "--into", folder, "--force").status == 0)
    #expect(try program("doctor", "--pack", folder).status == 0)
  }

  @Test("The doctor finds a whole installation and says what a broken one lacks")
  func doctor() throws {
    let program = try Shared.program()
    let whole = try program("doctor", "--format", "csv")
    #expect(whole.status == 0, "\(whole.output)")
    for subject in [
      "pack,works", "compile,works", "base year,works", "scenarios,works", "store,works",
    ] {
      #expect(whole.output.contains("\n\(subject),"), "\(subject)")
    }
    let broken = try program("doctor", "--pack", "nowhere")
    #expect(broken.status == 1)
    #expect(broken.output.contains("FAILS"))
  }
}
