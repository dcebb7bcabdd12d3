extension SetChecker {
  /// Declares the sets of combinations, once all sets and indices are declared.
  static func checkCombinations(
    _ statements: [Statement], _ declarations: Declarations, data: ModelData,
    problems: DiagnosticCollector
  ) {
    for statement in statements {
      guard case .set(let set) = statement.kind, let syntax = set.combinations else { continue }
      do throws(Diagnostic) {
        let checked = try combinations(
          set.name, syntax, isConditional: set.condition != nil, description: statement.description,
          declarations, data)
        try declarations.declare(
          set.name, as: .combinations(declarations.model.combinations.count))
        declarations.model.combinations.append(checked)
      } catch {
        problems.record(error)
        declarations.markBroken(set.name)
      }
    }
  }

  private static func combinations(
    _ name: Name, _ syntax: SetSyntax.Combinations, isConditional: Bool, description: String,
    _ declarations: Declarations, _ data: ModelData
  ) throws(Diagnostic) -> CheckedCombinations {
    var factors: [Int] = []
    for (place, factor) in syntax.factors.enumerated() {
      if let set = declarations.range(factor.text) {
        factors.append(set)
      } else {
        factors.append(try declarations.set(factor))
      }
      guard !syntax.factors[..<place].contains(where: { $0.text == factor.text }) else {
        throw declarations.diagnostic(
          factor.span, "`\(factor.text)` stands twice in `\(name.text)`",
          help: "name the second by an index: `index \(factor.text)2 in \(factor.text)`")
      }
    }
    var rows: [(elements: [String], problem: (Int, String, String) -> Diagnostic)]?
    if let listed = syntax.listed {
      rows = listed.map { combination in
        (combination.map(\.text), { declarations.diagnostic(combination[$0].span, $1, help: $2) })
      }
    } else if !syntax.isWhole, !isConditional {
      rows = try rowsFromData(name, syntax.factors.map(\.text), factors, declarations, data)
    }
    var members: Set<[Int]>?
    for row in rows ?? [] {
      var positions: [Int] = []
      for (place, element) in row.elements.enumerated() {
        let set = declarations.model.sets[factors[place]]
        let root = declarations.model.sets[set.root]
        guard let position = root.positions[element], set.members?.contains(position) ?? true else {
          let names = (set.members ?? Array(root.elements.indices)).map { root.elements[$0] }
          throw row.problem(
            place, "`\(element)` is not an element of `\(set.name.text)`",
            NameGuess.nearest(to: element, among: names).map { "did you mean `\($0)`?" }
              ?? "the elements are \(ExpressionChecker.listed(names))")
        }
        positions.append(position)
      }
      guard members?.contains(positions) != true else {
        throw row.problem(
          0, "(\(row.elements.joined(separator: ", "))) stands twice in `\(name.text)`",
          "remove one of them")
      }
      members = (members ?? []).union([positions])
    }
    if rows != nil, members == nil { members = [] }
    return CheckedCombinations(
      name: name, factors: factors, factorNames: syntax.factors.map(\.text), members: members,
      description: description)
  }

  private static func rowsFromData(
    _ name: Name, _ factorNames: [String], _ factors: [Int], _ declarations: Declarations,
    _ data: ModelData
  ) throws(Diagnostic) -> [(elements: [String], problem: (Int, String, String) -> Diagnostic)] {
    guard let file = try data.first("\(name.text).csv") else {
      throw declarations.diagnostic(
        name.span, "there is no \(name.text).csv to give the combinations of `\(name.text)`",
        help: "add the file, or list them: `set \(name.text) in "
          + "\(factorNames.joined(separator: " * ")) = { (…, …) }`")
    }
    declarations.model.dataFiles.append(file)
    let table = try DataTable(file)
    var columns: [Int] = []
    for (factor, set) in zip(factorNames, factors) {
      let setName = declarations.model.sets[set].name.text
      guard let column = table.column([factor, setName]), !columns.contains(column) else {
        throw table.problem(
          "there is no column \"\(factor)\"",
          help: "the columns are \(table.table.header.joined(separator: ", "))")
      }
      columns.append(column)
    }
    return table.table.rows.enumerated().map { row, fields in
      (columns.map { fields[$0] }, { table.problem(row: row, $1, help: $2) })
    }
  }
}
