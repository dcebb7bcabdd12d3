import Equations

/// How far the equations are from holding at the base-year data, before anything is solved.
public struct BaseYearReport: Sendable, Equatable {
  /// One equation at the data.
  public struct Entry: Sendable, Equatable {
    /// The equation's position in the model.
    public var equation: Int
    /// Its name and elements.
    public var label: String
    /// Its place in the text.
    public var location: SourceLocation
    /// The left side.
    public var left: Double
    /// The right side.
    public var right: Double
    /// Their difference relative to the largest term.
    public var residual: Double
  }

  /// Every equation that could be evaluated, in the order of the model.
  public var entries: [Entry]
  /// Equations that look further back than the history reaches.
  public var unchecked: [String]

  /// The largest residual.
  public var largestResidual: Double { entries.map(\.residual).max() ?? 0 }

  /// The equations furthest from holding, worst first.
  public func worst(_ count: Int = 10) -> [Entry] {
    Array(entries.sorted { $0.residual > $1.residual }.prefix(count))
  }

  init(model: EquationModel, leaf: (Node) -> Double) {
    var entries: [Entry] = []
    var unchecked: [String] = []
    for (index, row) in model.equations.enumerated() {
      let program = ExpressionProgram(graph: model.graph, roots: [row.left, row.right])
      let isKnown = program.leaves.allSatisfy { id in
        if case .constant = model.graph[id] { return true }
        return !leaf(model.graph[id]).isNaN
      }
      let label = model.label(ofEquation: index)
      guard isKnown else {
        unchecked.append(label)
        continue
      }
      let values = program.values(leaf: leaf)
      let difference = (values[0] - values[1]).magnitude
      let scale = program.sizesWithoutCancellation(leaf: leaf).reduce(0, max)
      // A side without a value cannot hold: it must come first among the worst, not last as NaN does.
      let residual =
        difference == 0 ? 0 : (difference.isNaN ? .infinity : difference / scale)
      entries.append(
        Entry(
          equation: index, label: label, location: model.location(ofEquation: index),
          left: values[0], right: values[1], residual: residual))
    }
    self.entries = entries
    self.unchecked = unchecked
  }

  init() {
    entries = []
    unchecked = []
  }
}
