/// A tape recompiled for groups of draws: each slot holds one value per draw, and one instruction
/// works on all of them.
///
/// What a run of the interpreter costs besides arithmetic is paid once for a batch of equal
/// instructions that do not need each other, and sums of many terms and products, which are most of
/// an input–output model, are one instruction each. Slots of values that are no longer needed are
/// used again, so that a frame stays in the cache.
///
/// Sums keep the order of the tape and nothing is contracted: results equal those of the tape to the
/// last bit, except that `log`, `exp` and powers are computed by formulas of their own, to a few
/// units in the last place.
public struct LaneTape: Sendable {
  /// A part of a tape to run on its own.
  public struct Request: Sendable {
    /// The segments it is made of, in the order they run.
    public var segments: [Range<Int>]
    /// The slots of the tape to be read afterwards.
    public var outputs: [Int]

    /// Creates a request.
    public init(segments: [Range<Int>], outputs: [Int]) {
      self.segments = segments
      self.outputs = outputs
    }
  }

  /// The number of slots of a frame, each of ``LaneKernel/laneCount`` values.
  public let frameSlots: Int
  /// For each program, the number of the tape's operations that it performs.
  public let operationCounts: [Int]
  /// For each program, the number of its instructions.
  public let instructionCounts: [Int]
  /// Inputs of the tape that some program reads: their slots there and here.
  public let inputs: [(tapeSlot: Int, laneSlot: Int)]
  let programs: [[Int32]]
  let constants: [(slot: Int, value: Double)]
  private let laneSlotOfTapeSlot: [Int32]

  /// How instructions are put in order; measured, and open to measurement.
  public struct Options: Sendable {
    /// How many instructions are looked over for equal ones.
    public var window = 2_000
    /// Whether sums and products of several terms become one instruction.
    public var fuses = true

    /// The options that were fastest.
    public init() {}
  }

  /// Compiles parts of a tape.
  ///
  /// A program may read what programs before it compute; nothing else stays in the frame but inputs
  /// and outputs.
  public init(tape: Tape, programs requests: [Request], options: Options = Options()) {
    // Slots that outlive a program: outputs, and what a program takes from those before it.
    var isFixed = [Bool](repeating: false, count: tape.slotCount)
    var dataflows: [LaneDataflow] = []
    for request in requests.reversed() {
      let flow = LaneDataflow(tape: tape, request: request, takenLater: isFixed)
      for slot in flow.taken { isFixed[slot] = true }
      dataflows.append(flow)
    }
    dataflows.reverse()
    for slot in requests.flatMap(\.outputs) { isFixed[slot] = true }
    var place = [Int32](repeating: -1, count: tape.slotCount)
    var next: Int32 = 0
    for slot in isFixed.indices where isFixed[slot] {
      place[slot] = next
      next += 1
    }
    var allocation = LaneAllocation(place: place, firstFree: next)
    var programs: [[Int32]] = []
    var counts: [Int] = []
    var instructionCounts: [Int] = []
    for flow in dataflows {
      let units = LaneFusion(flow.instructions, isFixed: isFixed, fuses: options.fuses).finished()
      let batches = units.batches(window: options.window, slotCount: tape.slotCount)
      programs.append(allocation.code(of: units, in: batches))
      counts.append(flow.instructions.count)
      instructionCounts.append(units.list.count)
    }
    self.programs = programs
    operationCounts = counts
    self.instructionCounts = instructionCounts
    frameSlots = max(1, Int(allocation.frameSlots))
    laneSlotOfTapeSlot = place
    inputs = (0..<tape.layout.inputCount).compactMap { slot in
      place[slot] >= 0 ? (tapeSlot: slot, laneSlot: Int(place[slot])) : nil
    }
    constants = tape.constants.compactMap { constant in
      let slot = Int(place[Int(constant.slot)])
      return slot >= 0 ? (slot: slot, value: constant.value) : nil
    }
  }

  /// The slot of a frame that holds an input or an output; nil where no program needs it.
  public func laneSlot(of tapeSlot: Int) -> Int? {
    let slot = laneSlotOfTapeSlot[tapeSlot]
    return slot >= 0 ? Int(slot) : nil
  }
}

/// The instructions of a request, each slot computed once, and what they take from outside.
public struct LaneDataflow: Sendable {
  /// The instructions, operands first.
  public let instructions: [TapeInstruction]
  /// Slots that are read and not computed here.
  public let taken: [Int]

  /// Finds what a request computes.
  /// - Parameter takenLater: For each slot, whether something else reads it afterwards.
  public init(tape: Tape, request: LaneTape.Request, takenLater: [Bool]) {
    var isComputed = [Bool](repeating: false, count: tape.slotCount)
    var all: [TapeInstruction] = []
    for segment in request.segments {
      for instruction in tape.instructions[segment]
      where !isComputed[Int(instruction.destination)] {
        isComputed[Int(instruction.destination)] = true
        all.append(instruction)
      }
    }
    var isNeeded = isComputed.indices.map { isComputed[$0] && takenLater[$0] }
    for slot in request.outputs { isNeeded[slot] = true }
    // Without what nothing needs: the terms that scales are made of, for one.
    var kept: [TapeInstruction] = []
    for instruction in all.reversed() where isNeeded[Int(instruction.destination)] {
      isNeeded[Int(instruction.first)] = true
      isNeeded[Int(instruction.second)] = true
      kept.append(instruction)
    }
    instructions = kept.reversed()
    taken = isNeeded.indices.filter { isNeeded[$0] && !isComputed[$0] }
  }
}
