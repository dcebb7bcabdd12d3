import Equations
import Quantities
import Reporting
import Solvers

extension PathSolution {
  /// Refuses a solution in which an instrument that a target solves for has a value that it may not be
  /// given by hand.
  func requireRanges(
    of swaps: [VariableSwap], model: EquationModel, name: String
  ) throws(AssessmentError) {
    for swap in swaps {
      guard let symbol = model.symbol(ofCell: swap.exogenous) else { continue }
      let lever = symbol.lever.map { PermittedRange.within($0.lowerBound...$0.upperBound) }
      for range in [symbol.range, lever].compactMap({ $0 }) {
        for year in swap.targets.keys.sorted() {
          guard let value = value(ofCell: swap.exogenous, year: year), !range.contains(value)
          else { continue }
          throw .beyondBounds(
            "\(name): to bring \(model.label(ofCell: swap.endogenous)) to \(CSVWriter.number(swap.targets[year] ?? .nan)) in \(year), \(model.label(ofCell: swap.exogenous)) would have to be \(NumberText.significant(value, digits: 5)), and it must be \(range). Aim at less, or take another instrument as well."
          )
        }
      }
    }
  }
}
