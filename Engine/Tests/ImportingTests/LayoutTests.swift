import Testing

@testable import Importing
@testable import Workbooks

@Suite("Layouts of tables")
struct LayoutTests {
  @Test("A square matrix with labels is recognised, and every number keeps its cell")
  func square() throws {
    let imported = try Imported(
      [Sheet("SAM", [["SAM of Somewhere 2015 (million pesos)"], []] + smallSAM)], as: .sam)
    let table = try #require(imported.data[table: "sam"])
    #expect(imported.recognition.mapping.layout == .squareMatrix)
    #expect(imported.recognition.confidence > 0.9)
    #expect(table.records.count == 6)
    #expect(table["farms", "households"] == 70.5)
    #expect(table.records[0].year == 2015)
    #expect(table.records[0].unit == "million pesos")
    #expect("\(table.source(table.records[0].cell))" == "a.xlsx, SAM!C4")
    #expect(imported.findings.isEmpty)
  }

  @Test("Codes with names beside them, in rows and in columns, are told apart")
  func codesAndNames() throws {
    let imported = try Imported(
      [
        Sheet(
          "Table",
          [
            ["", "", "f", "h", "w"],
            ["", "", "Farms and fishing", "Households", "Rest of the world"],
            ["Farms and fishing", "f", "", 70.5, 29.5], ["Households", "h", 80, "", 10],
            ["Rest of the world", "w", 20, 19.5, ""],
          ])
      ], as: .sam)
    let table = try #require(imported.data[table: "sam"])
    #expect(table.elements == [["f", "h", "w"], ["f", "h", "w"]])
    #expect(imported.data.names["row"]?["f"] == "Farms and fishing")
    #expect(imported.data.names["column"]?["w"] == "Rest of the world")
  }

  @Test("Numbers for labels are explained by another sheet")
  func numbered() throws {
    let imported = try Imported(
      [
        Sheet(
          "Matrix",
          [["", 1, 2, 3], [1, "", 70.5, 29.5], [2, 80, "", 10], [3, 20, 19.5, ""]]),
        Sheet("Accounts", [["id", "account"], [1, "Farms"], [2, "Households"], [3, "World"]]),
      ], as: .sam)
    #expect(imported.recognition.mapping.layout == .numberedMatrix)
    #expect(imported.data[table: "sam"]?["1", "2"] == 70.5)
    #expect(imported.data.names["row"] == ["1": "Farms", "2": "Households", "3": "World"])
  }

  @Test("A long list of row, column and value is recognised in three languages")
  func longList() throws {
    for header in ["row,column,value", "fila,columna,valor", "linha;coluna;valor"] {
      let separator = header.contains(";") ? ";" : ","
      let lines = ["farms,households,70.5", "households,farms,80", "world,farms,20"].map {
        $0.split(separator: ",").joined(separator: separator)
      }
      let imported = try Imported(
        ([header] + lines).joined(separator: "\n"), file: "sam2015.csv", as: .sam)
      #expect(imported.recognition.mapping.layout == .longList)
      let table = try #require(imported.data[table: "sam"])
      #expect(table.dimensions == ["row", "column"])
      #expect(table["farms", "households"] == 70.5)
      #expect(table.records[0].year == 2015)
      #expect(table.records[1].cell == CellReference("C3"))
    }
  }

  @Test("Supply and use are two blocks of one sheet or two sheets, by their titles")
  func supplyUse() throws {
    let supply: [[Any]] = [
      ["", "farming", "imports", "total"], ["grain", 90, 10, 100], ["bread", 40, 5, 45],
    ]
    let use: [[Any]] = [
      ["", "farming", "final demand"], ["grain", 60, 40], ["bread", 15, 30],
    ]
    let together = Sheet(
      "SUT 2019", [["Supply table"]] + supply + [[], ["Use table"]] + use)
    for sheets in [
      [together], [Sheet("Oferta 2019", supply), Sheet("Utilización - usos 2019", use)],
    ] {
      let imported = try Imported(sheets, as: .sut)
      #expect(imported.recognition.mapping.layout == .supplyUseBlocks)
      #expect(imported.data[table: "supply"]?["grain", "imports"] == 10)
      #expect(imported.data[table: "use"]?["bread", "final demand"] == 30)
      #expect(imported.data[table: "supply"]?.totals.count == 2)
      #expect(imported.data.tables.allSatisfy { $0.records.allSatisfy { $0.year == 2019 } })
      #expect(imported.messages(.supplyUse) == [])
    }
  }

  @Test("TABLE and PARAMETER statements of GAMS are recognised, with their lines")
  func gams() throws {
    let text = """
      $title a model
      * A comment: table x(i,j)
      set i accounts / farms, households, world /;
      Table SAM(i,j) "accounts of 2015 (million pesos)"
                   farms   households
      farms                70.5
      households   80
      world        20      19.5
      +            world
      farms        29.5
      households   10 ;
      parameter other(i) / farms 1, 'a b' 2.5 /;
      """
    let imported = try Imported(text, file: "model.gms", as: .sam)
    #expect(imported.recognition.mapping.layout == .gams)
    let table = try #require(imported.data[table: "sam"])
    #expect(table.records.count == 6)
    #expect(table["farms", "households"] == 70.5)
    #expect(table["households", "world"] == 10)
    #expect(table.records[0].unit == "million pesos")
    #expect("\(table.source(table.records[0].cell))" == "model.gms:6:22")
    let list = try Imported(
      "PARAMETER SAM(i,j) /\nfarms.households 70.5, 'farms'.\"the world\" 29.5\nhouseholds.farms 1e2\nthe.farms eps/;",
      file: "a.inc", as: .io)
    #expect(list.data.tables[0]["farms", "the world"] == 29.5)
    #expect(list.data.tables[0]["households", "farms"] == 100)
  }

  @Test("A number of GAMS that stands under no column is refused with its line and character")
  func gamsColumns() {
    let said = refusal {
      _ = try Imported(
        "table a(i,j)\n        x     y\nx       1\ny    2\n;", file: "a.gms", as: .sam)
    }
    #expect(said == "a.gms:4: 2 at character 6 stands under no column; move it under one.")
  }

  @Test("SDMX-CSV 2 is read with its codes, units, status and multipliers")
  func sdmx() throws {
    let text = """
      STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,ACTIVITY,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT
      dataflow,OECD:NA(1.0),I,A: Annual,BRA: Brazil,A: Agriculture,2019,12.5,A,BRL,6
      dataflow,OECD:NA(1.0),I,A: Annual,BRA: Brazil,_T: Total,2019,20.5,A,BRL,6
      dataflow,OECD:NA(1.0),I,A: Annual,BRA: Brazil,B: Mining,2019,8,E,BRL,6
      """
    let imported = try Imported(text, as: .sdmx)
    let table = imported.data.tables[0]
    #expect(table.dimensions == ["FREQ", "REF_AREA", "ACTIVITY", "UNIT_MULT"])
    #expect(table.records.map { $0.elements[2] } == ["A", "B"])
    #expect(imported.data.names["ACTIVITY"]?["B"] == "Mining")
    #expect(table.records[1].status == "E")
    #expect(table.records[0].unit == "BRL")
    #expect(table.totals.count == 1)
    #expect(imported.messages(.total) == [])
  }

  @Test("Codes of ILOSTAT become plain elements, and its totals are no records")
  func ilostat() throws {
    let text = """
      ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status
      ZAF,BA:1,EMP,SEX_T,ECO_ISIC4_TOTAL,AGE_YTHADULT_YGE15,2019,30,
      ZAF,BA:1,EMP,SEX_M,ECO_ISIC4_A,AGE_YTHADULT_Y15-24,2019,10,
      ZAF,BA:1,EMP,SEX_F,ECO_ISIC4_A,AGE_YTHADULT_Y15-24,2019,12,U
      ZAF,BA:1,EMP,SEX_F,ECO_ISIC4_C,AGE_YTHADULT_Y15-24,2019,8,
      """
    let imported = try Imported(text, as: .ilostat)
    let table = imported.data.tables[0]
    #expect(table.dimensions == ["country", "indicator", "gender", "sector", "age"])
    #expect(table.records[1].elements == ["ZAF", "EMP", "female", "ISIC4_A", "YTHADULT_Y15-24"])
    #expect(table.records[1].status == "U")
    #expect(table.totals.count == 1)
    #expect(imported.messages(.total) == [])
  }

  @Test("A file of IAMC is read by year, with its units")
  func iamc() throws {
    let imported = try Imported(
      "Model,Scenario,Region,Variable,Unit,2020,2030\nM,S,World,Emissions|CO2,Mt CO2/yr,36000.5,30000\nM,S,World,Population,million,7800,",
      as: .series)
    let table = imported.data.tables[0]
    #expect(imported.recognition.mapping.layout == .wideList)
    #expect(imported.recognition.confidence > 0.95)
    #expect(table.records.map(\.year) == [2020, 2030, 2020])
    #expect(table.records[1].unit == "Mt CO2/yr")
    #expect(table.dimensions == ["Model", "Scenario", "Region", "Variable"])
  }

  @Test("Merged headers and merged codes count for every cell that they cover")
  func merged() throws {
    var sheet = Sheet(
      "Jobs",
      [
        ["region", "sector", "value"], ["north", "farms", 1.5], ["", "mines", 2],
        ["south", "farms", 3],
      ])
    sheet.merged = [CellRange("A2:A3")].compactMap { $0 }
    let table = try Imported([sheet], as: .population).data.tables[0]
    #expect(table.records.map { $0.elements[0] } == ["north", "north", "south"])
  }

  @Test("A column that is the sum of those before it is a sum, whatever it is called")
  func unnamedSums() throws {
    let imported = try Imported(
      [
        Sheet(
          "Use",
          [
            ["", "farming", "baking", "industries", "households", "all uses"],
            ["grain", 60, 20, 80, 20, 100], ["bread", 15, 0, 15, 30, 45],
            ["labour", 7, 8, 15, 0, 15],
            ["salt", 2, 1, 3, 1, 4],
          ])
      ], as: .io)
    #expect(
      imported.recognition.mapping.tables[0].matrix?.totalColumns == ["industries", "all uses"])
    #expect(imported.data.tables[0].records.count == 12)
  }

  @Test("What is not recognised says what was tried, and two tables alike ask for the sheet")
  func unclear() {
    let said = refusal { _ = try Imported("a,b\nc,d\n", as: .sam) }
    #expect(said.contains("a.csv: no layout of sam was recognised."))
    #expect(said.contains("sheet \"a\": no numbers with codes both above and before them"))
    let two = refusal {
      _ = try Imported([Sheet("One", smallSAM), Sheet("Two", smallSAM)], as: .sam)
    }
    #expect(two.contains("sheet \"One\", B2:D4"))
    #expect(two.contains("Name the sheet with --sheet."))
  }
}
