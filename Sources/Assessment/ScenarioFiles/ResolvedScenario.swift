import Calibration
import CountryPacks
import Equations
import Scenarios

/// What a scenario and its ancestors come to, before anything is solved: the path of every
/// exogenous value, and who set it.
public struct ResolvedScenario {
  /// An exogenous value that the scenario or an ancestor sets.
  public struct Path {
    /// The symbol and the elements of the cell.
    public let cell: CellName
    /// Whether it is a policy lever.
    public let isLever: Bool
    /// Its unit.
    public let unit: String
    /// The bounds of a lever.
    public let bounds: ClosedRange<Double>?
    /// The scenario that has the last word on it.
    public let setBy: String
    /// Its value by year; years whose value only a run can tell are absent.
    public let values: [Int: Double]
  }

  /// The scenario with its ancestors.
  public let lineage: ScenarioLineage
  /// The years solved.
  public let years: ClosedRange<Int>
  /// What is set, in the order of the model.
  public private(set) var paths: [Path] = []
  /// Levers that leave their bounds once their path is known.
  let problems: [ScenarioError]
  /// The model in the form that the scenario takes.
  let model: PreparedModel
  private let exogenous: [[Double]]

  init(
    _ lineage: ScenarioLineage, model: PreparedModel, years: ClosedRange<Int>, pack: CountryPack
  ) throws {
    self.lineage = lineage
    self.model = model
    self.years = years
    let symbols = model.model.symbols.filter { $0.kind == .exogenous }
    var exogenous = try years.map { try model.calibrated.exogenousValues(in: $0) }
    var setters: [Int: String] = [:]
    var problems: [ScenarioError] = []
    let vocabulary = model.vocabulary(years: years)
    let base = model.calibrated.baseValues ?? []
    for (generation, file) in lineage.files.enumerated() {
      // What a parent's run supplies is not known before that run.
      if generation == 1 {
        for symbol in symbols where symbol.inherits != nil {
          for cell in symbol.cells {
            for position in exogenous.indices { exogenous[position][cell] = .nan }
          }
        }
      }
      for setting in file.levers + file.overrides {
        for cell in ResolvedScenario.cells(of: setting.cell, in: symbols) {
          let before = exogenous.map { $0[cell] }
          let values = setting.path.values(in: years) { year in
            year < years.lowerBound
              ? (base.indices.contains(cell) ? base[cell] : .nan)
              : before[year - years.lowerBound]
          }
          for (year, value) in values { exogenous[year - years.lowerBound][cell] = value }
          setters[cell] = file.name
          if file.name == lineage.scenario.name {
            do {
              try vocabulary.validate(values.filter { !$0.value.isNaN }, of: setting)
            } catch {
              problems.append(error)
            }
          }
        }
      }
      for target in file.targets {
        for cell in ResolvedScenario.cells(of: target.instrument, in: symbols) {
          for year in target.years where years.contains(year) {
            exogenous[year - years.lowerBound][cell] = .nan
          }
        }
      }
    }
    self.exogenous = exogenous
    self.problems = problems
    for symbol in symbols {
      for cell in symbol.cells {
        guard let setter = setters[cell] else { continue }
        paths.append(path(of: symbol, cell: cell, setBy: setter))
      }
    }
  }

  private static func cells(of name: CellName, in symbols: [ModelSymbol]) -> [Int] {
    guard let symbol = symbols.first(where: { $0.name == name.name }) else { return [] }
    return symbol.cells.filter {
      name.elements.isEmpty || symbol.elements[$0 - symbol.firstCell] == name.elements
    }
  }

  private func path(of symbol: ModelSymbol, cell: Int, setBy: String) -> Path {
    var values: [Int: Double] = [:]
    for year in years {
      let value = exogenous[year - years.lowerBound][cell]
      if !value.isNaN { values[year] = value }
    }
    return Path(
      cell: CellName(symbol.name, symbol.elements[cell - symbol.firstCell]),
      isLever: symbol.lever != nil, unit: symbol.unit,
      bounds: symbol.lever.map { $0.lowerBound...$0.upperBound }, setBy: setBy, values: values)
  }

  /// The path of a cell, set by a scenario or by the model's text and data alone; nil when the model
  /// has no such cell.
  public func path(of cell: CellName) -> Path? {
    if let known = paths.first(where: { $0.cell == cell }) { return known }
    guard let symbol = model.model.symbol(named: cell.name), symbol.kind == .exogenous,
      let number = ResolvedScenario.cells(of: cell, in: [symbol]).first
    else { return nil }
    return path(of: symbol, cell: number, setBy: "")
  }

  /// Paths of all levers, those that nobody sets included.
  public var levers: [Path] {
    model.model.symbols.filter { $0.lever != nil }.flatMap { symbol in
      symbol.elements.compactMap { path(of: CellName(symbol.name, $0)) }
    }
  }

  /// Years for a table: every fifth, and the last.
  public var tableYears: [Int] {
    years.filter { $0 % 5 == 0 || $0 == years.upperBound }
  }

  /// The last file of the lineage of which something is so.
  func setter(_ states: (ScenarioFile) -> Bool) -> String {
    lineage.files.last(where: states)?.name ?? ""
  }
}
