import Workbooks

/// Small files of every form, and how they are broken.
struct FileCorpus {
  /// The files.
  let files: [[UInt8]]
  /// The parts of those that are archives.
  private let archives: [[(name: String, bytes: [UInt8])]]

  init() throws {
    let workbooks = FileCorpus.workbooks
    var files = try workbooks.map { try SpreadsheetWriter.bytes(of: $0) }
    archives = try files.map { try FileCorpus.parts(of: $0) }
    files += FileCorpus.texts.map { Array($0.utf8) }
    for text in FileCorpus.texts.prefix(3) {
      files.append([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    }
    self.files = files
  }

  /// One of the files with a few changes.
  func broken(_ random: inout Mutator) -> [UInt8] {
    if random.chance(45) {
      // An archive whose parts are broken and which is whole itself reaches further.
      var parts = random.pick(archives)
      for _ in 0...random.below(2) {
        let place = random.below(parts.count)
        switch random.below(12) {
        case 0: parts.remove(at: place)
        case 1: parts[place].name = random.pick(["../a", "xl/workbook.xml", "a\\b", "/a", "x"])
        default:
          parts[place].bytes = changed(
            parts[place].bytes, with: random.pick(random.pick(archives)).bytes, &random)
        }
        if parts.isEmpty { break }
      }
      var seen: Set<String> = []
      parts = parts.filter { seen.insert($0.name).inserted }
      if let archive = try? ZipWriter.archive(parts) {
        return random.chance(10) ? changed(archive, with: random.pick(files), &random) : archive
      }
    }
    return changed(random.pick(files), with: random.pick(files), &random)
  }

  private func changed(_ bytes: [UInt8], with other: [UInt8], _ random: inout Mutator) -> [UInt8] {
    var bytes = bytes
    for _ in 0...(random.chance(70) ? random.below(3) : random.below(20)) {
      let place = random.below(bytes.count + 1)
      let length = random.chance(80) ? random.below(8) : random.below(400)
      let end = min(bytes.count, place + length)
      switch random.below(9) {
      case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
      case 1: if place < bytes.count { bytes[place] = UInt8(random.below(256)) }
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
      case 4, 5: bytes.insert(contentsOf: Array(random.pick(Self.pieces).utf8), at: place)
      case 6: bytes.replaceSubrange(place..<end, with: Array(random.pick(Self.pieces).utf8))
      case 7:
        let start = random.below(other.count + 1)
        let stop = min(other.count, start + random.below(300))
        bytes.insert(contentsOf: Array(other[start..<stop]), at: place)
      default: if random.chance(20) { bytes.removeSubrange(place...) }
      }
      if bytes.count > 200_000 { bytes.removeLast(bytes.count - 200_000) }
    }
    return bytes
  }

  private static let pieces = [
    ",", ";", "\t", "|", "\"", "\"\"", "'", "\n", "\r\n", "\r", "\0", " ", "-", "=1+1", "@", "0",
    "1e999", "-0", "1.234", "1,5", "1.234,5", "2019", "1e", "..", "total", "TOTAL", "Use", "supply",
    "row,column,value\n", "\u{FEFF}", "\u{FFFE}", "é", "\u{A0}", "\u{2212}1", "中", "🇧🇷", "\u{301}",
    "<c r=\"A1\"><v>1</v></c>", "<c r=\"XFD1048576\"><v>1</v></c>", "<c><v>", "</c>", "</row>",
    "<row r=\"0\">", "<row r=\"1048576\"/>", " t=\"s\"", " t=\"d\"", " s=\"99\"", "<f>",
    "<!DOCTYPE a [",
    "<!ENTITY a \"b\">", "&a;", "&#0;", "&#x10FFFF;", "]]>", "<![CDATA[", "<!--", "<?xml", "<x:y>",
    "<mergeCell ref=\"A1:XFD1048576\"/>", "<sheet name=\"a\" sheetId=\"9\" r:id=\"rId1\"/>",
    "<col min=\"1\" max=\"16384\" hidden=\"1\"/>", "_x0000_", "_xFFFF_", "PK\u{3}\u{4}",
    "PK\u{5}\u{6}",
    "Target=\"../../../x\"", "table a(i,j)\n", "parameter a(i) /", "/;", "+", "*", "$ontext\n",
    "( ",
    "SEX_T", "ECO_ISIC4_A", "A: B", "YR2015", "9999999999999999999999", "0x10", "nan", "inf",
    "#REF!",
  ]

  private static func parts(of bytes: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
    let archive = try ZipArchive(bytes, file: "corpus", limits: ReadingLimits())
    var parts: [(name: String, bytes: [UInt8])] = []
    for part in archive.parts.values.sorted(by: { $0.name < $1.name }) {
      var content: [UInt8] = []
      try archive.read(part) { content += $0.map { UInt8(bitPattern: $0) } }
      parts.append((part.name, content))
    }
    return parts
  }

  private static var workbooks: [Workbook] {
    func sheet(_ name: String, _ text: String) -> Sheet {
      Sheet(
        name: name,
        rows: text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
          line.split(separator: ",", omittingEmptySubsequences: false).map { field in
            field.isEmpty ? nil : Double(field).map { Cell($0) } ?? Cell(String(field))
          }
        })
    }
    var sam = sheet("SAM", "SAM 2015 (million pesos)\n\n,,f,h,w\n,,Farms,Homes,World\n" + matrix)
    sam.hiddenRows = [6]
    sam.hiddenColumns = [4...4]
    sam.merged = [CellRange("A1:C1"), CellRange("A5:A6")].compactMap { $0 }
    var mixed = Sheet(
      name: "Mixed",
      rows: [
        [Cell("sector"), Cell("year"), Cell("value")],
        [Cell("=a"), Cell(2019), Cell(.number(1.5), formula: "1+0.5")],
        [Cell(.boolean(true)), Cell(2020), Cell(.error("#N/A"))],
        [Cell("a\u{1}b"), Cell(2021), CellDate(serial: 42_000.5).map { Cell(.date($0)) }],
      ])
    mixed.visibility = .visible
    return [
      Workbook(
        file: "sam.xlsx", sheets: [sam, sheet("Names", "code,name\nf,Farms\nh,Homes\nw,World")]),
      Workbook(
        file: "ids.xlsx",
        sheets: [
          sheet("M", ",1,2,3\n1,,70.5,29.5\n2,80,,10\n3,20,19.5,\n"),
          sheet("Ids", "1,Farms\n2,Homes\n3,World"),
        ]),
      Workbook(
        file: "sut.xlsx",
        sheets: [
          sheet(
            "SUT",
            "Supply table\n,farming,imports,total\ngrain,90,10,100\nbread,40,5,45\n\nUse table\n,farming,final\ngrain,60,40\nbread,15,30"
          )
        ]),
      Workbook(
        file: "mixed.xlsx", sheets: [mixed, sheet("Wide", "a,2018,2019,2020\nx,1,2,3\ny,1000,,5")]),
    ]
  }

  private static let matrix = "Farms,f,,70.5,29.5\nHomes,h,80,,10\nWorld,w,20,19.5,\n"

  private static let texts = [
    "row,column,value\nfarms,homes,70.5\nhomes,farms,80\nworld,farms,20\n",
    "código;2018;2019\n\"a;b\";1,5;1.234,5\nc;..;-7\n",
    ",f,h,total\nf,1,2,3\nh,4,5,9\ntotal,5,7,12\n",
    "STRUCTURE,STRUCTURE_ID,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\ndataflow,X,A: B,2019,12.5,BRL,6\ndataflow,X,_T: T,2019,12.5,BRL,6\n",
    "ref_area,sex,classif1,time,obs_value\nZAF,SEX_T,ECO_ISIC4_TOTAL,2019,30\nZAF,SEX_M,ECO_ISIC4_A,2019,10\nZAF,SEX_F,ECO_ISIC4_A,2019,20\n",
    "Model,Scenario,Region,Variable,Unit,2020,2030\nM,S,World,Emissions|CO2,Mt CO2/yr,36000.5,30000\n",
    "Table SAM(i,j) \"2015\"\n        farms  homes\nfarms          70.5\nhomes   80\n+       world\nfarms   29.5 ;\nparameter x(i) / farms 1, 'a b' 2.5 /;\n",
    "parameter use(i,j) /\nfarms.homes 70.5, 'farms'.\"the world\" eps\n/;\nparameter supply(i,j) / farms.homes na /;\n",
    "year|a|b\n2010|1|2\n2011|1.5|2000\n2014|3|4\n",
  ]
}
