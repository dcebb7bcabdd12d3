/// Finds the node that computes something, among the nodes of a graph: open addressing over the
/// array of nodes itself.
///
/// A graph looks up every expression it makes, so that this is a large part of the time to compile a
/// model. A hash of a few multiplications is enough for nodes and several times faster than
/// `Dictionary`'s, which resists hostile keys.
struct NodeTable: Sendable {
  /// The position of a node plus one; 0 where free. The size is a power of two.
  private var buckets = [Int32](repeating: 0, count: 64)
  private var count = 0

  /// The position of a node that equals this one, or nil.
  func position(of node: Node, in nodes: [Node]) -> Int? {
    let mask = buckets.count - 1
    var bucket = Self.hash(node) & mask
    while buckets[bucket] != 0 {
      let position = Int(buckets[bucket]) - 1
      if nodes[position] == node { return position }
      bucket = (bucket + 1) & mask
    }
    return nil
  }

  /// Records the last of the nodes, which must not be recorded yet.
  mutating func insertLast(of nodes: [Node]) {
    count += 1
    if 2 * count > buckets.count {
      buckets = [Int32](repeating: 0, count: 2 * buckets.count)
      for position in nodes.indices { insert(position, nodes) }
    } else {
      insert(nodes.count - 1, nodes)
    }
  }

  private mutating func insert(_ position: Int, _ nodes: [Node]) {
    let mask = buckets.count - 1
    var bucket = Self.hash(nodes[position]) & mask
    while buckets[bucket] != 0 { bucket = (bucket + 1) & mask }
    buckets[bucket] = Int32(position + 1)
  }

  private static func hash(_ node: Node) -> Int {
    let (first, second): (UInt64, UInt64) =
      switch node {
      // Zero equals minus zero, so both must hash alike.
      case .constant(let value): (1, value == 0 ? 0 : value.bitPattern)
      case .parameter(let parameter): (2, UInt64(truncatingIfNeeded: parameter))
      case .cell(let cell, let lag):
        (3 + UInt64(truncatingIfNeeded: lag) << 8, UInt64(truncatingIfNeeded: cell))
      case .unary(let operation, let operand):
        (4 + UInt64(operation.rawValue) << 8, UInt64(truncatingIfNeeded: operand.index))
      case .binary(let operation, let left, let right):
        (
          5 + UInt64(operation.rawValue) << 8,
          UInt64(truncatingIfNeeded: left.index) << 32 | UInt64(UInt32(bitPattern: right.index))
        )
      }
    var mixed = (second &+ first &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 29)) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}
