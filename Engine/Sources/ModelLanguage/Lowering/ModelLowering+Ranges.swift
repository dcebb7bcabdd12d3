import Quantities

extension ClauseSyntax {
  /// The values allowed: what the declaration says, or a lever's bounds.
  var permittedRange: PermittedRange? {
    range ?? lever.map { .within($0.lowerBound...$0.upperBound) }
  }
}

/// Values that a declaration does not allow, wherever they come from.
extension ModelLowering {
  /// The first row of a table with a value that is not allowed, and how many more there are.
  func checkRange(of table: SymbolTable, _ declared: CheckedSymbol) throws(Diagnostic) {
    guard let range = declared.clauses.permittedRange else { return }
    let wrong = table.entries.filter { !range.contains($0.value) }
    guard let first = wrong.first else { return }
    let year = first.year.map { " in \($0)" } ?? ""
    let others =
      wrong.count == 1 ? "" : "; the same holds of \(wrong.count - 1) more"
    throw table.table.problem(
      row: first.row,
      "`\(name(declared, first))`\(year) is \(CSVWriter.number(first.value)), and must be "
        + "\(range)\(others)",
      help: rangeHelp(declared))
  }

  /// A scalar of `parameters.csv`.
  func checkRange(of row: ScalarTables.Row, _ declared: CheckedSymbol) throws(Diagnostic) {
    guard let range = declared.clauses.permittedRange, !range.contains(row.value) else { return }
    throw row.table.problem(
      row: row.row,
      "`\(declared.name.text)` is \(CSVWriter.number(row.value)), and must be \(range)",
      help: rangeHelp(declared))
  }

  /// The value of a formula.
  func checkRange(
    of value: Double, _ symbol: Int, cell: Int, at span: Span
  ) throws(Diagnostic) {
    let declared = checked.symbols[symbol]
    guard let range = declared.clauses.permittedRange, !range.contains(value) else { return }
    throw sources.diagnostic(
      span,
      "`\(label(symbol, cell: cell))` comes to \(CSVWriter.number(value)), and must be \(range)",
      help: "correct the formula or what it is made of, or the range declared")
  }

  private func rangeHelp(_ declared: CheckedSymbol) -> String {
    "correct the value, or the range declared at \(sources.place(declared.name.span))"
  }

  /// `price[oil]` of a row, whose elements are known by their positions in the sets.
  private func name(_ declared: CheckedSymbol, _ entry: SymbolTable.Entry) -> String {
    guard !declared.sets.isEmpty else { return declared.name.text }
    let full = Layout(
      sets: declared.sets, sizes: declared.sets.map { sets[$0]?.members.count ?? 0 })
    let labels = labels(full.positions(ofCombination: entry.combination), sets: declared.sets)
    return "\(declared.name.text)[\(labels.joined(separator: ","))]"
  }
}
