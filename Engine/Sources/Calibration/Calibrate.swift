import Equations

/// Gives a model its numbers: parameters from data, formulas and calibrations, base values and
/// history from their expressions or from the equations that define them.
///
/// - Parameters:
///   - baseYear: The year of the base values. A model without any, only with `before`, has none:
///     its history is what stands before the first solved year. There, a year given is that first
///     year, and dates the exogenous data that equations look back on.
///   - overrides: Parameter cells set by the caller, above data, formulas and calibrations.
/// - Throws: ``CalibrationError`` when data are missing, values need each other, or a calibration
///   has no solution.
public func calibrate(
  _ model: EquationModel, baseYear: Int?, overrides: [Int: Double] = [:]
) throws(CalibrationError) -> CalibratedModel {
  try calibration(of: model, baseYear: baseYear, overrides: overrides).calibrated
}

/// The calibrated model, and the evaluator that knows in which order its numbers were found.
func calibration(
  of model: EquationModel, baseYear: Int?, overrides: [Int: Double]
) throws(CalibrationError) -> (calibrated: CalibratedModel, evaluator: BaseEvaluator) {
  for (parameter, value) in overrides.sorted(by: { $0.key < $1.key }) {
    guard (0..<model.parameterCellCount).contains(parameter), value.isFinite else {
      throw CalibrationError.badOverride(parameter: parameter, value: value)
    }
  }
  for pair in model.calibrations {
    guard (0..<model.parameterCellCount).contains(pair.parameter),
      model.equations.indices.contains(pair.equation)
    else {
      throw CalibrationError.badCalibration(parameter: pair.parameter, equation: pair.equation)
    }
  }
  let isVariable = model.isVariableCell
  let hasBase =
    !model.calibrations.isEmpty
    || model.baseValue.enumerated().contains { $1 != nil && isVariable[$0] }
  guard !hasBase || baseYear != nil else {
    throw CalibrationError.noBaseYear("A `base` value or calibration")
  }
  var evaluator = BaseEvaluator(model: model, baseYear: baseYear, overrides: overrides)
  let parameters = try (0..<model.parameterCellCount).map {
    parameter throws(CalibrationError) in try evaluator.value(of: .parameter(parameter))
  }
  var defaults = [Double?](repeating: nil, count: model.cellCount)
  for (cell, root) in model.exogenousDefault.enumerated() {
    guard let root else { continue }
    let value = ExpressionProgram(graph: model.graph, roots: [root])
      .values(leaf: evaluator.leaf)[0]
    if !value.isFinite, model.exogenousData[cell]?.isEmpty ?? true,
      let report = NonFiniteReport(
        model: model, roots: [root], label: "`\(model.label(ofCell: cell))`",
        location: model.symbol(ofCell: cell)?.location
          ?? SourceLocation(file: "", line: 0, column: 0), leaf: evaluator.leaf),
      !report.operands.isEmpty
    {
      throw CalibrationError.notFinite(report)
    }
    defaults[cell] = value
  }
  try checkRanges(of: model, parameters: parameters, defaults: defaults)
  let deepest = deepestLags(of: model)
  var baseValues: [Double]?
  if hasBase {
    baseValues = try (0..<model.cellCount).map { cell throws(CalibrationError) in
      do throws(CalibrationError) {
        return try evaluator.value(of: .cell(cell, lag: 0))
      } catch {
        // Exogenous data may begin after the base year where nothing looks back on it.
        if case .missingExogenous = error, !isVariable[cell], deepest[cell] == 0 { return .nan }
        throw error
      }
    }
  }
  let valuesBefore = try history(of: model, deepest, hasBase: hasBase, evaluator: &evaluator)
  let calibrated = CalibratedModel(
    model: model, baseYear: hasBase ? baseYear : nil, parameters: parameters,
    baseValues: baseValues, valuesBefore: valuesBefore,
    report: hasBase ? BaseYearReport(model: model, leaf: evaluator.leaf) : BaseYearReport(),
    exogenousDefaults: defaults, isNominalCell: nominalCells(of: model))
  return (calibrated, evaluator)
}

/// What data and formulas give is checked where it is read; this finds what calibration led to.
private func checkRanges(
  of model: EquationModel, parameters: [Double], defaults: [Double?]
) throws(CalibrationError) {
  for symbol in model.symbols {
    guard let range = symbol.range else { continue }
    for cell in symbol.cells {
      let value = symbol.kind == .parameter ? parameters[cell] : defaults[cell]
      guard let value, !range.contains(value) else { continue }
      throw CalibrationError.outOfRange(
        name: symbol.label(ofCell: cell), value: value, range: range, location: symbol.location)
    }
  }
}

/// The deepest lag with which equations and checks use each cell.
private func deepestLags(of model: EquationModel) -> [Int] {
  var deepest = [Int](repeating: 0, count: model.cellCount)
  let roots =
    model.equations.flatMap { [$0.left, $0.right] }
    + model.checks.flatMap { [$0.left, $0.right] + ($0.scale.map { [$0] } ?? []) }
  for id in model.graph.reachable(from: roots) {
    if case .cell(let cell, let lag) = model.graph[id] { deepest[cell] = max(deepest[cell], lag) }
  }
  return deepest
}

/// Values before the base year, or before the first year where there is no base: what is needed must
/// be there, what is known besides is given too.
private func history(
  of model: EquationModel, _ deepest: [Int], hasBase: Bool, evaluator: inout BaseEvaluator
) throws(CalibrationError) -> [[Double]] {
  let depth = max(model.valueBefore.count, deepest.max() ?? 0)
  var result: [[Double]] = []
  for lag in stride(from: 1, through: depth, by: 1) {
    var values = [Double](repeating: .nan, count: model.cellCount)
    for cell in 0..<model.cellCount {
      // The first solved year looks back over the base year too, so needs one lag less before it.
      let isNeeded = lag <= deepest[cell] - (hasBase ? 1 : 0)
      guard isNeeded || evaluator.isStated(cell, lag: lag) else { continue }
      do throws(CalibrationError) {
        values[cell] = try evaluator.value(of: .cell(cell, lag: lag))
      } catch {
        switch error {
        case .missingHistory, .missingExogenous, .missingBaseValue:
          if isNeeded { throw explained(error, of: cell, lag, model, evaluator, hasBase) }
        default: throw error
        }
      }
    }
    result.append(values)
  }
  return result
}

/// The same error with the equation that looks back, and from when on the data would do.
private func explained(
  _ error: CalibrationError, of cell: Int, _ lag: Int, _ model: EquationModel,
  _ evaluator: BaseEvaluator, _ hasBase: Bool
) -> CalibrationError {
  // The first solved year looks back over the base year too.
  let depth = lag + (hasBase ? 1 : 0)
  let row = model.equations.indices.first { row in
    let sides = [model.equations[row].left, model.equations[row].right]
    return model.graph.reachable(from: sides).contains {
      if case .cell(cell, let back) = model.graph[$0] { back >= depth } else { false }
    }
  }
  guard let row else { return error }
  let user = "`\(model.label(ofEquation: row))` (\(model.location(ofEquation: row)))"
  switch error {
  case .missingHistory(let name, let lag, _, let location):
    return .missingHistory(name: name, lag: lag, user: user, location: location)
  case .missingExogenous(_, _, let year, _, let location):
    guard let first = model.exogenousData[cell]?.keys.min(), first > year,
      let start = evaluator.baseYear.map({ hasBase ? $0 + 1 : $0 })
    else { return error }
    return .exogenousBegins(
      name: model.label(ofCell: cell), first: first, user: user, from: start + (first - year),
      location: location)
  default: return error
  }
}

private func nominalCells(of model: EquationModel) -> [Bool] {
  var result = [Bool](repeating: false, count: model.cellCount)
  for symbol in model.symbols where symbol.isNominal && symbol.kind != .parameter {
    for cell in symbol.cells { result[cell] = true }
  }
  return result
}
