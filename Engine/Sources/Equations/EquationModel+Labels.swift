extension EquationModel {
  /// The variable or exogenous symbol that holds a cell, if any.
  public func symbol(ofCell cell: Int) -> ModelSymbol? {
    // By position: a loop over the symbols themselves would copy every one it passes.
    for position in symbols.indices where symbols[position].kind != .parameter {
      let first = symbols[position].firstCell
      if cell >= first && cell < first + symbols[position].elements.count {
        return symbols[position]
      }
    }
    return nil
  }

  /// `name[a,b]` of a parameter cell.
  public func label(ofParameter parameter: Int) -> String {
    for symbol in symbols where symbol.kind == .parameter && symbol.cells.contains(parameter) {
      return symbol.label(ofCell: parameter)
    }
    preconditionFailure("Parameter cell \(parameter) belongs to no symbol.")
  }

  /// `name[a,b]` of an equation.
  public func label(ofEquation equation: Int) -> String {
    let row = equations[equation]
    return Self.label(families[row.family].name, row.labels)
  }

  /// `name[a,b]` of a check.
  public func label(ofCheck check: Int) -> String {
    let row = checks[check]
    return Self.label(families[row.family].name, row.labels)
  }

  /// Where an equation stands in the model text.
  public func location(ofEquation equation: Int) -> SourceLocation {
    families[equations[equation].family].location
  }

  /// The cells of every variable, ascending: the unknowns unless a swap says otherwise.
  public var variableCells: [Int] {
    symbols.filter { $0.kind == .variable }.flatMap(\.cells).sorted()
  }

  /// For each variable or exogenous cell, whether a variable holds it.
  public var isVariableCell: [Bool] {
    var result = [Bool](repeating: false, count: cellCount)
    for cell in variableCells { result[cell] = true }
    return result
  }

  private static func label(_ name: String, _ labels: [String]) -> String {
    labels.isEmpty ? name : "\(name)[\(labels.joined(separator: ","))]"
  }
}
