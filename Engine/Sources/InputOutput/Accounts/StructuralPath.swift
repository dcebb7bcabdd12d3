import LinearAlgebra

/// One way along which an account influences another, visiting no account twice.
public struct StructuralPath: Sendable, Equatable {
  /// The accounts from origin to destination.
  public let accounts: [String]
  /// The product of the coefficients along the path, `I^D`.
  public let direct: Double
  /// How much circuits along the path amplify it, `M_p = Δ_p / Δ`.
  public let multiplier: Double
  /// Its share of the global influence of origin on destination.
  public let share: Double

  /// What is carried along the path, circuits included, `I^T = I^D M_p`.
  public var total: Double { direct * multiplier }
}

/// The paths between two accounts, strongest first.
public struct StructuralPaths: Sendable {
  /// The origin, where a unit is injected.
  public let origin: String
  /// The destination.
  public let destination: String
  /// What the destination receives in all, `I^G`: a cell of the multiplier matrix.
  public let global: Double
  /// The paths found, by total influence.
  public let paths: [StructuralPath]

  /// The share of the global influence that the paths found carry.
  public var explained: Double { paths.reduce(0) { $0 + $1.share } }
}

extension LeontiefModel {
  /// Finds the paths from one account to another.
  ///
  /// The path multiplier is `Δ_p / Δ`, determinants of `I − A` without the path's accounts and in full;
  /// by Jacobi's theorem that is the determinant of the rows and columns of `(I − A)⁻¹` of the path's
  /// accounts, of which only columns that are met are solved for. From one account to itself, a path is
  /// the account alone, and its multiplier is the whole influence.
  ///
  /// - Parameters:
  ///   - longest: The most arcs of a path.
  ///   - minimum: The smallest direct influence that is followed.
  ///   - limit: The most paths, complete or not, that are followed.
  /// - Throws: ``InputOutputError`` for unknown accounts or too many paths.
  /// - SeeAlso: Defourny and Thorbecke (1984), *Structural path analysis and multiplier decomposition
  ///   within a social accounting matrix framework*, Economic Journal 94.
  public func structuralPaths(
    from origin: String, to destination: String, longest: Int = 6, minimum: Double = 1e-5,
    limit: Int = 5_000_000
  ) throws(InputOutputError) -> StructuralPaths {
    let start = try position(of: origin)
    let end = try position(of: destination)
    var search = PathSearch(self, end: end, longest: longest, minimum: minimum, limit: limit)
    try search.follow([start], influence: 1)
    var columns: [Int: [Double]] = [start: try column(start)]
    let global = columns[start]?[end] ?? 0
    var paths: [StructuralPath] = []
    for (nodes, direct) in search.found {
      var block = DenseMatrix(rows: nodes.count, columns: nodes.count)
      for (second, node) in nodes.enumerated() {
        let solved: [Double]
        if let known = columns[node] { solved = known } else { solved = try column(node) }
        columns[node] = solved
        for (first, other) in nodes.enumerated() { block[first, second] = solved[other] }
      }
      let multiplier = determinant(block)
      paths.append(
        StructuralPath(
          accounts: nodes.map { accounts[$0] }, direct: direct, multiplier: multiplier,
          share: global == 0 ? 0 : direct * multiplier / global))
    }
    paths.sort { ($0.total, $1.accounts.count) > ($1.total, $0.accounts.count) }
    return StructuralPaths(
      origin: origin, destination: destination, global: global, paths: paths)
  }
}

/// Follows arcs as long as what they carry is worth it.
private struct PathSearch {
  let arcs: [[(row: Int, value: Double)]]
  let end: Int
  let longest: Int
  let minimum: Double
  let limit: Int
  var visited: [Bool]
  var followed = 0
  var found: [(nodes: [Int], direct: Double)] = []

  init(_ model: LeontiefModel, end: Int, longest: Int, minimum: Double, limit: Int) {
    arcs = model.accounts.indices.map { model.coefficients.column($0) }
    self.end = end
    self.longest = longest
    self.minimum = minimum
    self.limit = limit
    visited = [Bool](repeating: false, count: model.accounts.count)
  }

  mutating func follow(_ path: [Int], influence: Double) throws(InputOutputError) {
    guard let last = path.last else { return }
    followed += 1
    guard followed <= limit else { throw .tooManyPaths(limit: limit, minimum: minimum) }
    if last == end {
      found.append((path, influence))
      return
    }
    guard path.count <= longest else { return }
    visited[last] = true
    defer { visited[last] = false }
    for (next, value) in arcs[last] where !visited[next] {
      let carried = influence * value
      if carried.magnitude >= minimum { try follow(path + [next], influence: carried) }
    }
  }
}

/// The determinant of a small matrix, by elimination with pivots.
private func determinant(_ matrix: DenseMatrix) -> Double {
  var rest = matrix
  var result = 1.0
  for step in 0..<matrix.rows {
    let pivot =
      (step..<matrix.rows).max { rest[$0, step].magnitude < rest[$1, step].magnitude } ?? step
    if rest[pivot, step] == 0 { return 0 }
    if pivot != step {
      result = -result
      for column in step..<matrix.rows {
        (rest[pivot, column], rest[step, column]) = (rest[step, column], rest[pivot, column])
      }
    }
    result *= rest[step, step]
    for row in (step + 1)..<max(matrix.rows, step + 1) {
      let factor = rest[row, step] / rest[step, step]
      for column in step..<matrix.rows { rest[row, column] -= factor * rest[step, column] }
    }
  }
  return result
}
