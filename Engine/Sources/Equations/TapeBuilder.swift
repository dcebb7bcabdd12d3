/// Turns expressions of a graph into a ``Tape``, segment by segment.
public struct TapeBuilder: Sendable {
  /// The graph the expressions are in.
  public let graph: ExpressionGraph
  /// Where inputs lie.
  public let layout: SlotLayout
  private var slotOfNode: [Int32]
  private var isComputed: [Bool]
  private var stamp: [Int32]
  private var round: Int32 = 0
  private var slotCount: Int32
  private var instructions: [TapeInstruction] = []
  private var constants: [(slot: Int32, value: Double)] = []

  /// An empty tape over a graph.
  public init(graph: ExpressionGraph, layout: SlotLayout) {
    self.graph = graph
    self.layout = layout
    slotOfNode = [Int32](repeating: -1, count: graph.nodes.count)
    isComputed = [Bool](repeating: false, count: graph.nodes.count)
    stamp = [Int32](repeating: 0, count: graph.nodes.count)
    slotCount = Int32(layout.inputCount)
  }

  /// The slot that holds a node's value once its segment has run.
  public mutating func slot(of id: NodeID) -> Int {
    let index = Int(id.index)
    if slotOfNode[index] >= 0 { return Int(slotOfNode[index]) }
    let slot: Int32
    switch graph[id] {
    case .parameter(let parameter): slot = Int32(layout.slot(ofParameter: parameter))
    case .cell(let cell, let lag): slot = Int32(layout.slot(ofCell: cell, lag: lag))
    case .constant(let value):
      slot = slotCount
      slotCount += 1
      constants.append((slot, value))
    case .unary, .binary:
      slot = slotCount
      slotCount += 1
    }
    slotOfNode[index] = slot
    return Int(slot)
  }

  /// Appends the instructions that compute these roots, without those that earlier lasting
  /// segments compute already, and without nodes that `isIncluded` refuses.
  /// - Parameter lasting: Whether later segments may rely on the results of this one.
  /// - Returns: The segment, to run after the lasting segments before it.
  public mutating func appendSegment(
    computing roots: [NodeID], lasting: Bool, isIncluded: (NodeID) -> Bool = { _ in true }
  ) -> Range<Int> {
    round += 1
    var found: [NodeID] = []
    var pending = roots
    while let id = pending.popLast() {
      let index = Int(id.index)
      guard stamp[index] != round, !isComputed[index] else { continue }
      stamp[index] = round
      let node = graph[id]
      if !node.isLeaf && isIncluded(id) { found.append(id) }
      node.forEachOperand { pending.append($0) }
    }
    let start = instructions.count
    for id in found.sorted() {
      append(id)
      if lasting { isComputed[Int(id.index)] = true }
    }
    return start..<instructions.count
  }

  private mutating func append(_ id: NodeID) {
    switch graph[id] {
    case .constant, .parameter, .cell: break
    case .unary(let operation, let operand):
      let first = Int32(slot(of: operand))
      instructions.append(
        TapeInstruction(
          destination: Int32(slot(of: id)), first: first, second: first,
          operation: operation.tapeOperation))
    case .binary(let operation, let left, let right):
      instructions.append(
        TapeInstruction(
          destination: Int32(slot(of: id)), first: Int32(slot(of: left)),
          second: Int32(slot(of: right)), operation: operation.tapeOperation))
    }
  }

  /// The tape built so far.
  public func finished() -> Tape {
    Tape(
      layout: layout, slotCount: Int(slotCount), instructions: instructions, constants: constants)
  }
}

extension UnaryOperator {
  var tapeOperation: TapeOperation {
    switch self {
    case .negate: .negate
    case .log: .log
    case .exp: .exp
    case .sqrt: .sqrt
    case .absolute: .absolute
    case .sign: .sign
    case .step: .step
    }
  }
}

extension BinaryOperator {
  var tapeOperation: TapeOperation {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .power: .power
    case .minimum: .minimum
    case .maximum: .maximum
    }
  }
}
