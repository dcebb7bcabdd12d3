import Foundation
import Testing

@testable import Importing
@testable import Workbooks

@Suite("Mappings used again")
struct MappingTests {
  private func workbook(_ lines: [[Any]], _ name: String = "SAM") -> Workbook {
    Workbook(file: "next.xlsx", sheets: [Sheet(name, lines)])
  }

  private func mapping(_ lines: [[Any]] = smallSAM) throws -> TableMapping {
    try Recogniser.recognise(workbook(lines), as: .sam).mapping
  }

  private func refusal(_ lines: [[Any]], _ name: String = "SAM") throws -> String {
    let mapping = try mapping()
    return ImportingTests.refusal { _ = try MappingReader.read(workbook(lines, name), by: mapping) }
  }

  @Test("A mapping survives its text, and reads next year's numbers from the same cells")
  func replayed() throws {
    let mapping = try mapping()
    let text = try JSONEncoder().encode(mapping)
    #expect(try JSONDecoder().decode(TableMapping.self, from: text) == mapping)
    var next = smallSAM
    next[1][2] = 99.5
    let data = try MappingReader.read(workbook(next), by: mapping)
    #expect(data[table: "sam"]?["farms", "households"] == 99.5)
  }

  @Test("Rows that moved down, a row that is new and one that is gone are named with their cells")
  func moved() throws {
    #expect(
      try refusal([["A title"]] + smallSAM).contains(
        "3 rows, \"farms\" to \"world\", moved by 1: from A2 on to A3 on"))
    var renamed = smallSAM
    renamed[2][0] = "families"
    let said = try refusal(renamed)
    #expect(
      said.contains(
        "row \"households\" stood at SAM!A3 and is not there any more; \"families\" stands there"))
    #expect(said.contains("SAM!A3: row \"families\" is new"))
    let longer = smallSAM + [["banks", 1, 2, 3]]
    #expect(try refusal(longer).contains("SAM!A5: row \"banks\" is new"))
    #expect(said.contains("Nothing was read."))
  }

  @Test("Two columns that changed places are named, and a sheet that was renamed is guessed")
  func columns() throws {
    var swapped = smallSAM
    for row in swapped.indices { swapped[row].swapAt(1, 2) }
    let said = try refusal(swapped)
    #expect(said.contains("column \"farms\" moved from B1 to C1"))
    #expect(said.contains("column \"households\" moved from C1 to B1"))
    #expect(
      try refusal(smallSAM, "SAMs").contains("sheet \"SAM\" is not there; did you mean \"SAMs\"?"))
  }

  @Test("A list whose columns moved is refused, and years that are new in a wide list are read")
  func lists() throws {
    func source(_ text: String) throws -> ImportSource {
      try ImportSource.read(Array(text.utf8), file: "jobs2020.csv")
    }
    let first = try source("sector,year,value\nfarms,2019,5\n")
    let mapping = try Recogniser.recognise(first, as: .series).mapping
    let said = ImportingTests.refusal {
      _ = try MappingReader.read(source("sector,value,year\nfarms,5,2019\n"), by: mapping)
    }
    #expect(said.contains("column \"year\" moved from B1 to C1"))
    let wide = try Recogniser.recognise(source("sector,2018,2019\nfarms,5,6\n"), as: .series)
      .mapping
    let data = try MappingReader.read(source("sector,2018,2019,2020\nfarms,5,6,7\n"), by: wide)
    #expect(data.tables[0].records.map(\.year) == [2018, 2019, 2020])
    #expect(
      data.findings.map(\.message) == [
        "The year 2020 is new since the mapping was made. It was read."
      ])
  }

  @Test("The year is read anew from where it was found")
  func year() throws {
    let text = "row,column,value\na,b,1.5\nb,a,2\n"
    let first = try ImportSource.read(Array(text.utf8), file: "sam2015.csv")
    let mapping = try Recogniser.recognise(first, as: .sam).mapping
    let next = try ImportSource.read(Array(text.utf8), file: "sam2016.csv")
    #expect(try MappingReader.read(next, by: mapping).tables[0].records[0].year == 2016)
    let none = try ImportSource.read(Array(text.utf8), file: "sam.csv")
    let said = ImportingTests.refusal { _ = try MappingReader.read(none, by: mapping) }
    #expect(said.contains("the year is to be read from the name of the file, which names no year"))
  }
}
