import Calibration
import Equations
import Foundation
import Quantities

/// Parameters to be drawn: each cell of a name within a band around its value.
public struct ParameterVariation: Sendable, Equatable {
  /// `name` or `name[element]`.
  public var name: String
  /// The band, as multiples of the value.
  public var factors: ClosedRange<Double>

  /// Creates a variation.
  public init(name: String, factors: ClosedRange<Double>) {
    self.name = name
    self.factors = factors
  }

  /// Reads `name=0.8..1.2`; nil when the text says something else.
  public init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let bounds = parts[1].components(separatedBy: "..").map { try? Double(decimal: $0) }
    guard bounds.count == 2, let low = bounds[0], let high = bounds[1], low <= high else {
      return nil
    }
    self.init(name: String(parts[0]), factors: low...high)
  }
}

/// The parameters of a model that are drawn.
struct DrawnParameters: Sendable {
  private let model: EquationModel
  private let baseYear: Int
  private let cells: [Int]
  private let bands: [(label: String, low: Double, high: Double)]
  private let random: DrawRandom

  /// - Throws: ``AssessmentError/usage(_:)`` when a name is not a parameter of the model.
  init(
    _ variations: [ParameterVariation], of model: PreparedModel, baseYear: Int, seed: UInt64
  ) throws {
    let parameters = model.model.symbols.filter { $0.kind == .parameter }
    var cells: [Int] = []
    var bands: [(label: String, low: Double, high: Double)] = []
    for variation in variations {
      let found = parameters.flatMap { symbol in
        symbol.cells.filter {
          symbol.name == variation.name || symbol.label(ofCell: $0) == variation.name
        }.map { (symbol: symbol, cell: $0) }
      }
      guard !found.isEmpty else {
        let hint = NearestName.hint(for: variation.name, among: parameters.map(\.name))
        throw AssessmentError.usage(
          "The model has no parameter \(variation.name) to vary; \(hint)")
      }
      for (symbol, cell) in found {
        guard !model.model.calibrations.contains(where: { $0.parameter == cell }) else {
          throw AssessmentError.usage(
            "\(symbol.label(ofCell: cell)) is found by calibration and cannot be drawn. Draw what it is computed from."
          )
        }
        guard !cells.contains(cell) else {
          throw AssessmentError.usage(
            "\(symbol.label(ofCell: cell)) is varied twice. Keep one band for it.")
        }
        let value = model.calibrated.parameters[cell]
        var (low, high) = (
          value * variation.factors.lowerBound, value * variation.factors.upperBound
        )
        if low > high { swap(&low, &high) }
        switch symbol.range {
        case .within(let range):
          low = max(low, range.lowerBound)
          high = min(high, range.upperBound)
        case .nonnegative: low = max(low, 0)
        case .positive: low = max(low, .leastNonzeroMagnitude)
        case nil: break
        }
        guard low <= high else {
          throw AssessmentError.usage(
            "\(symbol.label(ofCell: cell)) has no permitted value from \(CSVWriter.number(value * variation.factors.lowerBound)) to \(CSVWriter.number(value * variation.factors.upperBound)): it must be \(symbol.range?.description ?? "a number"). Give another band."
          )
        }
        cells.append(cell)
        bands.append((symbol.label(ofCell: cell), low, high))
      }
    }
    self.bands = bands
    random = DrawRandom(seed: seed)
    self.model = model.model
    self.baseYear = baseYear
    self.cells = cells
  }

  /// The names of what is drawn.
  var labels: [String] { bands.map(\.label) }

  /// The values of a draw: uniform within each band.
  func values(draw: Int) -> [Double] {
    bands.map { $0.low + random.uniform(draw: draw, name: $0.label) * ($0.high - $0.low) }
  }

  /// What calibrates the model with the values of a draw; for one thread at a time.
  func calibration() throws -> RepeatedCalibration {
    try RepeatedCalibration(model: model, baseYear: baseYear, varying: cells)
  }
}
