/// What one instruction of a tape does.
public enum TapeOperation: UInt8, Sendable {
  // Those of one operand come first.
  case negate, log, exp, sqrt, absolute, sign, step
  case add, subtract, multiply, divide, power, minimum, maximum
}

/// One instruction of a tape: `slot[destination] = operation(slot[first], slot[second])`.
public struct TapeInstruction: Sendable {
  /// The slot that is written.
  public var destination: Int32
  /// The slot of the first operand.
  public var first: Int32
  /// The slot of the second operand; the first again where there is only one.
  public var second: Int32
  /// What is computed.
  public var operation: TapeOperation
}

/// Expressions as one list of instructions over numbered slots, run in segments.
///
/// Build one by ``TapeBuilder``, evaluate it in a ``TapeWorkspace``.
public struct Tape: Sendable {
  /// Where inputs lie.
  public let layout: SlotLayout
  /// The number of slots, inputs included.
  public let slotCount: Int
  /// The instructions of all segments.
  public let instructions: [TapeInstruction]
  /// Slots that hold the same number always.
  public let constants: [(slot: Int32, value: Double)]

  /// The number of instructions.
  public var count: Int { instructions.count }
}

/// The slots of one tape: inputs are written, segments are run, results are read.
///
/// Nothing is allocated while a segment runs. Use one workspace from one thread at a time.
public final class TapeWorkspace {
  /// The tape it runs.
  public let tape: Tape
  /// The slots.
  public let slots: UnsafeMutablePointer<Double>

  /// Reserves the slots of a tape; inputs are not numbers until they are written.
  public init(tape: Tape) {
    self.tape = tape
    slots = .allocate(capacity: max(1, tape.slotCount))
    slots.initialize(repeating: .nan, count: max(1, tape.slotCount))
    for constant in tape.constants { slots[Int(constant.slot)] = constant.value }
  }

  deinit { slots.deallocate() }

  /// Writes all parameters.
  public func setParameters(_ values: [Double]) {
    precondition(values.count == tape.layout.parameterCount, "One value per parameter cell.")
    for (index, value) in values.enumerated() { slots[index] = value }
  }

  /// Writes all cells at a lag.
  public func setCells(_ values: [Double], lag: Int = 0) {
    precondition(values.count == tape.layout.cellCount, "One value per cell.")
    guard lag <= tape.layout.maximumLag else { return }
    let target = slots + tape.layout.slot(ofCell: 0, lag: lag)
    values.withUnsafeBufferPointer { source in
      for index in 0..<source.count { target[index] = source[index] }
    }
  }

  /// All cells now.
  public var cells: [Double] {
    let start = slots + tape.layout.slot(ofCell: 0)
    return Array(UnsafeBufferPointer(start: start, count: tape.layout.cellCount))
  }

  /// Runs a segment of the tape.
  public func run(_ segment: Range<Int>) {
    let slots = self.slots
    tape.instructions.withUnsafeBufferPointer { instructions in
      for position in segment {
        let instruction = instructions[position]
        let first = slots[Int(instruction.first)]
        let second = slots[Int(instruction.second)]
        let value: Double
        switch instruction.operation {
        case .add: value = first + second
        case .subtract: value = first - second
        case .multiply: value = first * second
        case .divide: value = first / second
        case .negate: value = -first
        case .power: value = BinaryOperator.power.evaluate(first, second)
        case .log: value = UnaryOperator.log.evaluate(first)
        case .exp: value = UnaryOperator.exp.evaluate(first)
        case .sqrt: value = first.squareRoot()
        case .absolute: value = first.magnitude
        case .sign: value = UnaryOperator.sign.evaluate(first)
        case .step: value = UnaryOperator.step.evaluate(first)
        case .minimum: value = BinaryOperator.minimum.evaluate(first, second)
        case .maximum: value = BinaryOperator.maximum.evaluate(first, second)
        }
        slots[Int(instruction.destination)] = value
      }
    }
  }
}
