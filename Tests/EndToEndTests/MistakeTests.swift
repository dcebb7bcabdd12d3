import Foundation
import Testing

@Suite("Mistakes and their exit codes")
struct MistakeTests {
  @Test("A name that is not there ends with 64 and the nearest one that is")
  func nearestNames() throws {
    let program = try Shared.program()
    for (arguments, guess) in [
      (["show", "gdpRael"], "gdpReal"), (["show", "gdpReal", "--run", "basline"], "baseline"),
      (["run", "carbon-tax-transfr"], "carbon-tax-transfer"),
      (["show", "employmentJobs", "--where", "sector=refinig"], "refining"),
      (["compare", "baseline", "carbon-tax-transfe"], "carbon-tax-transfer"),
      (["model", "explain", "wge"], "wage"),
    ] {
      let outcome = try program.start(arguments).finished()
      #expect(outcome.status == 64, "\(arguments): \(outcome.messages)")
      #expect(outcome.messages.contains("did you mean \"\(guess)\""), "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("A command that is not understood ends with 64")
  func usage() throws {
    let program = try Shared.program()
    for arguments in [
      ["shwo"], ["show"], ["show", "gdpReal", "--years", "20x0"],
      ["show", "gdpReal", "--format", "xml"],
      ["levers", "--set", "armingtonElasticity=much"], ["run", "baseline", "--choose", "wages"],
      ["compare", "baseline"], ["show", "gdpReal", "--years", "1900"],
      ["levers", "--aggregation", "7"], ["model", "check", "--homogeneity", "0"],
    ] {
      let outcome = try program.start(arguments).finished()
      #expect(outcome.status == 64, "\(arguments): \(outcome.status) \(outcome.messages)")
      #expect(!outcome.messages.isEmpty && outcome.output.isEmpty)
    }
  }

  @Test("Wrong model text, data and scenarios end with 65, files that are not there with 74")
  func input() throws {
    let program = try Shared.program()
    let folder = try temporaryFolder()
    func write(_ name: String, _ text: String) throws -> String {
      let file = folder.appendingPathComponent(name)
      try text.write(to: file, atomically: true, encoding: .utf8)
      return file.path
    }
    let model = try write("wrong.eqn", "language 1\nvariable income\nincome = incomee + 1\n")
    let scenario = try write(
      "wrong.yaml", "name: wrong\nparent: baseline\nlevers: {carbonPrise: {2030: 5}}\n")
    let store = try write("notes.sqlite", "These are notes, and no store of runs.")
    for (arguments, status, words) in [
      (["model", "solve", model], 65, "wrong.eqn:3"),
      (["run", scenario], 65, "carbonPrice"),
      (["runs", "--store", store], 65, "not a store"),
      (["model", "solve", folder.path + "/none.eqn"], 74, "none.eqn"),
      (["levers", "--pack", "atlantis"], 74, "--pack"),
      (["levers", "--model", "none.eqn"], 74, "--model"),
      (["runs", "--store", folder.path + "/none.sqlite"], 74, "none.sqlite"),
      (["pack", "build", folder.path + "/none.yaml"], 74, "none.yaml"),
      (["export", "--out", folder.path + "/none/x.csv"], 74, "none/x.csv"),
    ] as [([String], Int32, String)] {
      let outcome = try program.start(arguments).finished()
      #expect(outcome.status == status, "\(arguments): \(outcome.status) \(outcome.messages)")
      #expect(outcome.messages.contains(words), "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("A check that fails ends with 1, equations without a solution with 2")
  func outcomes() throws {
    let program = try Shared.program()
    let folder = try temporaryFolder()
    let file = folder.appendingPathComponent("m.eqn")
    try "language 1\nvariable x\nx = 1\ncheck two: x = 2\n".write(
      to: file, atomically: true, encoding: .utf8)
    let failed = try program("model", "solve", file.path, "--to", "2")
    #expect(failed.status == 1)
    #expect(failed.messages.contains("check two does not hold"))
    try "language 1\nvariable x\nequation root: x ^ 2 + x = 0 - 1\n".write(
      to: file, atomically: true, encoding: .utf8)
    let unsolved = try program("model", "solve", file.path, "--to", "2")
    #expect(unsolved.status == 2, "\(unsolved.messages)")
    #expect(unsolved.messages.contains("root"))
  }

  @Test("Every command explains itself, and the version is printed")
  func help() throws {
    let program = try Shared.program()
    #expect(try program("--version").output.hasPrefix("jtam "))
    for command in [
      [], ["demo"], ["run"], ["runs"], ["show"], ["compare"], ["plot"], ["export"], ["levers"],
      ["sources"], ["doctor"], ["pack", "build"], ["model", "solve"], ["model", "list"],
      ["model", "explain"], ["model", "check"], ["model", "multipliers"],
    ] {
      let outcome = try program.start(command + ["--help"]).finished()
      #expect(outcome.status == 0 && outcome.output.contains("OVERVIEW:"), "\(command)")
    }
  }
}
