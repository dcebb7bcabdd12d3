import Equations
import Solvers

/// A model with its numbers: parameters, base values and history; ready to be solved.
public struct CalibratedModel: Sendable {
  /// The equations.
  public let model: EquationModel
  /// The year of the base values; nil for a model that starts from `before` values alone.
  public let baseYear: Int?
  /// One value per parameter cell.
  public internal(set) var parameters: [Double]
  /// Values of all cells in the base year; nil without one.
  public internal(set) var baseValues: [Double]?
  /// Values of all cells before the base year, `[0]` being one year before; NaN where not known.
  /// Without a base year, values before the first solved year.
  public internal(set) var valuesBefore: [[Double]]
  /// How far the equations are from holding at the data.
  public internal(set) var report: BaseYearReport
  /// Defaults of exogenous cells.
  var exogenousDefaults: [Double?]
  /// What nominal values were multiplied by.
  public internal(set) var nominalFactor = 1.0
  /// For each cell, whether it is measured in current money.
  let isNominalCell: [Bool]

  /// Values of all cells before the first year after the base: what ``PathProblem/history`` takes.
  public var history: [[Double]] { (baseValues.map { [$0] } ?? []) + valuesBefore }

  /// The exogenous values of a year over all cells, NaN for variables.
  /// - Throws: ``CalibrationError/missingExogenous(symbol:elements:year:firstMissingYear:location:)``.
  public func exogenousValues(in year: Int) throws(CalibrationError) -> [Double] {
    var result = [Double](repeating: .nan, count: model.cellCount)
    for symbol in model.symbols where symbol.kind == .exogenous {
      for cell in symbol.cells {
        guard let value = model.exogenousData[cell]?[year] ?? exogenousDefaults[cell] else {
          var first = year
          if let start = baseYear.map({ $0 + 1 }), start < year {
            first = (start...year).first { model.exogenousData[cell]?[$0] == nil } ?? year
          }
          throw CalibrationError.missingExogenous(
            symbol: symbol.name, elements: symbol.elements[cell - symbol.firstCell], year: year,
            firstMissingYear: first, location: symbol.location)
        }
        result[cell] = isNominalCell[cell] ? value * nominalFactor : value
      }
    }
    return result
  }

  /// The problem of solving these years, which begin just after the base year where there is one.
  /// - Throws: ``CalibrationError`` when an exogenous value is missing.
  public func pathProblem(years: ClosedRange<Int>) throws(CalibrationError) -> PathProblem {
    var exogenous: [[Double]] = []
    for year in years { exogenous.append(try exogenousValues(in: year)) }
    var problem = PathProblem(
      parameters: parameters, history: history, years: years, exogenous: exogenous)
    problem.swaps = try closureSwaps(years: years)
    return problem
  }

  /// The exchanges of roles of the model's closure: variables that keep their base values in these
  /// years, and the exogenous values solved in their place.
  /// - Throws: ``CalibrationError/noValueToKeep(variable:instrument:)``.
  public func closureSwaps(
    years: ClosedRange<Int>
  ) throws(CalibrationError) -> [VariableSwap] {
    var swaps: [VariableSwap] = []
    for (variable, instrument) in model.exchanges {
      let value = baseValues?[variable] ?? .nan
      guard value.isFinite else {
        throw CalibrationError.noValueToKeep(
          variable: model.label(ofCell: variable), instrument: model.label(ofCell: instrument))
      }
      swaps.append(
        VariableSwap(
          endogenous: variable, exogenous: instrument,
          targets: Dictionary(uniqueKeysWithValues: years.map { ($0, value) })))
    }
    return swaps
  }

  /// The same model with all money measured in other units: nominal base values, history,
  /// parameters and exogenous values are multiplied.
  ///
  /// Solved again, real variables must not move and nominal ones must be multiplied too.
  public func scaledNominal(by factor: Double) -> CalibratedModel {
    var result = self
    result.nominalFactor *= factor
    for symbol in model.symbols where symbol.isNominal {
      for cell in symbol.cells {
        switch symbol.kind {
        case .parameter: result.parameters[cell] *= factor
        case .variable, .exogenous:
          result.baseValues?[cell] *= factor
          for lag in result.valuesBefore.indices { result.valuesBefore[lag][cell] *= factor }
        }
      }
    }
    return result
  }
}
