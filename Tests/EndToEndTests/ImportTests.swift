import Foundation
import Testing

@Suite("Importing tables")
struct ImportTests {
  private func program() throws -> Program {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("import-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return Program(store: folder.appendingPathComponent("runs.sqlite").path, folder: folder)
  }

  private let sam = ",farms,homes,world\nfarms,,70.5,29.5\nhomes,80,,10\nworld,20,19.5,\n"

  private func write(_ text: String, _ name: String, in program: Program) throws {
    try Data(text.utf8).write(to: program.folder.appendingPathComponent(name))
  }

  private func contents(_ name: String, in program: Program) throws -> String {
    try String(contentsOf: program.folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test("A SAM is imported with its cells, and its mapping and its workbook give it again")
  func again() throws {
    let program = try program()
    try write(sam, "sam2015.csv", in: program)
    let first = try program.start([
      "import", "sam2015.csv", "--as", "sam", "--unit", "million pesos", "--out", "one",
    ]).finished()
    #expect(first.status == 0, "\(first.messages)")
    #expect(first.messages.contains("Recognised a square matrix with labels"))
    let data = try contents("one/data.csv", in: program)
    #expect(data.contains("sam,farms,homes,2015,million pesos,70.5,,sam2015.csv,sam2015,C2\n"))
    try write(sam.replacingOccurrences(of: "70.5", with: "79.5"), "sam2016.csv", in: program)
    let next = try program.start([
      "import", "sam2016.csv", "--as", "sam", "--mapping", "one/mapping.yaml", "--out", "two",
    ]).finished()
    // Farms receive nine more than they pay.
    #expect(next.status == 1)
    #expect(
      try contents("two/data.csv", in: program).contains(
        "sam,farms,homes,2016,million pesos,79.5,,sam2016.csv,sam2016,C2\n"))
    let workbook = try program.start([
      "import", "one/tables.xlsx", "--as", "sam", "--year", "2015", "--out", "three",
    ]).finished()
    #expect(workbook.status == 0, "\(workbook.messages)")
    #expect(try contents("three/data.csv", in: program).contains("sam,world,homes,2015,,19.5,"))
  }

  @Test("Files are not replaced unasked, and what is no table, moved or missing has its exit code")
  func refused() throws {
    let program = try program()
    try write(sam, "sam.csv", in: program)
    let arguments = ["import", "sam.csv", "--as", "sam", "--out", "one", "--quiet"]
    #expect(try program.start(arguments).finished().status == 0)
    #expect(try program.start(arguments).finished().status == 74)
    #expect(try program.start(arguments + ["--force"]).finished().status == 0)
    try write("A title\n" + sam, "moved.csv", in: program)
    let moved = try program.start([
      "import", "moved.csv", "--as", "sam", "--mapping", "one/mapping.yaml",
    ]).finished()
    #expect(moved.status == 65)
    #expect(moved.messages.contains("moved by 1"))
    try write("<html></html>", "page.xlsx", in: program)
    #expect(try program.start(["import", "page.xlsx", "--as", "sam"]).finished().status == 65)
    #expect(try program.start(["import", "nothing.csv", "--as", "sam"]).finished().status == 74)
    #expect(try program.start(["import", "sam.csv", "--as", "cake"]).finished().status == 64)
  }
}
