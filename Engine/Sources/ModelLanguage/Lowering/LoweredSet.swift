/// A set with its elements decided, by their positions in the largest set above it.
struct LoweredSet {
  /// The elements, in order.
  let members: [Int]
  /// For each element of the largest set, its position here, or −1.
  let positions: [Int32]

  init(members: [Int], rootCount: Int) {
    self.members = members
    var positions = [Int32](repeating: -1, count: rootCount)
    for (place, member) in members.enumerated() { positions[member] = Int32(place) }
    self.positions = positions
  }
}
