import Testing

@testable import Equations

@Suite("Lanes") struct LaneTests {
  /// A made-up tape of every operation, with long sums of products in it.
  struct Sample {
    let tape: Tape
    let segments: [Range<Int>]
    let roots: [Int]

    init(seed: UInt64, transcendental: Bool) {
      var generator = SplitMix(state: seed)
      var graph = ExpressionGraph()
      let layout = SlotLayout(parameterCount: 20, cellCount: 40, maximumLag: 1)
      var known: [NodeID] = (0..<20).map { graph.node(.parameter($0)) }
      for cell in 0..<40 {
        known.append(graph.node(.cell(cell, lag: 0)))
        known.append(graph.node(.cell(cell, lag: 1)))
      }
      known += [graph.constant(0.5), graph.constant(3)]
      let unary: [UnaryOperator] =
        transcendental ? UnaryOperator.allCases : [.negate, .sqrt, .absolute, .sign, .step]
      let binary = BinaryOperator.allCases.filter { transcendental || $0 != .power }
      func pick() -> NodeID {
        // Mostly recent nodes, so that there are chains.
        let back = generator.below(generator.below(3) == 0 ? known.count : min(known.count, 12))
        return known[known.count - 1 - back]
      }
      var roots: [NodeID] = []
      for _ in 0..<600 {
        switch generator.below(10) {
        case 0: known.append(graph.apply(unary[generator.below(unary.count)], pick()))
        case 1...5:
          known.append(graph.apply(binary[generator.below(binary.count)], pick(), pick()))
        default:
          var sum = graph.apply(.multiply, pick(), pick())
          for _ in 0..<generator.below(12) {
            let term =
              generator.below(2) == 0 ? pick() : graph.apply(.multiply, pick(), pick())
            let signed = generator.below(5) == 0 ? graph.apply(.negate, term) : term
            sum =
              generator.below(3) == 0
              ? graph.apply(.subtract, sum, signed) : graph.apply(.add, signed, sum)
          }
          known.append(sum)
        }
        if generator.below(4) == 0 { roots.append(known[known.count - 1]) }
      }
      let active = graph.activity {
        if case .cell(_, lag: 0) = $0 { true } else { false }
      }
      var builder = TapeBuilder(graph: graph, layout: layout)
      let prologue = builder.appendSegment(computing: roots, lasting: true) {
        !active[Int($0.index)]
      }
      let half = roots.count / 2
      let first = builder.appendSegment(computing: Array(roots[..<half]), lasting: true)
      let second = builder.appendSegment(computing: roots, lasting: false)
      segments = [prologue, first, second]
      self.roots = roots.map { builder.slot(of: $0) }
      tape = builder.finished()
    }

    var requests: [LaneTape.Request] {
      let half = roots.count / 2
      return [
        LaneTape.Request(segments: [segments[0]], outputs: []),
        LaneTape.Request(segments: [segments[1]], outputs: Array(roots[..<half])),
        LaneTape.Request(segments: [segments[1], segments[2]], outputs: roots),
      ]
    }

    func input(_ slot: Int, _ lane: Int, special: Bool) -> Double {
      if special && lane == 5 {
        return [0, -1, .nan, .infinity, -0.0, .leastNonzeroMagnitude, -.infinity][slot % 7]
      }
      return 0.2 + Double((slot * 37 + lane * 11) % 50) / 20
    }

    /// The values of all roots in all lanes after both ways of running, one after another.
    func values(_ kernel: LaneKernel, special: Bool, fuses: Bool = true) -> [[Double]] {
      var options = LaneTape.Options()
      options.fuses = fuses
      let lanes = LaneTape(tape: tape, programs: requests, options: options)
      let workspace = LaneWorkspace(tape: lanes, kernel: kernel)
      for (tapeSlot, laneSlot) in lanes.inputs {
        for lane in 0..<8 {
          workspace.frame[laneSlot * 8 + lane] = input(tapeSlot, lane, special: special)
        }
      }
      func read(_ slots: ArraySlice<Int>) -> [[Double]] {
        slots.compactMap { lanes.laneSlot(of: $0) }.map { slot in
          (0..<8).map { workspace.frame[slot * 8 + $0] }
        }
      }
      workspace.run(0)
      workspace.run(1)
      let first = read(roots[..<(roots.count / 2)])
      workspace.run(2)
      return first + read(roots[...])
    }

    /// The same by the scalar tape.
    func scalarValues(special: Bool) -> [[Double]] {
      let columns = (0..<8).map { lane in
        let workspace = TapeWorkspace(tape: tape)
        for slot in 0..<tape.layout.inputCount {
          workspace.slots[slot] = input(slot, lane, special: special)
        }
        for segment in segments { workspace.run(segment) }
        return roots.map { workspace.slots[$0] }
      }
      let all = roots.indices.map { root in columns.map { $0[root] } }
      return Array(all[..<(roots.count / 2)]) + all
    }
  }

  struct SplitMix {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
  }

  static func same(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }

  @Test(
    "Every kernel gives the bits of the reference, for numbers inside and outside the formulas",
    arguments: LaneKernel.allCases.filter { $0.isAvailable && $0 != .reference })
  func kernels(_ kernel: LaneKernel) {
    for seed in 1...8 {
      let sample = Sample(seed: UInt64(seed), transcendental: true)
      for special in [false, true] {
        let expected = sample.values(.reference, special: special)
        let found = sample.values(kernel, special: special)
        #expect(found.count == expected.count)
        for (root, lanes) in found.enumerated() {
          for lane in 0..<8 {
            #expect(
              Self.same(lanes[lane], expected[root][lane]),
              "seed \(seed), root \(root), lane \(lane), special \(special)")
          }
        }
      }
    }
  }

  @Test("Without logarithms, exponentials and powers lanes give the bits of the scalar tape")
  func scalarBits() {
    for seed in 11...18 {
      let sample = Sample(seed: UInt64(seed), transcendental: false)
      for special in [false, true] {
        let expected = sample.scalarValues(special: special)
        for fuses in [false, true] {
          let found = sample.values(.best, special: special, fuses: fuses)
          #expect(found.count == expected.count)
          for (root, lanes) in found.enumerated() {
            for lane in 0..<8 {
              #expect(Self.same(lanes[lane], expected[root][lane]), "seed \(seed), root \(root)")
            }
          }
        }
      }
    }
  }

  /// The formulas of log, exp and power are good to a few units in the last place.
  static let formulaTolerance = 1e-13

  @Test(
    "Logarithms, exponentials and powers are the C library's to 1e-13, and equal beyond the range")
  func formulas() {
    var graph = ExpressionGraph()
    let x = graph.node(.cell(0, lag: 0))
    let y = graph.node(.cell(1, lag: 0))
    let roots = [graph.apply(.log, x), graph.apply(.exp, y), graph.apply(.power, x, y)]
    var builder = TapeBuilder(
      graph: graph, layout: SlotLayout(parameterCount: 0, cellCount: 2, maximumLag: 0))
    let segment = builder.appendSegment(computing: roots, lasting: true)
    let slots = roots.map { builder.slot(of: $0) }
    let tape = builder.finished()
    let lanes = LaneTape(tape: tape, programs: [.init(segments: [segment], outputs: slots)])
    let workspace = LaneWorkspace(tape: lanes)
    let scalar = TapeWorkspace(tape: tape)
    let bases: [Double] = [
      1e-300, 1e-9, 0.3, 0.7071067811865475, 0.7071067811865476, 0.999999, 1, 1.000001, 1.41421356,
      1.5, 2, 17, 1e6, 1e300, 0, -0.0, -2, -2.5, .infinity, -.infinity, .nan,
      .leastNonzeroMagnitude,
    ]
    let exponents: [Double] = [
      0, 1e-12, 0.3, -0.3, 0.34657, 0.34658, 1, -1, 2, 3, -7.5, 20, -60, 690, -690, 709, 710, -745,
      -800, .infinity, -.infinity, .nan,
    ]
    for base in bases {
      for exponent in exponents {
        for lane in 0..<8 {
          workspace.frame[(lanes.laneSlot(of: 0) ?? 0) * 8 + lane] = lane == 3 ? base : 1.25
          workspace.frame[(lanes.laneSlot(of: 1) ?? 0) * 8 + lane] = lane == 3 ? exponent : 0.5
        }
        workspace.run(0)
        scalar.setCells([base, exponent])
        scalar.run(segment)
        for slot in slots {
          let found = workspace.frame[(lanes.laneSlot(of: slot) ?? 0) * 8 + 3]
          let expected = scalar.slots[slot]
          let isClose =
            Self.same(found, expected)
            || (found - expected).magnitude <= Self.formulaTolerance * expected.magnitude
          #expect(isClose, "\(base), \(exponent): \(found) for \(expected)")
        }
      }
    }
  }

  @Test("A lane does not depend on its neighbours")
  func neighbours() {
    let sample = Sample(seed: 3, transcendental: true)
    let calm = sample.values(.best, special: false)
    let wild = sample.values(.best, special: true)
    for (root, lanes) in calm.enumerated() {
      for lane in 0..<8 where lane != 5 {
        #expect(Self.same(lanes[lane], wild[root][lane]))
      }
    }
  }

  @Test("Slots are used again, and sums of products are single instructions")
  func compactness() {
    let sample = Sample(seed: 5, transcendental: false)
    let lanes = LaneTape(tape: sample.tape, programs: sample.requests)
    #expect(lanes.instructionCounts[2] * 2 < lanes.operationCounts[2])
    #expect(lanes.frameSlots < sample.tape.slotCount / 2)
  }
}
