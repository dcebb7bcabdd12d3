import Assessment
import Quantities
import Testing

@Suite("Shapley's rule")
struct ShapleyTests {
  /// Numbers that look random and are the same every time.
  private func game(_ count: Int, seed: UInt64) -> [Double] {
    var state = seed
    return (0..<(1 << count)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53) * 200 - 100
    }
  }

  @Test("Shares add up to the effect of all measures", arguments: 1...8)
  func efficiency(count: Int) {
    let values = game(count, seed: UInt64(count))
    let shapley = ShapleyValues(values: values)
    #expect(shapley.shares.count == count)
    #expect(shapley.total == values[values.count - 1] - values[0])
    #expect((shapley.shares.reduce(0, +) - shapley.total).magnitude < 1e-11)
  }

  @Test("Two measures that do the same get the same share")
  func symmetry() {
    // Measures 0 and 2 of three: a set's value depends on how many of them are in it.
    let random = game(4, seed: 7)
    let values = (0..<8).map { (set: Int) -> Double in
      let twins = (set & 1) + (set >> 2)
      return random[twins + 4 * ((set >> 1) & 1)]
    }
    let shapley = ShapleyValues(values: values)
    #expect((shapley.shares[0] - shapley.shares[2]).magnitude < 1e-12)
    #expect((shapley.shares[0] - shapley.shares[1]).magnitude > 1)
  }

  @Test("A measure that adds nothing to any of the others gets nothing")
  func dummy() {
    let random = game(3, seed: 3)
    let values = (0..<16).map { (set: Int) -> Double in
      let others = (set >> 1) & 6
      return random[(set & 1) | others]
    }
    let shapley = ShapleyValues(values: values)
    #expect(shapley.shares[1].magnitude < 1e-13)
    #expect(shapley.alone(1) == 0 && shapley.last(1) == 0)
    for other in [0, 2, 3] { #expect(shapley.interaction(1, other).magnitude < 1e-12) }
  }

  @Test("Of two measures that help each other, each gets half of what they do together")
  func twoByHand() {
    let shapley = ShapleyValues(values: [10, 13, 15, 26])
    #expect(shapley.shares == [7, 9])
    #expect(shapley.alone(0) == 3 && shapley.alone(1) == 5)
    #expect(shapley.last(0) == 11 && shapley.last(1) == 13)
    #expect(shapley.interaction == 8)
    #expect(shapley.interaction(0, 1) == 8)
  }

  @Test("Three measures by hand: the glove game")
  func threeByHand() {
    // One left glove and two right ones; a pair is worth 6.
    let values = (0..<8).map { (set: Int) -> Double in set & 1 != 0 && set & 6 != 0 ? 6 : 0 }
    let shapley = ShapleyValues(values: values)
    for (share, known) in zip(shapley.shares, [4.0, 1, 1]) {
      #expect((share - known).magnitude < 1e-14)
    }
    #expect(shapley.interaction == 6)
    // A right glove needs the left one; the two right ones take each other's place.
    #expect((shapley.interaction(0, 1) - 3).magnitude < 1e-14)
    #expect((shapley.interaction(1, 2) + 3).magnitude < 1e-14)
  }
}
