/// Finds the elements of every set that the text or data lists.
struct SetChecker {
  private let declarations: Declarations
  private let data: ModelData
  private var syntax: [(SetSyntax, description: String)] = []
  private var byName: [String: Int] = [:]
  /// The number given to each set once it is known.
  private var resolved: [Int: Int] = [:]
  private var visiting: Set<Int> = []
  /// The sets that indices run over, by name; they are declared after the sets.
  private var setOfIndex: [String: String] = [:]

  /// The longest chain of sets that are declared before the larger ones they are part of.
  private static let depthLimit = 500

  private init(_ declarations: Declarations, data: ModelData) {
    self.declarations = declarations
    self.data = data
  }

  /// Declares all sets, those that others are part of first.
  static func check(
    _ statements: [Statement], _ declarations: Declarations, data: ModelData,
    problems: DiagnosticCollector
  ) {
    var checker = SetChecker(declarations, data: data)
    for statement in statements {
      if case .index(let names, let set) = statement.kind {
        for name in names { checker.setOfIndex[name.text] = set.text }
      }
      guard case .set(let set) = statement.kind, set.combinations == nil else { continue }
      if checker.byName[set.name.text] == nil {
        checker.byName[set.name.text] = checker.syntax.count
      }
      checker.syntax.append((set, statement.description))
    }
    for position in checker.syntax.indices
    where checker.resolved[position] == nil && !problems.isFull {
      do throws(Diagnostic) {
        _ = try checker.resolve(position)
      } catch {
        problems.record(error)
        declarations.markBroken(checker.syntax[position].0.name)
      }
    }
  }

  private mutating func resolve(_ position: Int) throws(Diagnostic) -> Int {
    if let known = resolved[position] { return known }
    let (set, description) = syntax[position]
    guard visiting.insert(position).inserted else {
      throw declarations.diagnostic(
        set.name.span, "set `\(set.name.text)` is part of itself",
        help: "name the larger set after `in`")
    }
    defer { visiting.remove(position) }
    guard visiting.count <= SetChecker.depthLimit else {
      throw declarations.diagnostic(
        set.name.span, "sets are part of each other more than \(SetChecker.depthLimit) deep",
        help: "declare the larger sets first")
    }
    var parent: Int?
    if let name = set.parent {
      if let other = byName[name.text] {
        if other != position, case .broken = declarations[name.text] { throw .consequence }
        parent = try resolve(other)
      } else if let larger = setOfIndex[name.text] {
        throw declarations.diagnostic(
          name.span, "`\(name.text)` is an index, not a set", help: "it runs over `\(larger)`")
      } else {
        parent = try declarations.set(name)
      }
    }
    let number = declarations.model.sets.count
    let root = parent.map { declarations.root($0) } ?? number
    var checked = CheckedSet(
      name: set.name, parent: parent, root: root, members: nil, description: description)
    if set.condition == nil {
      let (elements, labels) = try self.elements(of: set, root: parent == nil ? nil : root)
      checked.labels = labels
      if parent == nil {
        checked.elements = elements.map(\.name)
        for (place, element) in elements.enumerated() { checked.positions[element.name] = place }
        checked.members = Array(elements.indices)
      } else {
        checked.members = try members(elements, of: set, parent: parent ?? root)
      }
    }
    try declarations.declare(set.name, as: .set(number))
    declarations.model.sets.append(checked)
    resolved[position] = number
    return number
  }

  private typealias Element = (name: String, problem: (String, String) -> Diagnostic)

  private func members(
    _ elements: [Element], of set: SetSyntax, parent: Int
  ) throws(Diagnostic) -> [Int] {
    let larger = declarations.model.sets[parent]
    let root = declarations.model.sets[larger.root]
    var members: [Int] = []
    for element in elements {
      let position = root.positions[element.name]
      guard let position, larger.memberSet?.contains(position) ?? true else {
        let names = (larger.members ?? Array(root.elements.indices)).map { root.elements[$0] }
        throw element.problem(
          "`\(element.name)` is not an element of `\(larger.name.text)`",
          NameGuess.nearest(to: element.name, among: names).map { "did you mean `\($0)`?" }
            ?? "the elements are \(ExpressionChecker.listed(names))")
      }
      members.append(position)
    }
    return members
  }

  /// The elements in order, each with a way to report a mistake in it.
  private func elements(
    of set: SetSyntax, root: Int?
  ) throws(Diagnostic) -> (elements: [Element], labels: [String]) {
    var elements: [Element] = []
    var labels: [String] = []
    if let listed = set.elements {
      let declarations = declarations
      for element in listed {
        elements.append(
          (element.text, { declarations.diagnostic(element.span, $0, help: $1) }))
      }
    } else {
      (elements, labels) = try elementsFromData(set, root: root)
    }
    var seen: Set<String> = []
    for element in elements where !seen.insert(element.name).inserted {
      throw element.problem(
        "element `\(element.name)` stands twice in `\(set.name.text)`", "remove one of them")
    }
    return (elements, labels)
  }

  private func elementsFromData(
    _ set: SetSyntax, root: Int?
  ) throws(Diagnostic) -> (elements: [Element], labels: [String]) {
    let name = set.name.text
    guard let file = try data.first("\(name).csv") else {
      throw declarations.diagnostic(
        set.name.span, "there is no \(name).csv to give the elements of `\(name)`",
        help: "add the file, or list them: `set \(name) = { … }`"
      ).ofMissingData
    }
    declarations.model.dataFiles.append(file)
    let table = try DataTable(file)
    var columns = [name]
    if let parent = set.parent { columns.append(parent.text) }
    if let root { columns.append(declarations.model.sets[root].name.text) }
    guard let column = table.column(columns) else {
      throw table.problem(
        "there is no column \"\(name)\"",
        help: "the columns are \(table.table.header.joined(separator: ", "))")
    }
    let labels = table.column(["name"])
    var elements: [Element] = []
    for (row, fields) in table.table.rows.enumerated() {
      guard Parser.isElement(fields[column]) else {
        throw table.problem(
          row: row, "\"\(fields[column])\" cannot be an element", help: Parser.elementHelp)
      }
      elements.append((fields[column], { table.problem(row: row, $0, help: $1) }))
    }
    return (elements, labels.map { column in table.table.rows.map { $0[column] } } ?? [])
  }
}
