/// Which elements of a symbol exist, and the cell of each.
struct Layout {
  /// The sets it is declared over.
  let sets: [Int]
  private let strides: [Int]
  /// How many combinations of elements the sets have.
  let fullCount: Int
  /// For each combination of elements its cell or −1; empty where all exist.
  private let table: [Int32]
  /// For each cell its combination; empty where all exist.
  private let combinations: [Int32]

  /// How many cells there are.
  var count: Int { table.isEmpty ? fullCount : combinations.count }

  /// All elements exist.
  init(sets: [Int], sizes: [Int]) {
    self.sets = sets
    var strides = [Int](repeating: 1, count: sizes.count)
    for place in sizes.indices.dropLast().reversed() {
      strides[place] = strides[place + 1] * sizes[place + 1]
    }
    self.strides = strides
    fullCount = sizes.reduce(1, *)
    table = []
    combinations = []
  }

  /// The combinations that exist, in order.
  init(_ full: Layout, keeping combinations: [Int]) {
    sets = full.sets
    strides = full.strides
    fullCount = full.fullCount
    var table = [Int32](repeating: -1, count: max(full.fullCount, 1))
    for (cell, combination) in combinations.enumerated() { table[combination] = Int32(cell) }
    self.table = table
    self.combinations = combinations.map { Int32($0) }
  }

  func stride(_ place: Int) -> Int { strides[place] }

  /// The cell of a combination, or −1.
  func cell(_ combination: Int) -> Int {
    table.isEmpty ? combination : Int(table[combination])
  }

  /// The positions, set by set, of a cell's elements.
  func positions(of cell: Int) -> [Int] {
    positions(ofCombination: table.isEmpty ? cell : Int(combinations[cell]))
  }

  func positions(ofCombination combination: Int) -> [Int] {
    var rest = combination
    return strides.map { stride in
      defer { rest %= stride }
      return rest / stride
    }
  }
}
