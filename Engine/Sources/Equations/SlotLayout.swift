/// Where a tape finds the numbers of a model: parameters first, then the cells now, then at each lag.
public struct SlotLayout: Sendable, Equatable {
  /// The number of parameter cells.
  public let parameterCount: Int
  /// The number of variable and exogenous cells.
  public let cellCount: Int
  /// The deepest lag.
  public let maximumLag: Int

  /// Creates a layout.
  public init(parameterCount: Int, cellCount: Int, maximumLag: Int) {
    self.parameterCount = parameterCount
    self.cellCount = cellCount
    self.maximumLag = maximumLag
  }

  /// The layout of a model, with room for every lag that its equations and checks use.
  public init(model: EquationModel) {
    var deepest = model.maximumLag
    for case .cell(_, let lag) in model.graph.nodes { deepest = max(deepest, lag) }
    self.init(
      parameterCount: model.parameterCellCount, cellCount: model.cellCount, maximumLag: deepest)
  }

  /// The slot of a parameter cell.
  public func slot(ofParameter parameter: Int) -> Int { parameter }

  /// The slot of a cell, `lag` periods ago.
  public func slot(ofCell cell: Int, lag: Int = 0) -> Int {
    parameterCount + lag * cellCount + cell
  }

  /// The number of slots that hold inputs.
  public var inputCount: Int { parameterCount + (maximumLag + 1) * cellCount }
}
