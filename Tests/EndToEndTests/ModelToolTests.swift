import Foundation
import Testing

@Suite("Tools around a model file")
struct ModelToolTests {
  private func program() throws -> Program {
    let folder = try temporaryFolder()
    return Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
  }

  private func write(_ text: String, _ program: Program, _ name: String = "m.eqn") throws -> String
  {
    let file = program.folder.appendingPathComponent(name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  @Test("A text is printed in its form, checked by name, and replaced only when asked")
  func format() throws {
    let program = try program()
    let untidy = "language 1\nvariable x\nx=lag( x )+1\n"
    let file = try write(untidy, program)
    let printed = try program("model", "format", file)
    #expect(printed.status == 0)
    #expect(printed.output == "language 1\nvariable x\nx = lag(x) + 1\n")
    let check = try program("model", "format", "--check", file)
    #expect(check.status == 1)
    #expect(check.output == file + "\n")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == untidy)
    #expect(try program("model", "format", "--in-place", file).status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == printed.output)
    #expect(try program("model", "format", "--check", file).status == 0)
  }

  @Test("Files with mistakes are left as they are, and those beside them too")
  func mistakes() throws {
    let program = try program()
    let wrong = try write("language 1\nx = (1 +\n", program, "wrong.eqn")
    let untidy = try write("language 1\nvariable x\nx=1\n", program, "untidy.eqn")
    let outcome = try program("model", "format", "--in-place", untidy, wrong)
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("wrong.eqn:2:5: error: this bracket is never closed"))
    #expect(try String(contentsOfFile: untidy, encoding: .utf8).contains("x=1"))
    #expect(try program("model", "format", program.folder.path + "/none.eqn").status == 74)
    #expect(try program("model", "format", "--check", "--in-place", untidy).status == 64)
  }

  @Test("The blocks that ship have the form that the formatter gives")
  func blocks() throws {
    let program = try program()
    let folder = Program.sources.appendingPathComponent("Sources/ModelLibrary/Blocks")
    let files = (FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".eqn") }.sorted()
      .map { folder.appendingPathComponent($0).path }
    #expect(files.count > 25)
    let outcome = try program.start(["model", "format", "--check"] + files).finished()
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test("Findings are listed with place and advice, and end a strict command with 1")
  func lint() throws {
    let program = try program()
    let file = try write("language 1\n## X.\nvariable x unit \"1\"\nx = 7.5\n", program)
    let table = try program("model", "lint", file)
    #expect(table.status == 0)
    #expect(table.output.contains("m.eqn:4:5: magic-number: "))
    let csv = try program("model", "lint", file, "--format", "csv", "--strict")
    #expect(csv.status == 1)
    #expect(csv.lines.first == "file,line,column,rule,subject,message,advice")
    #expect(csv.lines.count == 2)
    #expect(
      try program("model", "lint", file, "--format", "json").output.contains("\"magic-number\""))
    let wrong = try write("language 1\nx = y\n", program, "wrong.eqn")
    #expect(try program("model", "lint", wrong).status == 65)
  }

  @Test(
    "The standard model has a page with every block, formulas, values and links that lead somewhere"
  )
  func page() throws {
    let program = try program()
    let file = program.folder.appendingPathComponent("model.html").path
    let outcome = try program("model", "doc", "--out", file)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let page = try String(contentsOfFile: file, encoding: .utf8)
    for words in ["<h2>wages/phillips</h2>", "<munder>", "employmentJobs", "Used in", "official"] {
      #expect(page.contains(words), "\(words)")
    }
    // Nothing comes from elsewhere.
    #expect(!page.contains("http"))
    let targets = Set(page.matches(of: /id="([^"]+)"/).map { String($0.1) })
    let links = Set(page.matches(of: /href="#([^"]+)"/).map { String($0.1) })
    #expect(links.subtracting(targets) == [])
    #expect(page.matches(of: /id="([^"]+)"/).count == targets.count)
    #expect(try program("model", "doc", "--out", file).status == 74)
  }

  @Test("A file that needs tables has a page without values when they are not at hand")
  func pageWithoutData() throws {
    let program = try program()
    let file = try write(
      "language 1\nset s\nparameter a[s]\n## <b>X</b> & y.\nvariable x[s]\nx[s] = a[s]\n", program)
    let outcome = try program("model", "doc", file)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("--data"))
    #expect(outcome.output.contains("&lt;b&gt;X&lt;/b&gt; &amp; y."))
    #expect(try program("model", "doc", file, "--data", program.folder.path).status == 65)
    #expect(try program("model", "doc", file, "--pack", "brazil").status == 64)
  }

  @Test("A model is written as a LaTeX document")
  func latex() throws {
    let program = try program()
    let sim = Program.sources.appendingPathComponent("Examples/models/sim.eqn").path
    let outcome = try program("model", "export", "--format", "latex", sim)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("\\hyperlink{symbol:alpha1}{\\alpha}_{1}"))
    #expect(outcome.output.hasPrefix("\\documentclass"))
    #expect(outcome.output.hasSuffix("\\end{document}\n"))
  }

  @Test("A file and a scenario are written for Dynare, and names that it cannot read are refused")
  func dynare() throws {
    let program = try program()
    let sim = Program.sources.appendingPathComponent("Examples/models/sim.eqn").path
    let folder = try temporaryFolder()
    let file = folder.appendingPathComponent("sim.mod").path
    let written = try program(
      "model", "export", "--format", "dynare", sim, "--to", "30", "--set", "theta=0.25", "--out",
      file)
    #expect(written.status == 0, "\(written.messages)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("p_theta = 0.25;"))
    #expect(text.contains("v_money = v_money(-1) + v_disposableIncome - v_consumption;"))
    #expect(text.contains("perfect_foresight_setup(periods = 30);"))

    // The baseline's targets: GDP is given and its instrument solved for.
    let scenario = try program("model", "export", "--format", "dynare", "--scenario", "baseline")
    #expect(scenario.status == 0, "\(scenario.messages)")
    let parts = scenario.output.components(separatedBy: "\nvarexo\n")
    #expect(parts.first?.contains("  x_demandFactor (long_name='demandFactor')") == true)
    #expect(parts.last?.contains("  v_gdpReal (long_name='gdpReal')") == true)

    for (arguments, words) in [
      ([sim, "--out", folder.appendingPathComponent("my-sim.mod").path], "letters, digits and _"),
      ([sim, "--scenario", "baseline"], "not both"),
      (["--scenario", "baseline", "--from", "2020"], "A scenario has its own years"),
    ] {
      let refused = try program.start(["model", "export", "--format", "dynare"] + arguments)
        .finished()
      #expect(refused.status == 64)
      #expect(refused.messages.contains(words), "\(refused.messages)")
    }
  }

  @Test("What is no file, or cannot be read, ends every command on a model with 74")
  func unreadable() throws {
    let program = try program()
    let folder = program.folder.path
    let large = folder + "/large.eqn"
    try Data(repeating: 32, count: 16_000_001).write(to: URL(fileURLWithPath: large))
    let pipe = folder + "/pipe.eqn"
    #expect(mkfifo(pipe, 0o600) == 0)
    for file in [folder, large, pipe] {
      for command in [
        ["solve"], ["lint"], ["doc"], ["export", "--format", "dynare"],
        ["export", "--format", "latex"],
        ["format"], ["list"], ["print"],
      ] {
        let outcome = try program.start(["model"] + command + [file]).finished()
        #expect(outcome.status == 74, "\(command): \(outcome.messages)")
        #expect(outcome.messages.contains(file))
      }
    }
    let model = try write("language 1\nparameter p\nvariable x\nx = p\n", program)
    #expect(mkfifo(folder + "/p.csv", 0o600) == 0)
    let outcome = try program("model", "solve", model, "--data", folder)
    #expect(outcome.status == 74 && outcome.messages.contains("p.csv is a pipe"))
    #expect(try program("model", "solve", model, "--set", "p=1", "--changes", pipe).status == 74)
  }

  @Test("A model, what it includes, its tables and its changes are never replaced by a result")
  func inputsKept() throws {
    let program = try program()
    let included = try write("language 1\nvariable x\nx = p\n", program, "part.eqn")
    let model = try write("language 1\nparameter p\ninclude \"part.eqn\"\n", program)
    let table = try write("name,value\np,1\n", program, "parameters.csv")
    let changes = try write("equation,year,value\nx,1,2\n", program, "changes.csv")
    let link = program.folder.path + "/link.txt"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: model)
    let arguments = ["model", "solve", model, "--data", program.folder.path, "--changes", changes]
    #expect(try program.start(arguments).finished().status == 0)
    for file in [model, included, table, changes, link] {
      let before = try String(contentsOfFile: file, encoding: .utf8)
      let outcome = try program.start(arguments + ["--out", file, "--force"]).finished()
      #expect(outcome.status == 74, "\(outcome.messages)")
      #expect(outcome.messages.contains("this result is made from"), "\(outcome.messages)")
      #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
    }
    for command in [["doc"], ["lint"], ["print"], ["list"], ["export", "--format", "latex"]] {
      let outcome = try program.start(
        ["model"] + command + [model, "--out", included, "--force"]
      ).finished()
      #expect(outcome.status == 74, "\(command): \(outcome.messages)")
    }
    let other = try write("old", program, "result.txt")
    #expect(try program.start(arguments + ["--out", other, "--force"]).finished().status == 0)
  }

  @Test("A file protected against writing is not formatted in place, and the mode of others stays")
  func modes() throws {
    let program = try program()
    let untidy = "language 1\nvariable x\nx=1\n"
    let file = try write(untidy, program)
    func mode(_ value: Int) throws {
      try FileManager.default.setAttributes([.posixPermissions: value], ofItemAtPath: file)
    }
    try mode(0o444)
    let outcome = try program("model", "format", "--in-place", file)
    #expect(outcome.status == 74 && outcome.messages.contains("protected against writing"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == untidy)
    try mode(0o640)
    #expect(try program("model", "format", "--in-place", file).status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
  }

  @Test("Periods beyond the calendar and words of Octave as the name of a file are wrong usage")
  func impossibleOptions() throws {
    let program = try program()
    let model = try write("language 1\nexogenous g = 1\nvariable x\nx = g\n", program)
    for arguments in [
      ["--from", "9223372036854775807"], ["--to", "9223372036854775807"],
      ["--from=-9223372036854775808"], ["--from", "100000"], ["--set", "g=0x10"],
      ["--set", "g=1e-400"], ["--target", "x=inf by g"], ["--add", "x=1e-400"],
    ] {
      let outcome = try program.start(["model", "solve", model] + arguments).finished()
      #expect(outcome.status == 64, "\(arguments): \(outcome.messages)")
    }
    for name in ["if", "endfunction", "2model"] {
      let outcome = try program(
        "model", "export", "--format", "dynare", model, "--out",
        "\(program.folder.path)/\(name).mod")
      #expect(outcome.status == 64, "\(name): \(outcome.messages)")
    }
  }
}
