/// A plan to eliminate unknowns from a square sparse matrix by their own equations, until only a
/// core must be solved simultaneously.
///
/// Row and column `k` belong together. Eliminated pairs are in an order in which each needs only
/// those before it and the core: that part of the matrix is lower triangular and nothing fills in.
/// What fills in is how the eliminated unknowns depend on the core, `X = L⁻¹ B`; where it does is
/// found here once.
public struct Condensation: Sendable {
  /// Where the matrix has entries.
  public let pattern: SparsePattern
  /// The pairs eliminated, in order.
  public let eliminated: [Int]
  /// The pairs that stay.
  public let core: [Int]
  /// Multiplications needed to form the core's matrix.
  public let operations: Int
  /// Whether the dependence on the core is small enough to be stored.
  public let isFeasible: Bool

  /// The position in ``eliminated`` followed by ``core`` of each row and column.
  let place: [Int32]
  /// Entries of each row, by place, in eliminated columns other than its pivot.
  let leftStarts: [Int32]
  let leftPlaces: [Int32]
  let leftPositions: [Int32]
  /// Entries of each row, by place, in core columns, numbered from 0.
  let rightStarts: [Int32]
  let rightPlaces: [Int32]
  let rightPositions: [Int32]
  /// The position of each pivot.
  let pivotPositions: [Int32]
  /// Core columns on which each eliminated unknown depends.
  let dependenceStarts: [Int32]
  let dependencePlaces: [Int32]

  /// The most entries of `X` that are stored.
  static let largestDependence = 30_000_000

  /// Finds a small core.
  /// - Parameter isEliminable: For each row, whether its diagonal entry is never zero.
  public init(pattern: SparsePattern, isEliminable: [Bool]) {
    precondition(pattern.rows == pattern.columns, "Only a square matrix is condensed.")
    precondition(isEliminable.count == pattern.rows, "One flag per row.")
    self.pattern = pattern
    var successors = [[Int32]](repeating: [], count: pattern.rows)
    for column in 0..<pattern.columns where isEliminable[column] {
      for position in pattern.entries(ofColumn: column) {
        let row = pattern.rowIndices[position]
        if Int(row) != column && isEliminable[Int(row)] { successors[column].append(row) }
      }
    }
    var isCore = isEliminable.map { !$0 }
    for vertex in FeedbackVertexSet(successors: successors).vertices { isCore[vertex] = true }
    core = isCore.indices.filter { isCore[$0] }
    let eliminated = Self.order(successors, isCore)
    self.eliminated = eliminated
    var place = [Int32](repeating: 0, count: pattern.rows)
    for (index, pair) in (eliminated + core).enumerated() { place[pair] = Int32(index) }
    self.place = place

    let first = Int32(eliminated.count)
    var left = RowEntries(rows: pattern.rows)
    var right = RowEntries(rows: pattern.rows)
    var pivots = [Int32](repeating: -1, count: eliminated.count)
    for column in 0..<pattern.columns {
      for position in pattern.entries(ofColumn: column) {
        let row = place[Int(pattern.rowIndices[position])]
        if place[column] >= first {
          right.append(row, place[column] - first, position)
        } else if row == place[column] {
          pivots[Int(row)] = Int32(position)
        } else {
          left.append(row, place[column], position)
        }
      }
    }
    precondition(!pivots.contains(-1), "An eliminable row has an entry on the diagonal.")
    pivotPositions = pivots
    (leftStarts, leftPlaces, leftPositions) = left.compressed()
    (rightStarts, rightPlaces, rightPositions) = right.compressed()

    var starts: [Int32] = [0]
    var places: [Int32] = []
    var stamp = [Int32](repeating: -1, count: core.count)
    var work = 0
    var fits = true
    for row in 0..<pattern.rows where fits {
      for entry in Int(leftStarts[row])..<Int(leftStarts[row + 1]) {
        let used = Int(leftPlaces[entry])
        work += Int(starts[used + 1] - starts[used])
      }
      guard row < eliminated.count else { continue }
      for entry in Int(rightStarts[row])..<Int(rightStarts[row + 1]) {
        let column = rightPlaces[entry]
        stamp[Int(column)] = Int32(row)
        places.append(column)
      }
      for entry in Int(leftStarts[row])..<Int(leftStarts[row + 1]) {
        let used = Int(leftPlaces[entry])
        for known in Int(starts[used])..<Int(starts[used + 1]) {
          let column = places[known]
          if stamp[Int(column)] != Int32(row) {
            stamp[Int(column)] = Int32(row)
            places.append(column)
          }
        }
      }
      places[Int(starts[row])...].sort()
      starts.append(Int32(places.count))
      fits = places.count <= Self.largestDependence
    }
    isFeasible = fits
    operations = work
    dependenceStarts = starts
    dependencePlaces = places
  }

  /// Vertices outside the core, each after all that lead to it.
  private static func order(_ successors: [[Int32]], _ isCore: [Bool]) -> [Int] {
    var waiting = [Int](repeating: 0, count: isCore.count)
    for vertex in isCore.indices where !isCore[vertex] {
      for next in successors[vertex] { waiting[Int(next)] += 1 }
    }
    var result = isCore.indices.filter { !isCore[$0] && waiting[$0] == 0 }
    var head = 0
    while head < result.count {
      for next in successors[result[head]] where !isCore[Int(next)] {
        waiting[Int(next)] -= 1
        if waiting[Int(next)] == 0 { result.append(Int(next)) }
      }
      head += 1
    }
    precondition(
      result.count == isCore.count { !$0 }, "A feedback vertex set leaves a graph without cycles.")
    return result
  }

  /// Entries gathered row by row.
  private struct RowEntries {
    var rows: [[(place: Int32, position: Int32)]]

    init(rows count: Int) { rows = Array(repeating: [], count: count) }

    mutating func append(_ row: Int32, _ place: Int32, _ position: Int) {
      rows[Int(row)].append((place, Int32(position)))
    }

    func compressed() -> ([Int32], [Int32], [Int32]) {
      var starts: [Int32] = [0]
      for row in rows { starts.append(starts[starts.count - 1] + Int32(row.count)) }
      return (starts, rows.flatMap { $0.map(\.place) }, rows.flatMap { $0.map(\.position) })
    }
  }
}
