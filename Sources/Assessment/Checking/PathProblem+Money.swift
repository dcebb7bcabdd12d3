import Equations
import Solvers

extension PathProblem {
  /// The same problem with money measured in other units: nominal parameters, history, exogenous
  /// paths, targets, guides and amounts added to nominal equations are multiplied.
  public func scaledNominal(by factor: Double, in model: EquationModel) -> PathProblem {
    var result = self
    var isNominal = [Bool](repeating: false, count: model.cellCount)
    for symbol in model.symbols where symbol.isNominal {
      for cell in symbol.cells {
        if symbol.kind == .parameter {
          result.parameters[cell] *= factor
        } else {
          isNominal[cell] = true
        }
      }
    }
    func scale(_ values: inout [Double]) {
      for cell in values.indices where isNominal[cell] { values[cell] *= factor }
    }
    for lag in result.history.indices { scale(&result.history[lag]) }
    for year in result.exogenous.indices { scale(&result.exogenous[year]) }
    for year in result.guide.keys.sorted() {
      if var values = result.guide[year] {
        scale(&values)
        result.guide[year] = values
      }
    }
    for index in result.swaps.indices where isNominal[result.swaps[index].endogenous] {
      result.swaps[index].targets = result.swaps[index].targets.mapValues { $0 * factor }
    }
    for index in result.addFactors.indices {
      // An equation is in money where its left side is a nominal variable as it stands; a logarithm
      // of one is not.
      let left = model.equations[result.addFactors[index].equation].left
      if case .cell(let cell, _) = model.graph[left], isNominal[cell] {
        result.addFactors[index].value *= factor
      }
    }
    return result
  }
}
