import Equations

/// A model ready to calibrate and solve, with what a reader and a run manifest need of its text.
public struct CompiledModel: Sendable {
  /// The cells, equations and graphs.
  public let model: EquationModel
  /// The sets, in the order of the text.
  public let sets: [ModelSet]
  /// The sets of combinations, in the order of the text.
  public let combinations: [ModelCombinations]
  /// The tables with a column `year`, in the order of the symbols they belong to.
  public let datedTables: [DatedTable]
  /// What can be chosen, and what was.
  public let choices: [ModelChoice]
  /// The closures declared.
  public let closures: [ModelClosure]
  /// The name of the closure applied, if any.
  public let closure: String?
  /// The functions declared.
  public let functions: [ModelFunction]
  /// The model files read, the main one first.
  public let files: [ModelFile]
  /// The data files read, by path.
  public let dataFiles: [ModelFile]
  /// Parameter cells that conditions read: they decide which equations exist, so another value of
  /// one needs another compilation.
  public let structuralParameters: Set<Int>
  /// Which symbols state no unit, and how many equations the units check.
  public let units: UnitCoverage

  /// The equation, as written, that determines a variable; nil where none is written for it.
  public func family(determining variable: String) -> EquationFamily? {
    if let family = model.families.first(where: { $0.name == variable }) { return family }
    guard let symbol = model.symbol(named: variable), symbol.kind == .variable else { return nil }
    let row = model.equations.first { $0.determines.map(symbol.cells.contains) ?? false }
    return row.map { model.families[$0.family] }
  }
}
