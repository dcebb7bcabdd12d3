/// Makes one instruction of sums and products whose parts nothing else needs.
struct LaneFusion {
  private let instructions: [TapeInstruction]
  private let isFixed: [Bool]
  private let fuses: Bool
  /// The position of the instruction that computes a slot, −1 for none.
  private var definition: [Int32]
  private var useCount: [Int32]
  private var isAbsorbed: [Bool]
  private var units = LaneUnits()

  init(_ instructions: [TapeInstruction], isFixed: [Bool], fuses: Bool) {
    self.instructions = instructions
    self.isFixed = isFixed
    self.fuses = fuses
    definition = [Int32](repeating: -1, count: isFixed.count)
    useCount = [Int32](repeating: 0, count: isFixed.count)
    isAbsorbed = [Bool](repeating: false, count: instructions.count)
    for (position, instruction) in instructions.enumerated() {
      definition[Int(instruction.destination)] = Int32(position)
      useCount[Int(instruction.first)] += 1
      if instruction.operation.isBinary { useCount[Int(instruction.second)] += 1 }
    }
  }

  /// The units, in the order of the tape.
  consuming func finished() -> LaneUnits {
    for position in instructions.indices.reversed() where !isAbsorbed[position] {
      let instruction = instructions[position]
      switch instruction.operation {
      case .add, .subtract: appendSum(instruction)
      case .multiply, .divide: appendProduct(instruction)
      default:
        units.append(
          LaneOperation(instruction.operation), instruction.destination,
          instruction.operation.isBinary
            ? [instruction.first, instruction.second] : [instruction.first])
      }
    }
    units.list.reverse()
    return units
  }

  /// The instruction that computes a slot, where only one other uses it and none of these kinds is
  /// needed afterwards.
  private func inner(_ slot: Int32, _ kinds: TapeOperation...) -> TapeInstruction? {
    let position = Int(definition[Int(slot)])
    guard fuses, position >= 0, useCount[Int(slot)] == 1, !isFixed[Int(slot)],
      kinds.contains(instructions[position].operation)
    else { return nil }
    return instructions[position]
  }

  private mutating func absorb(_ instruction: TapeInstruction) {
    isAbsorbed[Int(definition[Int(instruction.destination)])] = true
  }

  /// Follows a chain of additions and subtractions down its left side, which is evaluated first.
  private mutating func appendSum(_ root: TapeInstruction) {
    var reversed: [LaneUnits.Term] = []
    var current = root
    var first: LaneUnits.Term
    while true {
      var (left, right) = (current.first, current.second)
      if current.operation == .add, inner(left, .add, .subtract) == nil,
        inner(right, .add, .subtract) != nil
      {
        swap(&left, &right)
      }
      reversed.append(term(right, isSubtracted: current.operation == .subtract))
      guard let next = inner(left, .add, .subtract) else {
        first = LaneUnits.Term(first: left)
        if let product = inner(left, .multiply) {
          absorb(product)
          first = LaneUnits.Term(first: product.first, second: product.second)
        }
        break
      }
      absorb(next)
      current = next
    }
    var terms = Array(reversed.reversed())
    // A product first is cheaper second, and a + b is b + a to the last bit.
    if first.second >= 0, terms.count > 1, terms[0].kind == 0 { swap(&first, &terms[0]) }
    let destination = root.destination
    guard terms.count == 1, first.second < 0 || terms[0].second < 0 else {
      let start = units.terms.count
      units.terms.append(first)
      units.terms += terms
      units.list.append(
        LaneUnits.Unit(
          operation: first.second >= 0 ? .dot : .sum, destination: destination,
          terms: start..<units.terms.count))
      return
    }
    let last = terms[0]
    if first.second >= 0 {
      units.append(
        last.isSubtracted ? .productMinus : .productPlus, destination,
        [first.first, first.second, last.first])
    } else if last.second >= 0 {
      units.append(
        last.isSubtracted ? .minusProduct : .productPlus, destination,
        [last.first, last.second, first.first])
    } else {
      units.append(last.isSubtracted ? .subtract : .add, destination, [first.first, last.first])
    }
  }

  private mutating func term(_ slot: Int32, isSubtracted: Bool) -> LaneUnits.Term {
    if let negated = inner(slot, .negate) {
      absorb(negated)
      return term(negated.first, isSubtracted: !isSubtracted)
    }
    if let product = inner(slot, .multiply) {
      absorb(product)
      return LaneUnits.Term(
        isSubtracted: isSubtracted, first: product.first, second: product.second)
    }
    return LaneUnits.Term(isSubtracted: isSubtracted, first: slot)
  }

  private mutating func appendProduct(_ root: TapeInstruction) {
    var (left, right) = (root.first, root.second)
    if root.operation == .multiply, inner(left, .multiply, .divide) == nil,
      inner(right, .multiply, .divide) != nil
    {
      swap(&left, &right)
    }
    guard let first = inner(left, .multiply, .divide) else {
      units.append(LaneOperation(root.operation), root.destination, [root.first, root.second])
      return
    }
    absorb(first)
    let operation: LaneOperation =
      switch (first.operation, root.operation) {
      case (.multiply, .multiply): .multiplyMultiply
      case (.multiply, _): .multiplyDivide
      case (_, .multiply): .divideMultiply
      default: .divideDivide
      }
    units.append(operation, root.destination, [first.first, first.second, right])
  }
}

extension TapeOperation {
  /// Whether it has two operands.
  public var isBinary: Bool { rawValue >= TapeOperation.add.rawValue }
}
