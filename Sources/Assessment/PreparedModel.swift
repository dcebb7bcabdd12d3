import Calibration
import CountryPacks
import Equations
import Foundation
import ModelLanguage
import Quantities
import Scenarios

/// Which form of the model is wanted: variants of blocks, a closure, values set by hand.
public struct ModelSettings: Sendable, Hashable {
  /// Block → variant, beyond the defaults.
  public var choices: [String: String]
  /// A closure declared in the model.
  public var closure: String?
  /// `name` or `name[element]` → value.
  public var overrides: [String: Double]
  /// Which of the pack's aggregations, or the file of a user's own.
  public var aggregation: String

  /// Settings; the model's own defaults by default.
  public init(
    choices: [String: String] = [:], closure: String? = nil, overrides: [String: Double] = [:],
    aggregation: String = "20"
  ) {
    self.choices = choices
    self.closure = closure
    self.overrides = overrides
    self.aggregation = aggregation
  }
}

/// A model compiled with a pack's tables and calibrated to its base year.
public struct PreparedModel: Sendable {
  /// The text, its sets and choices, and the equations.
  public let compiled: CompiledModel
  /// The equations with their numbers.
  public let calibrated: CalibratedModel
  /// SHA-256 over the model's files.
  public let modelHash: String

  /// The equations.
  public var model: EquationModel { compiled.model }

  /// Compiles a model with a pack.
  /// - Parameter tables: The pack's tables in the aggregation of the settings, where they are at hand.
  /// - Throws: `ModelDiagnostics`, `CalibrationError`, `CountryPackError` or `AggregationError`.
  public init(
    modelFile: URL, pack: CountryPack, settings: ModelSettings = ModelSettings(),
    tables: PackTables? = nil
  ) throws {
    let tables = try tables ?? pack.tables(aggregation: settings.aggregation)
    compiled = try ModelCompiler().compile(
      main: modelFile.path, data: tables.data, choices: settings.choices,
      closure: settings.closure, overrides: settings.overrides)
    calibrated = try calibrate(compiled.model, baseYear: pack.baseYear)
    modelHash = PreparedModel.hash(compiled)
  }

  /// A model whose text and numbers are at hand.
  init(_ compiled: CompiledModel, _ calibrated: CalibratedModel) {
    self.compiled = compiled
    self.calibrated = calibrated
    modelHash = PreparedModel.hash(compiled)
  }

  private static func hash(_ compiled: CompiledModel) -> String {
    var digest = SHA256()
    for file in compiled.files {
      digest.update("\(URL(fileURLWithPath: file.path).lastPathComponent):\(file.text.utf8.count):")
      digest.update(file.text)
    }
    return digest.hexadecimal()
  }

  /// The variant taken of every block.
  public var choices: [String: String] {
    Dictionary(
      compiled.choices.map { ($0.slot, $0.selected) }, uniquingKeysWith: { first, _ in first })
  }

  /// The dimensions of a cell, as results name them.
  public static func dimensions(of symbol: ModelSymbol, cell: Int) -> Dimensions {
    Dimensions(
      zip(symbol.dimensions, symbol.elements[cell - symbol.firstCell])
        .map { (dimension: $0, element: $1) })
  }

  /// What scenarios may say of this model.
  public func vocabulary(years: ClosedRange<Int>) -> ScenarioVocabulary {
    var levers: [String: ScenarioVocabulary.Lever] = [:]
    for symbol in model.symbols {
      guard let lever = symbol.lever else { continue }
      levers[symbol.name] = ScenarioVocabulary.Lever(
        bounds: lever.lowerBound...lever.upperBound, unit: symbol.unit)
    }
    let ranges = model.symbols.filter { $0.kind == .exogenous }
      .compactMap { symbol in symbol.range.map { (symbol.name, $0) } }
    func names(_ kind: SymbolKind) -> Set<String> {
      Set(model.symbols.filter { $0.kind == kind }.map(\.name))
    }
    return ScenarioVocabulary(
      levers: levers, exogenous: names(.exogenous), variables: names(.variable),
      equations: Set(model.families.map(\.name)),
      choices: Dictionary(
        compiled.choices.map { ($0.slot, $0.options) }, uniquingKeysWith: { first, _ in first }),
      closures: Set(compiled.closures.map(\.name)), years: years,
      cells: Dictionary(
        model.symbols.filter { $0.kind == .exogenous }.map { ($0.name, $0.elements) },
        uniquingKeysWith: { first, _ in first }),
      ranges: Dictionary(ranges, uniquingKeysWith: { first, _ in first }))
  }
}
