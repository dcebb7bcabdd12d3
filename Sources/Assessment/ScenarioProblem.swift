import Calibration
import Equations
import Quantities
import Results
import Scenarios
import Solvers

/// A scenario as the solver sees it: exogenous paths, swaps, add-factors and a path to start from.
struct ScenarioProblem {
  private(set) var path: PathProblem
  /// Exogenous cells that the scenario itself sets.
  private(set) var settings: Set<Int> = []
  let model: PreparedModel
  private let years: ClosedRange<Int>
  let baseYear: Int
  let parent: StoredRun?

  /// - Parameters:
  ///   - files: The scenario and its ancestors, the baseline first.
  ///   - parent: The parent's run; nil for a baseline.
  init(
    model: PreparedModel, files: [ScenarioFile], years: ClosedRange<Int>, baseYear: Int,
    parent: StoredRun?
  ) throws {
    self.model = model
    self.years = years
    self.baseYear = baseYear
    self.parent = parent
    path = PathProblem(
      parameters: model.calibrated.parameters, history: model.calibrated.history, years: years,
      exogenous: [])
    try setExogenous()
    path.swaps = try model.calibrated.closureSwaps(years: years)
    let scenario = files[files.count - 1]
    for setting in scenario.levers + scenario.overrides { try apply(setting) }
    for target in scenario.targets { try apply(target) }
    for file in files { try addFactors(of: file) }
    setGuide()
  }

  /// Every exogenous value: the parent run's, else the pack's.
  private mutating func setExogenous() throws {
    let isChildOfBaseline = parent?.manifest.identity.parentRunID == nil
    for year in years {
      var values: [Double]
      if let parent {
        values = [Double](repeating: .nan, count: model.model.cellCount)
        var own: [Double]?
        for symbol in model.model.symbols where symbol.kind == .exogenous {
          for cell in symbol.cells {
            let dimensions = PreparedModel.dimensions(of: symbol, cell: cell)
            // What is taken from a variable is taken from the baseline's and kept from there on: a
            // policy's own children must start from the same path, or no change would be a change.
            let source = isChildOfBaseline ? symbol.inherits ?? symbol.name : symbol.name
            let series =
              parent.series(of: source, at: dimensions)
              ?? parent.series(of: symbol.name, at: dimensions)
            if let inherited = series?.value(in: year) {
              values[cell] = inherited
            } else {
              let own = try own ?? model.calibrated.exogenousValues(in: year)
              values[cell] = own[cell]
            }
          }
        }
        own = nil
      } else {
        values = try model.calibrated.exogenousValues(in: year)
      }
      path.exogenous.append(values)
    }
  }

  private mutating func apply(_ setting: ScenarioFile.Setting) throws {
    for cell in try cells(setting.cell, kind: .exogenous, at: setting.location) {
      settings.insert(cell)
      let parentPath = path.exogenous.map { $0[cell] }
      let base = model.calibrated.baseValues?[cell] ?? .nan
      let values = setting.path.values(in: years) { year in
        year < years.lowerBound ? base : parentPath[year - years.lowerBound]
      }
      try model.vocabulary(years: years).validate(values, of: setting)
      for (year, value) in values {
        path.exogenous[year - years.lowerBound][cell] = value
      }
    }
  }

  private mutating func apply(_ target: ScenarioTarget) throws {
    let variable = try cells(
      CellName(target.variable, target.dimensions.pairs.map(\.element)), kind: .variable,
      at: target.location)
    let instrument = try cells(target.instrument, kind: .exogenous, at: target.location)
    guard variable.count == 1, instrument.count == 1 else {
      throw ScenarioError.inconsistent(
        target.location,
        problem:
          "a target exchanges one value for one: name the elements of \(target.variable) and \(target.instrument)."
      )
    }
    var targets: [Int: Double] = [:]
    switch target.source {
    case .values(let values): targets = values
    case .path(let name):
      let source = try cells(CellName(name), kind: .exogenous, at: target.location)[0]
      for year in target.years { targets[year] = path.exogenous[year - years.lowerBound][source] }
    case .growth(let name):
      let source = try cells(CellName(name), kind: .exogenous, at: target.location)[0]
      var level = model.calibrated.baseValues?[variable[0]] ?? .nan
      for year in years {
        level *= 1 + path.exogenous[year - years.lowerBound][source]
        if target.years.contains(year) { targets[year] = level }
      }
    }
    path.swaps.append(
      VariableSwap(endogenous: variable[0], exogenous: instrument[0], targets: targets))
  }

  private mutating func addFactors(of file: ScenarioFile) throws {
    for factor in file.addFactors {
      let rows = model.model.equations.indices.filter { row in
        let equation = model.model.equations[row]
        return model.model.families[equation.family].name == factor.equation.name
          && (factor.equation.elements.isEmpty || equation.labels == factor.equation.elements)
      }
      guard !rows.isEmpty else {
        throw ScenarioError.inconsistent(
          factor.location, problem: "no equation \(factor.equation) exists.")
      }
      for row in rows {
        for (year, value) in factor.values.sorted(by: { $0.key < $1.key }) {
          path.addFactors.removeAll { $0.equation == row && $0.year == year }
          path.addFactors.append(AddFactor(equation: row, year: year, value: value))
        }
      }
    }
  }

  /// The parent's path, cell by cell, to start near; base values where the parent has no such cell.
  private mutating func setGuide() {
    guard let parent, let base = model.calibrated.baseValues else { return }
    for year in [baseYear] + years {
      var values = base
      for symbol in model.model.symbols where symbol.kind != .parameter {
        for cell in symbol.cells {
          let dimensions = PreparedModel.dimensions(of: symbol, cell: cell)
          if let value = parent.series(of: symbol.name, at: dimensions)?.value(in: year) {
            values[cell] = value
          }
        }
      }
      path.guide[year] = values
    }
  }

  private func cells(
    _ name: CellName, kind: SymbolKind, at location: ScenarioLocation
  ) throws(ScenarioError) -> [Int] {
    guard let symbol = model.model.symbol(named: name.name), symbol.kind == kind else {
      throw ScenarioError.unknownName(
        location, what: kind == .variable ? "variable" : "exogenous value", name: name.name,
        known: model.model.symbols.filter { $0.kind == kind }.map(\.name))
    }
    let found = symbol.cells.filter {
      name.elements.isEmpty || symbol.elements[$0 - symbol.firstCell] == name.elements
    }
    guard !found.isEmpty else {
      throw ScenarioError.unknownName(
        location, what: "element", name: "\(name)", known: symbol.cells.map(symbol.label(ofCell:)))
    }
    return Array(found)
  }
}
