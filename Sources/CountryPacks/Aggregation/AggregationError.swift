/// What can be wrong with a grouping of industries.
public enum AggregationError: Error, Equatable, CustomStringConvertible {
  /// A line that cannot be followed.
  case line(source: String, line: Int, problem: String)
  /// Industries without a group.
  case incomplete(source: String, industries: [String])
  /// A group that joins industries that the model treats differently.
  case mixed(source: String, group: String, subset: String, inside: [String], outside: [String])
  /// A table of the pack that cannot be added up.
  case table(String, problem: String)

  /// What is wrong, where, with which values, and what to do.
  public var description: String {
    switch self {
    case .line(let source, let line, let problem):
      "\(source):\(line): error: \(problem)"
    case .incomplete(let source, let industries):
      """
      \(source): error: a grouping must hold every industry of the pack once, and \
      \(industries.prefix(12).joined(separator: ", "))\
      \(industries.count > 12 ? " and \(industries.count - 12) more" : "") \
      \(industries.count == 1 ? "has" : "have") no sector. Add a line for each.
      """
    case .mixed(let source, let group, let subset, let inside, let outside):
      """
      \(source): error: sector \(group) joins \(inside.joined(separator: ", ")), which \
      \(inside.count == 1 ? "belongs" : "belong") to \(subset), with \
      \(outside.prefix(8).joined(separator: ", "))\(outside.count > 8 ? " and others" : ""), which \
      \(outside.count == 1 ? "does" : "do") not. The model treats the two differently: give them sectors \
      of their own.
      """
    case .table(let table, let problem):
      "\(table) cannot be added up to sectors: \(problem)"
    }
  }
}
