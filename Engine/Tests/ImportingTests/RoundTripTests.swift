import Testing

@testable import Importing
@testable import Workbooks

@Suite("Files written again")
struct RoundTripTests {
  private func again(_ imported: Imported, as kind: TableKind) throws -> Imported {
    let (workbook, looks) = imported.data.workbook(
      findings: imported.findings, reasons: imported.recognition.reasons)
    let bytes = try SpreadsheetWriter.bytes(of: workbook, looks: looks)
    return try Imported(ImportSource.read(bytes, file: "again.xlsx"), as: kind)
  }

  private func numbers(_ data: ImportedData) -> [[String]: Double] {
    var numbers: [[String]: Double] = [:]
    for table in data.tables {
      for record in table.records { numbers[[table.name] + record.elements] = record.value }
    }
    return numbers
  }

  @Test("A SAM written as a workbook and imported again has the same numbers, codes and names")
  func matrix() throws {
    var lines = smallSAM
    lines[1][2] = 0.1 + 0.2
    lines[2][1] = 1.0 / 3
    let imported = try Imported(
      [
        Sheet("SAM", lines),
        Sheet("Names", [["farms", "=Farms"], ["households", "Homes"], ["world", "World"]]),
      ], as: .sam)
    let second = try again(imported, as: .sam)
    #expect(numbers(second.data) == numbers(imported.data))
    #expect(second.data.tables[0].elements == imported.data.tables[0].elements)
    #expect(second.data.names == imported.data.names)
    #expect(second.data.names["row"]?["farms"] == "=Farms")
  }

  @Test("Supply and use with published sums come back with them")
  func supplyUse() throws {
    let imported = try Imported(
      [
        Sheet(
          "Supply",
          [
            ["", "farming", "imports", "total"], ["grain", 90, 10.5, 100.5], ["bread", 40, 5, 45],
          ]),
        Sheet("Use", [["", "farming", "stocks"], ["grain", 90.5, 10], ["bread", 45, ""]]),
      ], as: .sut)
    let second = try again(imported, as: .sut)
    #expect(numbers(second.data) == numbers(imported.data))
    #expect(imported.data.tables[0].totals.count == 2)
    let sums = second.data.tables[0].totals.filter { $0.record.elements == ["grain", "total"] }
    #expect(sums.map(\.record.value) == [100.5])
  }

  @Test("Two sums of one name are both written")
  func twoSums() throws {
    let imported = try Imported(",x,y\na,2,3.5\ntotal,5,9\nb,1,4\ntotal,5,7\n", as: .io)
    #expect(imported.data.tables[0].totals.count == 4)
    #expect(try again(imported, as: .series).data.count == 4)
  }

  @Test("A list of several years comes back as the same list")
  func list() throws {
    let imported = try Imported(
      "sector,year,unit,value\nfarms,2018,jobs,1.5\nmines,2018,jobs,2\nfarms,2019,jobs,0.1\n",
      as: .population)
    let second = try again(imported, as: .population)
    #expect(numbers(second.data) == numbers(imported.data))
    #expect(
      second.data.tables[0].records.map(\.year) == imported.data.tables[0].records.map(\.year))
    #expect(second.data.tables[0].records.map(\.unit) == ["jobs", "jobs", "jobs"])
  }

  @Test("The long table names the cell of every number, and no word in it begins like a formula")
  func longTable() throws {
    let imported = try Imported("row,column,value\n=a,b,1.5\nb,=a,2\n", as: .sam)
    #expect(
      imported.data.csv() == """
        table,row,column,year,unit,value,status,file,sheet,cell
        sam,'=a,b,,,1.5,,a.csv,a,C2
        sam,b,'=a,,,2,,a.csv,a,C3

        """)
  }
}
