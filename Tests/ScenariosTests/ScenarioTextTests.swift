import Foundation
import Scenarios
import Testing

@Suite("Scenario texts edited line by line")
struct ScenarioTextTests {
  private func value(_ text: String) throws -> ScenarioTree {
    try ScenarioTree(text: text, file: "value")
  }

  @Test(
    "An edit changes the lines it concerns and no other byte",
    arguments: [
      (
        "a number in a block",
        "name: a\nlevers:\n  # BRL\n  carbonPrice: 50   # why\n\n# end\n",
        "levers.carbonPrice", "60",
        "name: a\nlevers:\n  # BRL\n  carbonPrice: 60   # why\n\n# end\n"
      ),
      (
        "a new lever below the last, before the comments that follow",
        "name: a\nlevers:\n    x: 1 # one\n  # note\n\noverrides: {y: 1}\n",
        "levers.carbonPrice", "{shape: linear, 2026: 20, 2030: 60}",
        "name: a\nlevers:\n    x: 1 # one\n    carbonPrice: {shape: linear, 2026: 20, 2030: 60}\n"
          + "  # note\n\noverrides: {y: 1}\n"
      ),
      (
        "one year of a block of years",
        "name: a\nlevers:\n  x:\n    2026: 1 # first\n    2030: 2\n",
        "levers.x.2028", "5",
        "name: a\nlevers:\n  x:\n    2026: 1 # first\n    2028: 5\n    2030: 2\n"
      ),
      (
        "the earliest year stands before the others",
        "name: a\nlevers:\n  x:\n    shape: step\n    2026: 1\n", "levers.x.2020", "0",
        "name: a\nlevers:\n  x:\n    shape: step\n    2020: 0\n    2026: 1\n"
      ),
      (
        "a map over a block, year by year, so that comments stay",
        "name: a\nlevers:\n  x:\n    # the path\n    shape: step\n    2026: 1 # start\n    2030: 2\n",
        "levers.x", "{shape: step, 2026: 3, 2035: 4}",
        "name: a\nlevers:\n  x:\n    # the path\n    shape: step\n    2026: 3 # start\n    2035: 4\n"
      ),
      (
        "one number over a block of years",
        "name: a\nlevers:\n  x:   # BRL\n    2026: 1\n    2027: 2\n  y: 3\n", "levers.x", "7",
        "name: a\nlevers:\n  x: 7   # BRL\n  y: 3\n"
      ),
      (
        "braces with quoted keys, over lines",
        "name: a\nlevers: {\n  'x': 1, # one\n  \"y\": {2026: 2}\n}\n", "levers.y.2030", "3",
        "name: a\nlevers: {\n  'x': 1, # one\n  \"y\": {2026: 2, 2030: 3}\n}\n"
      ),
      (
        "empty braces", "name: a\nlevers: {} # none yet\n", "levers.x", "1",
        "name: a\nlevers: {x: 1} # none yet\n"
      ),
      (
        "a cell within braces is quoted", "name: a\nlevers: {x: 1}", "levers.green[wind]", "0.1",
        "name: a\nlevers: {x: 1, \"green[wind]\": 0.1}"
      ),
      (
        "a section of comments only", "name: a\nlevers:\n  # x: 1\n  # y: 2\n", "levers.x", "1",
        "name: a\nlevers:\n  x: 1\n  # x: 1\n  # y: 2\n"
      ),
      (
        "a section that is not there, and no line feed at the end", "name: a\nbase: 2019",
        "levers.x", "1", "name: a\nbase: 2019\n\nlevers:\n  x: 1"
      ),
      (
        "carriage returns", "name: a\r\nlevers:\r\n  x: 1\r\n", "levers.y", "2",
        "name: a\r\nlevers:\r\n  x: 1\r\n  y: 2\r\n"
      ),
      (
        "a folded description", "name: a\ndescription: >-\n  Two\n  lines.\nbase: 2019\n",
        "description", "'One: line'",
        "name: a\ndescription: \"One: line\"\nbase: 2019\n"
      ),
      (
        "a description that was not there", "# top\nname: a # it\nbase: 2019\n", "description",
        "Short", "# top\nname: a # it\ndescription: Short\nbase: 2019\n"
      ),
      (
        "a document marked at both ends", "---\nname: a\n...\n", "choices.wages", "phillips",
        "---\nname: a\n\nchoices:\n  wages: phillips\n...\n"
      ),
      (
        "a text all in braces", "{name: a, levers: {x: 1}}\n", "levers.x", "2",
        "{name: a, levers: {x: 2}}\n"
      ),
    ])
  func edits(what: String, text: String, path: String, value: String, expected: String) throws {
    var edited = ScenarioText(text, file: "a.yaml")
    try edited.set(path.split(separator: ".").map(String.init), to: try self.value(value))
    #expect(edited.text == expected, "\(what)")
  }

  @Test(
    "What is taken out takes its own lines along and leaves the comments above",
    arguments: [
      (
        "name: a\nlevers:\n  # about x\n  x:\n    2026: 1\n  y: 2\n", "levers.x",
        "name: a\nlevers:\n  # about x\n  y: 2\n"
      ),
      ("name: a\nlevers:\n  x: 1\n  # note\n", "levers.x", "name: a\nlevers:\n  # note\n"),
      ("name: a\nlevers: {x: 1, y: 2}\n", "levers.x", "name: a\nlevers: {y: 2}\n"),
      ("name: a\nlevers: {x: 1, y: 2}\n", "levers.y", "name: a\nlevers: {x: 1}\n"),
      ("name: a\nlevers: {x: 1}\n", "levers.x", "name: a\nlevers: {}\n"),
      ("name: a\nlevers: {x: 1, }\n", "levers.x", "name: a\nlevers: { }\n"),
      (
        "name: a\nlevers: {\n  x: 1, # one\n  # about y\n  y: 2\n}\n", "levers.x",
        "name: a\nlevers: {\n  # about y\n  y: 2\n}\n"
      ),
      (
        "name: a\nlevers: {\n  x: 1, # one\n  y: 2\n}\n", "levers.y",
        "name: a\nlevers: {\n  x: 1, # one\n}\n"
      ),
      (
        "name: a\nlevers: {x: {2026: 1, 2027: 2}}\n", "levers.x.2026",
        "name: a\nlevers: {x: {2027: 2}}\n"
      ),
      ("name: a\ndescription: |\n  b\n\n  c\nbase: 2019\n", "description", "name: a\nbase: 2019\n"),
    ])
  func removals(text: String, path: String, expected: String) throws {
    var edited = ScenarioText(text, file: "a.yaml")
    try edited.remove(path.split(separator: ".").map(String.init))
    #expect(edited.text == expected)
  }

  @Test(
    "A text that cannot be edited safely is left alone, with a reason",
    arguments: [
      "name: a\nlevers: &l\n  x: 1\n", "name: a\nlevers: [1]\n", "name: a\n? levers\n: {x: 1}\n",
      "name: a\nlevers:\n  x: 1\n  x: 2\n", "name: a\nlevers: {x: 1\n", "- a\n",
    ])
  func unsupported(text: String) {
    var edited = ScenarioText(text, file: "a.yaml")
    let error = #expect(throws: ScenarioError.self) {
      try edited.set(["levers", "x"], to: .scalar("2", isPlain: true))
    }
    #expect(error?.description.hasPrefix("a.yaml:") == true)
    #expect(edited.text == text)
  }

  @Test("A text whose aliases multiply is refused before they do")
  func hostile() {
    var text = "name: a\ntargets:\n- &a0 [x, x]\n"
    for level in 1...40 { text += "- &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    var edited = ScenarioText(text, file: "a.yaml")
    #expect(throws: ScenarioError.self) { try edited.set(["description"], to: .text("x")) }
  }

  @Test("Taking out what is not there names what is")
  func missing() {
    var edited = ScenarioText("name: a\nlevers: {carbonPrice: 1}\n", file: "a.yaml")
    let error = #expect(throws: ScenarioError.self) {
      try edited.remove(["levers", "carbonPrise"])
    }
    #expect(
      error?.description
        == "a.yaml:1: error: there is no entry levers names \"carbonPrise\": did you mean \"carbonPrice\"?"
    )
  }

  @Test("Edits of many generated texts touch their own lines only and say what was meant")
  func generated() throws {
    var edits = 0
    for seed in 1...600 {
      var sample = SampleText(seed: UInt64(seed))
      let (text, owners) = sample.text()
      let (path, new) = sample.edit()
      let before = try ScenarioTree(text: text, file: "a.yaml")
      if new == nil && before.at(path) == nil { continue }
      var edited = ScenarioText(text, file: "a.yaml")
      do {
        if let new { try edited.set(path, to: new) } else { try edited.remove(path) }
      } catch {
        Issue.record("seed \(seed), \(path) to \(String(describing: new)): \(error)\n\(text)")
        continue
      }
      edits += 1
      // What is said: the one value, and everything else as it was.
      let after = try ScenarioTree(text: edited.text, file: "a.yaml")
      for section in ["levers", "overrides", "choices"] {
        for name in SampleText.names(of: section) where [section, name] != path {
          #expect(after.at([section, name]) == before.at([section, name]), "seed \(seed)")
        }
      }
      for key in ["name", "description", "parent"] where [key] != path {
        #expect(after[key] == before[key], "seed \(seed)")
      }
      #expect(SampleText.sorted(after.at(path)) == SampleText.sorted(new), "seed \(seed)")
      // Where: all lines but those of the entry, or of the braces it stands in.
      let old = SampleText.lines(text)
      let now = SampleText.lines(edited.text)
      var first = 0
      while first < min(old.count, now.count), old[first] == now[first] { first += 1 }
      var last = 0
      while last < min(old.count, now.count) - first,
        old[old.count - 1 - last] == now[now.count - 1 - last]
      { last += 1 }
      let owner = path.joined(separator: ".")
      for position in first..<max(first, old.count - last) {
        let isLast = position == old.count - 1 && !old[position].hasSuffix("\n")
        #expect(
          owners[position] == owner || owners[position] == path[0]
            || (isLast && now[position].hasPrefix(old[position])),
          "seed \(seed): line \(position + 1) is \(owners[position]), edited \(owner)\n\(text)\n\(edited.text)"
        )
      }
      #expect(edited.text.contains("\r\n") == text.contains("\r\n"), "seed \(seed)")
      #expect(edited.text.hasSuffix("\n") == text.hasSuffix("\n") || new == nil, "seed \(seed)")
    }
    #expect(edits > 500)
  }
}
