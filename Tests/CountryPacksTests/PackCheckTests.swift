import Foundation
import Testing

@testable import CountryPacks

@Suite("What is wrong with a pack's tables")
struct PackCheckTests {
  /// The findings after one table was changed, but for the one that says so.
  private func findings(
    _ file: String, _ old: String, _ new: String
  ) throws -> [PackFinding] {
    let folder = try SmallPack().write()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("tables/\(file)")
    let text = try String(contentsOf: path, encoding: .utf8)
    #expect(text.contains(old), "the change changes nothing")
    try Data(text.replacing(old, with: new).utf8).write(to: path)
    let all = try PackCheck(CountryPack(folder: folder)).findings
    #expect(all.filter { $0.kind == .changed }.map(\.file) == ["tables/\(file)"])
    return all.filter { $0.kind != .changed }
  }

  @Test("A pack that is in order has no findings")
  func inOrder() throws {
    let folder = try SmallPack().write()
    defer { try? FileManager.default.removeItem(at: folder) }
    let check = try PackCheck(CountryPack(folder: folder))
    #expect(check.findings.isEmpty)
    #expect(check.tableCount == 20)
  }

  @Test(
    "What a spreadsheet makes of a number is found where it stands, with what to do",
    arguments: [
      ("10", "1,234.5", "This row has 3 fields"),
      ("10", "\"1,234.5\"", "no separator of thousands"),
      ("10", "\"10,5\"", "decimal point for the comma"), ("10", "1 234", "separator of thousands"),
      ("10", "#REF!", "spreadsheet's formula"), ("10", "1-Mar", "for a date"),
      ("10", "Oct-10", "for a date"), ("10", "2019-10-01", "for a date"),
      ("10", "5%", "5 % is 0.05"),
      ("10", "ten", "Put a number in its place"), ("10", "", "A missing value is not a zero"),
      ("10", " 10", "Remove the spaces"), ("10", "=A1", "This is a formula"),
      ("10", "nan", "not a finite number"),
    ])
  func numbers(old: String, new: String, words: String) throws {
    let found = try findings("2/jobs0.csv", "farm,\(old)", "farm,\(new)")
    let first = try #require(found.first)
    #expect(first.place == "tables/2/jobs0.csv:2")
    #expect(first.message.contains(words), "\(first.message)")
    if new == "1,234.5" {
      #expect(first.kind == .form)
    } else {
      #expect(first.kind == .number && first.found == new.replacing("\"", with: ""))
      #expect(first.cell == "sector=farm")
    }
  }

  @Test(
    "A file saved in another form is found at its header, and read as far as it goes",
    arguments: [
      (
        "sector,value\nfarm,10\nmill,5", "sector;value\nfarm;10\nmill;5",
        ["form tables/2/jobs0.csv:1"]
      ),
      (
        "sector,value\nfarm,10\nmill,5", "sector;value\nfarm;10,5\nmill;5",
        ["form tables/2/jobs0.csv:1", "number tables/2/jobs0.csv:2"]
      ),
      ("sector,value", "\u{FEFF}sector,value", ["form tables/2/jobs0.csv:1"]),
      ("sector,value", "sector, value", ["form tables/2/jobs0.csv:1"]),
      ("farm,10\n", "farm,10\r\n,\r\n", ["form tables/2/jobs0.csv:3"]),
      (
        "farm,10\nmill,5", "farm,10,1\nmill,5,2",
        [
          "form tables/2/jobs0.csv:2", "form tables/2/jobs0.csv:3",
          "missing cell tables/2/jobs0.csv", "missing cell tables/2/jobs0.csv",
        ]
      ),
    ])
  func forms(old: String, new: String, expected: [String]) throws {
    let found = try findings("2/jobs0.csv", old, new)
    #expect(found.map { "\($0.kind.rawValue) \($0.place)" } == expected)
  }

  @Test(
    "Elements, missing, repeated and negative cells are found",
    arguments: [
      (
        "2/jobs0.csv", "mill,5", "mil,5",
        [
          "code tables/2/jobs0.csv:3 sector=mil", "missing cell tables/2/jobs0.csv sector=mill",
        ]
      ),
      ("2/jobs0.csv", "mill,5", "mill ,5", ["code tables/2/jobs0.csv:3 sector=mill "]),
      ("2/jobs0.csv", "mill,5\n", "", ["missing cell tables/2/jobs0.csv sector=mill"]),
      (
        "2/jobs0.csv", "mill,5", "mill,5\nmill,6",
        ["repeated cell tables/2/jobs0.csv:4 sector=mill"]
      ),
      ("2/jobs0.csv", "mill,5", "mill,-5", ["negative tables/2/jobs0.csv:3 sector=mill"]),
      ("population.csv", "2020,31\n", "", ["missing cell tables/population.csv year=2020"]),
      (
        "population.csv", "2020,31", "2020.5,31",
        [
          "number tables/population.csv:3 year=2020.5",
          "missing cell tables/population.csv year=2020",
        ]
      ),
      ("population.csv", "2020,31", "2020,-31", ["negative tables/population.csv:3 year=2020"]),
      (
        "parameters.csv", "priceNotional,0.2", "priceNotional,0.3",
        [
          "shares tables/parameters.csv:2 priceInertia + priceMomentum + priceNotional"
        ]
      ),
    ])
  func cells(file: String, old: String, new: String, expected: [String]) throws {
    let found = try findings(file, old, new)
    #expect(found.map { "\($0.kind.rawValue) \($0.place) \($0.cell)" } == expected)
  }

  @Test("A wrong element is answered with the nearest one")
  func nearest() throws {
    let found = try findings("2/make0.csv", "flour,mill", "flower,mill")
    #expect(found[0].message == "There is no product \"flower\": did you mean \"flour\"?")
  }

  @Test(
    "An account that does not balance is found with both totals and the gap",
    arguments: [
      ("2/sam.csv", "b,a,5", "b,a,7", "account=a", -2.0, "receipts 5", "outlays 7"),
      (
        "2/make0.csv", "flour,mill,150", "flour,mill,149", "product=flour", -1, "supply 149",
        "use at basic prices 150"
      ),
      (
        "2/make0.csv", "flour,mill,150", "flour,mill,149", "sector=mill", 1, "output 150",
        "products made 149"
      ),
      (
        "2/wages0.csv", "farm,50", "farm,52", "sector=farm", -2, "output 100",
        "purchases and value added 102"
      ),
      (
        "2/useTax0.csv", "grain,mill,1", "grain,mill,3", "user=mill", -2, "purchases 66",
        "their parts 68"
      ),
      (
        "2/marginSupply0.csv", "flour,5", "flour,6", "margin=trade", 1, "margins supplied 6",
        "margins used 5"
      ),
    ])
  func balances(
    file: String, old: String, new: String, cell: String, gap: Double, found: String,
    expected: String
  ) throws {
    let finding = try findings(file, old, new).first { $0.kind == .balance && $0.cell == cell }
    #expect(finding?.gap == gap)
    #expect(finding?.found == found && finding?.expected == expected)
  }

  @Test("Causes come before consequences, and larger gaps before smaller ones")
  func ranks() throws {
    let found = try findings(
      "2/make0.csv", "grain,farm,100\nflour,mill,150", "grain,farm,90\nflour,mil,150")
    #expect(found.map(\.kind.rawValue).first == "code")
    let gaps = found.compactMap(\.gap?.magnitude)
    #expect(gaps.count >= 3 && gaps == gaps.sorted(by: >))
  }

  @Test("Tables that are missing and tables too many are found")
  func files() throws {
    let folder = try SmallPack().write()
    defer { try? FileManager.default.removeItem(at: folder) }
    let tables = folder.appendingPathComponent("tables/2")
    try FileManager.default.moveItem(
      at: tables.appendingPathComponent("make0.csv"), to: tables.appendingPathComponent("copy.csv"))
    let found = try PackCheck(CountryPack(folder: folder)).findings
    #expect(
      found.map { "\($0.kind.rawValue) \($0.place)" } == [
        "missing table tables/2/make0.csv", "unlisted tables/2/copy.csv",
      ])
  }
}

@Suite("Packs that are refused when they are opened")
struct PackFormatTests {
  private func message(_ pack: SmallPack) throws -> String {
    let folder = try pack.write()
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: CountryPackError.self) { try CountryPack(folder: folder) }
    return "\(error.map { "\($0)" } ?? "")".replacing(folder.path, with: "P")
  }

  @Test("A later format, an earlier one and none are each refused with what to do")
  func formats() throws {
    var pack = SmallPack()
    pack.section = pack.section.replacing("\"format\":1", with: "\"format\":2")
    #expect(
      try message(pack)
        == "P/datapackage.json: the pack has format 2, and this version of the program reads format 1. Update the program, or use an earlier pack."
    )
    pack.section = pack.section.replacing("\"format\":2", with: "\"format\":0")
    #expect(try message(pack).hasSuffix("Build the pack again with `jtam pack build RECIPE`."))
    pack.section = pack.section.replacing("\"format\":0,", with: "")
    #expect(try message(pack).contains("does not say which format the pack has (jtam.format)"))
  }

  @Test(
    "A descriptor that cannot be is refused by the name of its key",
    arguments: [
      ("\"lastYear\":2021", "\"lastYear\":2019", "baseYear is 2019 and lastYear 2019"),
      ("\"baseYear\":2019", "\"baseYear\":19", "baseYear is 19"),
      ("\"baseYear\":2019", "\"baseYear\":\"2019\"", "\"jtam.baseYear\" is of the wrong kind"),
      ("\"baseYear\":2019,", "", "the key \"jtam.baseYear\" is missing"),
      ("\"detail\":\"2\"", "\"detail\":\"68\"", "the detail \"68\" is none of the aggregations 2"),
      ("\"format\":1", "\"format\":1,,", "it is not JSON"),
    ])
  func contradictions(old: String, new: String, words: String) throws {
    var pack = SmallPack()
    pack.section = pack.section.replacing(old, with: new)
    let text = try message(pack)
    #expect(text.hasPrefix("P/datapackage.json does not read: ") && text.contains(words), "\(text)")
    pack = SmallPack()
    pack.name = "Small pack"
    #expect(try message(pack).contains("the name \"Small pack\" must be lower-case letters"))
  }
}
