import Equations

/// The tapes of a whole year of a model, for those who measure them.
public struct ModelTapes {
  /// The tape.
  public let tape: Tape
  /// What depends on parameters and on the past alone.
  public let prologue: LaneTape.Request
  /// Both sides of every equation.
  public let residual: LaneTape.Request
  /// The same with every entry of the Jacobian.
  public let residualAndJacobian: LaneTape.Request

  /// Compiles a model for these unknown cells, ascending; the variables, unless other are given.
  /// - Throws: ``StructuralError`` when the equations cannot determine them.
  public init(model: EquationModel, unknownCells: [Int]? = nil) throws(StructuralError) {
    let system = try CompiledSystem(
      model: model, unknownCells: unknownCells ?? model.variableCells, method: .sparse,
      joinsBlocks: true)
    let block = system.blocks[0]
    tape = system.workspace.tape
    prologue = LaneTape.Request(segments: [system.prologue], outputs: [])
    let sides = block.leftSlots + block.rightSlots
    residual = LaneTape.Request(segments: [block.residualSegment], outputs: sides)
    residualAndJacobian = LaneTape.Request(
      segments: [block.residualSegment, block.jacobianSegment], outputs: sides + block.entrySlots)
  }
}
