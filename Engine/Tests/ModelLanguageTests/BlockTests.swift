import Foundation
import Testing

@testable import ModelLanguage

@Suite("Files, choices, closures and overrides")
struct BlockTests {
  private let main = """
    language 1
    include "blocks/prices.eqn"
    ## How wages are set.
    choose wages = wage-setting | phillips
    ## Nothing reacts.
    closure frozen = { wages = phillips, elasticity = 0, theta = -0.5 }
    parameter elasticity = 1.5, theta = 0.25
    variable x
    x = wage + price + elasticity + theta
    """
  private let files = [
    "blocks/prices.eqn":
      "language 1\ninclude \"../shared.eqn\"\nvariable price\nprice = common\n",
    "shared.eqn": "language 1\nparameter common = 1\n",
    "wages/wage-setting.eqn": "language 1\ninclude \"../shared.eqn\"\nvariable wage\nwage = 1\n",
    "wages/phillips.eqn": "language 1\nvariable wage\nwage = 2 + lag(wage)\n",
  ]

  @Test("The first option is taken unless another is asked for")
  func choose() throws {
    let compiled = try compile(main, files: files)
    #expect(compiled.shownEquations[1] == "wage = 1")
    #expect(compiled.choices.map(\.selected) == ["wage-setting"])
    #expect(compiled.choices[0].description == "How wages are set.")
    #expect(compiled.model.families[1].block == "wage-setting")
    let other = try compile(main, files: files, choices: ["wages": "phillips"])
    #expect(other.shownEquations[1] == "wage = (2 + wage[-1])")
    #expect(
      other.files.map(\.path) == [
        "model.eqn", "blocks/prices.eqn", "shared.eqn", "wages/phillips.eqn",
      ])
  }

  @Test("A closure makes choices and sets values; the caller wins over it")
  func closure() throws {
    let compiled = try compile(
      main, files: files, closure: "frozen", overrides: ["theta": 7])
    #expect(compiled.closure == "frozen")
    #expect(compiled.choices[0].selected == "phillips")
    #expect(try compiled.parameter("elasticity") == 0)
    #expect(try compiled.parameter("theta") == 7)
    let chosen = try compile(
      main, files: files, choices: ["wages": "wage-setting"], closure: "frozen")
    #expect(chosen.choices[0].selected == "wage-setting")
    #expect(try chosen.parameter("theta") == -0.5)
  }

  @Test("An override replaces data, formulas and exogenous paths, for all elements or one")
  func overrides() throws {
    let compiled = try compile(
      """
      set s = { a, b }
      parameter share[s], formula[s] = share[s] * 2
      exogenous path[s]
      variable x
      x = sum(s, path[s])
      """,
      tables: [
        "share.csv": "s,value\na,1\nb,2\n",
        "path.csv": "s,year,value\na,2020,1\nb,2020,1\n",
      ],
      overrides: ["share[b]": 5, "formula": 9, "path[a]": 4])
    #expect(try compiled.parameter("share[a]") == 1)
    #expect(try compiled.parameter("share[b]") == 5)
    #expect(try compiled.parameter("formula[b]") == 9)
    #expect(compiled.model.exogenousData == [1: [2020: 1]])
    #expect(compiled.model.exogenousDefault[0].map(compiled.shown) == "4")
  }

  @Test("Data folders are searched in order, and files are read from disk")
  func folders() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("jtam-language-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ text: String) throws {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try write("model.eqn", "language 1\nset s\nparameter a[s], b, c\ninclude \"more.eqn\"\n")
    try write("more.eqn", "\u{FEFF}language 1\r\nvariable x\r\nx = sum(s, a[s]) + b + c\r\n")
    try write("first/a.csv", "s,value\none,1\n")
    try write("first/parameters.csv", "name,value\nb,2\n")
    try write("second/a.csv", "s,value\none,100\n")
    try write("second/s.csv", "s\none\n")
    try write("second/parameters.csv", "name,value\nb,200\nc,3\n")
    let data = ModelData(folders: [folder.path + "/first", folder.path + "/second"])
    let compiled = try ModelCompiler().compile(main: folder.path + "/model.eqn", data: data)
    #expect(try compiled.parameter("a[one]") == 1)
    #expect(try compiled.parameter("b") == 2)
    #expect(try compiled.parameter("c") == 3)
    #expect(compiled.dataFiles.count == 4)

    try FileManager.default.removeItem(atPath: folder.path + "/more.eqn")
    try Data([108, 10, 0xFF, 0xFE]).write(to: folder.appendingPathComponent("more.eqn"))
    #expect {
      try ModelCompiler().compile(main: folder.path + "/model.eqn", data: data)
    } throws: { error in
      "\(error)".hasSuffix("/more.eqn:2: error: this line is not UTF-8\n   = save it as UTF-8")
    }
  }
}

@Suite("Tables by year")
struct DatedTableTests {
  @Test("A table says its years, whether the text has a default, and also when its values are set")
  func years() throws {
    let text = """
      set s = { a, b }
      exogenous rate[s], price = 1
      exogenous constant
      variable x
      x = rate[a] + price + constant
      """
    let tables = [
      "rate.csv": "s,year,value\na,2019,1\na,2020,1\na,2021,1\nb,2020,1\nb,2021,1\nb,2022,1\n",
      "price.csv": "year,value\n2030,2\n", "constant.csv": "value\n3\n",
    ]
    for overrides in [[:], ["rate": 2.0]] {
      let compiled = try compile(text, tables: tables, overrides: overrides)
      #expect(
        compiled.datedTables == [
          DatedTable(
            symbol: "rate", file: "rate.csv", first: 2020, last: 2021, hasDefault: false),
          DatedTable(
            symbol: "price", file: "price.csv", first: 2030, last: 2030, hasDefault: true),
        ])
    }
  }
}
