import Equations
import Quantities

/// Calibrates a model again and again with other values of some parameters.
///
/// What each number needs is followed once; after that a calibration is one run of a tape, much faster
/// than ``calibrate(_:baseYear:overrides:)`` and with the same numbers. Only the report on the base
/// year is left out. Use one from one thread at a time.
public final class RepeatedCalibration {
  /// The calibration with the values the model gives.
  public let central: CalibratedModel
  /// The parameter cells whose values are given each time.
  public let varied: [Int]
  private let baseYear: Int?
  private let workspace: TapeWorkspace
  private let steps: [Step]
  private let reads: [(item: BaseEvaluator.Item, slot: Int)]
  private let defaults: [(cell: Int, slot: Int)]
  private let ranges: [(isParameter: Bool, cell: Int, range: PermittedRange)]

  /// A part of a calibration.
  private enum Step {
    case expression(Range<Int>, from: Int, to: Int)
    case root(ParameterRoot, first: Double?, to: Int)
  }

  /// Prepares to vary these parameter cells.
  /// - Throws: ``CalibrationError`` when the model cannot be calibrated as it is.
  public init(
    model: EquationModel, baseYear: Int?, varying varied: [Int]
  ) throws(CalibrationError) {
    self.varied = varied
    self.baseYear = baseYear
    let plain = try calibrate(model, baseYear: baseYear)
    // With an override a parameter is a number, whatever it is otherwise.
    var overrides: [Int: Double] = [:]
    for parameter in varied { overrides[parameter] = plain.parameters[parameter] }
    var (central, evaluator) = try calibration(
      of: model, baseYear: baseYear, overrides: overrides)
    central.report = BaseYearReport()
    self.central = central

    let layout = SlotLayout(
      parameterCount: model.parameterCellCount, cellCount: model.cellCount,
      maximumLag: max(central.valuesBefore.count, SlotLayout(model: model).maximumLag))
    var builder = TapeBuilder(graph: model.graph, layout: layout)
    var steps: [Step] = []
    var numbers: [(slot: Int, value: Double)] = []
    var reads: [(item: BaseEvaluator.Item, slot: Int)] = []
    for item in evaluator.order {
      let slot =
        switch item {
        case .parameter(let parameter): layout.slot(ofParameter: parameter)
        case .cell(let cell, let lag): layout.slot(ofCell: cell, lag: lag)
        }
      reads.append((item, slot))
      switch try evaluator.source(of: item) {
      case .number(let value): numbers.append((slot, value))
      case .expression(let root):
        let segment = builder.appendSegment(computing: [root], lasting: true)
        steps.append(.expression(segment, from: builder.slot(of: root), to: slot))
      case .calibration(let equation):
        guard case .parameter(let parameter) = item else { continue }
        let first =
          model.parameterValue.indices.contains(parameter) ? model.parameterValue[parameter] : nil
        steps.append(
          .root(
            ParameterRoot(model: model, parameter: parameter, equation: equation), first: first,
            to: slot))
      }
    }
    var defaults: [(cell: Int, slot: Int)] = []
    for (cell, root) in model.exogenousDefault.enumerated() {
      guard let root else { continue }
      let segment = builder.appendSegment(computing: [root], lasting: true)
      let slot = builder.slot(of: root)
      steps.append(.expression(segment, from: slot, to: slot))
      defaults.append((cell, slot))
    }
    self.steps = steps
    self.reads = reads
    self.defaults = defaults
    ranges = model.symbols.flatMap { symbol in
      symbol.range.map { range in
        symbol.cells.map { (symbol.kind == .parameter, $0, range) }
      } ?? []
    }
    workspace = TapeWorkspace(tape: builder.finished())
    for number in numbers { workspace.slots[number.slot] = number.value }
  }

  /// The model calibrated with these values of the varied parameters, in the order of ``varied``.
  /// - Throws: ``CalibrationError``, as a calibration with these overrides does.
  public func calibrated(_ values: [Double]) throws(CalibrationError) -> CalibratedModel {
    precondition(values.count == varied.count, "One value per varied parameter.")
    let slots = workspace.slots
    for (parameter, value) in zip(varied, values) { slots[parameter] = value }
    for step in steps {
      switch step {
      case .expression(let segment, let source, let target):
        workspace.run(segment)
        slots[target] = slots[source]
      case .root(let root, let first, let target):
        // A parameter is not known while it is looked for.
        slots[target] = .nan
        slots[target] = try root.solve(startingAt: first, leaf: leaf)
      }
    }
    var result = central
    var isSound = true
    for (item, slot) in reads {
      let value = slots[slot]
      isSound = isSound && value.isFinite
      switch item {
      case .parameter(let parameter): result.parameters[parameter] = value
      case .cell(let cell, 0): result.baseValues?[cell] = value
      case .cell(let cell, let lag):
        if central.valuesBefore.indices.contains(lag - 1),
          central.valuesBefore[lag - 1][cell].isFinite
        {
          result.valuesBefore[lag - 1][cell] = value
        }
      }
    }
    for (cell, slot) in defaults { result.exogenousDefaults[cell] = slots[slot] }
    for (isParameter, cell, range) in ranges {
      let value = isParameter ? result.parameters[cell] : result.exogenousDefaults[cell]
      if let value { isSound = isSound && range.contains(value) }
    }
    if isSound { return result }
    // The slow way says by name what is wrong.
    return try calibrate(
      central.model, baseYear: baseYear,
      overrides: Dictionary(zip(varied, values), uniquingKeysWith: { _, last in last }))
  }

  private func leaf(_ node: Node) -> Double {
    let layout = workspace.tape.layout
    return switch node {
    case .constant(let value): value
    case .parameter(let parameter): workspace.slots[layout.slot(ofParameter: parameter)]
    case .cell(let cell, let lag): workspace.slots[layout.slot(ofCell: cell, lag: lag)]
    case .unary, .binary: .nan
    }
  }
}
