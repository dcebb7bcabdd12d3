import Foundation
import Testing

@testable import ModelLanguage

@Suite("Limits of size")
struct SizeTests {
  private func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map(line).joined(separator: "\n") + "\n"
  }

  private func seconds(_ step: () -> Void) -> Double {
    let time = ContinuousClock().measure(step)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  /// Texts with as many statements of a kind as are asked for; quadratic work would show.
  static let kinds: [(name: String, text: @Sendable (Int) -> String)] = [
    (
      "undeclared names",
      { n in (0..<n).map { "variable v\($0)\nv\($0) = w\($0)" }.joined(separator: "\n") }
    ),
    ("marks without meaning on one line", { n in String(repeating: "§", count: n) }),
    ("variables", { n in (0..<n).map { "variable v\($0)\nv\($0) = 1" }.joined(separator: "\n") }),
    (
      "calibrations",
      { n in
        (0..<n).map {
          "parameter p\($0)\nvariable v\($0) base 1\nv\($0) = p\($0)\ncalibrate p\($0) in v\($0)"
        }.joined(separator: "\n")
      }
    ),
    ("closures", { n in (0..<n).map { "closure c\($0) = { a = 1 }" }.joined(separator: "\n") }),
    (
      "elements of a subset",
      { n in
        let elements = (0..<n).map { "e\($0)" }.joined(separator: ", ")
        return "set s = { \(elements) }\nset t in s = { \(elements) }\nset u in t = { \(elements) }"
      }
    ),
    (
      "terms of a sum",
      { n in "variable x\nx = " + Array(repeating: "x", count: n).joined(separator: "+") }
    ),
  ]

  @Test(
    "Eight times the text takes far less than sixty-four times the time", arguments: 0..<kinds.count
  )
  func growth(kind: Int) {
    let text = Self.kinds[kind].text
    let (short, long) = (text(1_500), text(12_000))
    // The better of two: other work on the machine must not decide.
    let first = min(seconds { _ = mistakes(short) }, seconds { _ = mistakes(short) })
    let second = min(seconds { _ = mistakes(long) }, seconds { _ = mistakes(long) })
    #expect(second < 32 * max(first, 0.01), "\(Self.kinds[kind].name): \(first) s and \(second) s")
  }

  @Test("Chains of sets, functions, conditions and formulas end with a message, not with the stack")
  func chains() {
    let n = 5_000
    let sets = lines(n) { "set s\($0) in s\($0 + 1) = { a }" } + "set s\(n) = { a }"
    #expect(mistakes(sets).contains("sets are part of each other more than 500 deep"))
    let functions = "function f0(a) = a\n" + lines(n) { "function f\($0 + 1)(a) = f\($0)(a)" }
    #expect(mistakes(functions).contains("functions call each other more than 100 deep"))
    let conditions =
      "set s = { a }\n" + lines(n) { "parameter p\($0)[s] = 1 where exists p\($0 + 1)[s]" }
      + "parameter p\(n)[s] = 1"
    #expect(mistakes(conditions).contains("depend on each other too deeply"))
    let roots = String(repeating: "abs(", count: 150)
    let ends = String(repeating: ")", count: 150)
    let formulas =
      lines(400) { "parameter p\($0) = \(roots)p\($0 + 1)\(ends)" } + "parameter p400 = 1"
    #expect(mistakes(formulas).contains("depend on each other too deeply"))
    var files: [String: String] = [:]
    for number in 0..<300 { files["f\(number).eqn"] = "language 1\ninclude \"f\(number + 1).eqn\"" }
    let included = mistakes("include \"f0.eqn\"", files: files)
    #expect(included.contains("files include each other more than 100 deep"))
    let indices = (0..<1_000).map { "i\($0)" }.joined(separator: ", ")
    let sums = "set s = { a }\nindex \(indices) in s\nvariable x\nx = sum(\(indices), 1)"
    #expect(mistakes(sums).contains("more than 32 indices run here"))
  }

  @Test("Fifty mistakes are enough")
  func manyMistakes() {
    let text = lines(2_000) { "x\($0) = y\($0)" }
    #expect(mistakes(text).components(separatedBy: "error:").count == 51)
  }

  @Test(
    "Sums over a large set are refused before they fill the memory",
    .enabled(if: ProcessInfo.processInfo.environment["JTAM_ALL_TESTS"] == "1"))
  func largeSums() {
    let elements = (0..<20_000).map { "e\($0)" }.joined(separator: ", ")
    let text = "set s = { \(elements) }\nindex i, j in s\nvariable x[s]\nx[i] = sum(j, x[j])"
    #expect(mistakes(text).contains("the model grows too large here"))
    let some = (0..<2_000).map { "e\($0)" }.joined(separator: ", ")
    let cells = "set s = { \(some) }\nindex i, j in s\n" + lines(3) { "variable x\($0)[i, j]" }
    #expect(mistakes(cells).contains("more than 10 million elements together"))
    let lags =
      "set s = { \(some) }\nindex i, j in s\nvariable x[i, j] base 1\n"
      + "x[i, j] = lag(x[i, j], 100)"
    #expect(mistakes(lags).contains("makes more than 100 million values"))
  }

  @Test("A set and a parameter of a hundred thousand elements are read from data")
  func largeData() throws {
    let elements = lines(100_000) { "e\($0)" }
    let values = lines(100_000) { "e\($0),\($0)" }
    let compiled = try compile(
      "set s\nset t in s\nparameter p[s]\nvariable total\ntotal = sum(t, p[t])",
      tables: ["s.csv": "s\n" + elements, "t.csv": "t\n" + elements, "p.csv": "s,value\n" + values])
    #expect(compiled.sets[1].elements.count == 100_000)
    let misspelt = mistakes(
      "set s\nparameter p[s]",
      tables: ["s.csv": "s\n" + elements, "p.csv": "s,value\n" + values + "f,1"])
    #expect(misspelt.contains("p.csv:100002: error: \"f\" is not an element of `s`"))
  }

  @Test("A file of sixty megabytes is refused by its size, and what is no file by what it is")
  func largeFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("size-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("large.eqn")
    try Data(repeating: 32, count: 60_000_000).write(to: file)
    let pipe = folder.appendingPathComponent("pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let link = folder.appendingPathComponent("link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
    for (path, words) in [
      (file.path, "is larger than 16 MB, the most that is read of such a file"),
      ("/dev/zero", "is a device or socket, and only files are read"),
      (pipe, "is a pipe, and only files are read"),
      (folder.path, "is a folder, and only files are read"),
      (link, "is a link to nowhere, where there is nothing"),
    ] {
      #expect {
        try ModelCompiler().compile(main: path)
      } throws: { error in
        "\(error)".contains("\(path) \(words)")
          && (error as? ModelDiagnostics)?.areUnreadableFiles == true
      }
    }
  }

  @Test("A pipe, a folder and a broken link in the place of a table are named as such")
  func tablesThatAreNone() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("size-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = folder.appendingPathComponent("p.csv").path
    func printed() -> String {
      do {
        _ = try ModelCompiler(
          source: ModelSource(texts: ["m.eqn": "language 1\nparameter p"])
        ).compile(main: "m.eqn", data: ModelData(folders: [folder.path]))
        return ""
      } catch { return "\(error.areUnreadableFiles) \(error)" }
    }
    #expect(printed().hasPrefix("false"))
    #expect(mkfifo(table, 0o600) == 0)
    #expect(printed().hasPrefix("true \(table): error: \(table) is a pipe"))
    try FileManager.default.removeItem(atPath: table)
    try FileManager.default.createDirectory(atPath: table, withIntermediateDirectories: false)
    #expect(printed().hasPrefix("true \(table): error: \(table) is a folder"))
    try FileManager.default.removeItem(atPath: table)
    try FileManager.default.createSymbolicLink(atPath: table, withDestinationPath: "q.csv")
    #expect(printed().hasPrefix("true \(table): error: \(table) is a link to q.csv"))
  }

  @Test("A line of a table with carriage returns is shown whole and alone")
  func carriageReturns() {
    let printed = mistakes(
      "set s = { a, b }\nparameter p[s]", tables: ["p.csv": "s,value\r\na,1\r\nc,2\r\nb,3\r\n"])
    #expect(printed.contains("p.csv:3: error: \"c\" is not an element of `s`\n 3 | c,2\n"))
  }

  @Test("The caret stands under the mistake in a line of a hundred thousand characters")
  func longLine() {
    let line = "x = " + Array(repeating: "x", count: 30_000).joined(separator: " + ") + " + yy + x"
    let printed = mistakes("variable x\n" + line).split(separator: "\n").map(String.init)
    #expect(printed.count == 4)
    #expect(printed[0].hasPrefix("model.eqn:3:120005: error: `yy` is not declared"))
    let place = printed[1].distance(
      from: printed[1].startIndex, to: printed[1].range(of: "yy")?.lowerBound ?? printed[1].endIndex
    )
    let caret = printed[2].distance(
      from: printed[2].startIndex, to: printed[2].firstIndex(of: "^") ?? printed[2].endIndex)
    #expect(place == caret)
  }
}
