import Calibration
import Equations
import Quantities
import Scenarios
import Solvers

/// One scenario of a lineage as draws see it: the central run, and what of its problem depends on the
/// draw.
struct DrawnScenario: Sendable {
  let name: String
  let model: EquationModel
  let central: PathProblem
  let solution: PathSolution
  /// Cells of the parent that exogenous cells are taken from.
  private let sources: [(cell: Int, parent: Int)]
  private let settings: [(cell: Int, path: PathSpecification)]
  private let targets: [(swap: Int, source: ScenarioTarget.Source, cell: Int, driver: Int)]
  private let years: ClosedRange<Int>

  /// - Parameter parent: The scenario before it and whether that is a baseline.
  init(
    _ solved: SolvedScenario, file: ScenarioFile, parent: DrawnScenario?, isChildOfBaseline: Bool
  ) {
    let model = solved.model.model
    name = solved.name
    self.model = model
    var central = solved.problem
    central.guide = [:]
    self.central = central
    solution = solved.solution
    years = central.years
    var sources: [(cell: Int, parent: Int)] = []
    if let parent {
      for symbol in model.symbols where symbol.kind == .exogenous {
        let wanted = isChildOfBaseline ? symbol.inherits ?? symbol.name : symbol.name
        let cellOf = { (name: String) -> [[String]: Int] in
          guard let source = parent.model.symbol(named: name), source.kind != .parameter else {
            return [:]
          }
          return Dictionary(
            zip(source.elements, source.cells), uniquingKeysWith: { first, _ in first })
        }
        let first = cellOf(wanted)
        let second = cellOf(symbol.name)
        for cell in symbol.cells {
          let elements = symbol.elements[cell - symbol.firstCell]
          if let source = first[elements] ?? second[elements] { sources.append((cell, source)) }
        }
      }
    }
    self.sources = sources
    func cells(_ name: CellName) -> [Int] {
      guard let symbol = model.symbol(named: name.name) else { return [] }
      return symbol.cells.filter {
        name.elements.isEmpty || symbol.elements[$0 - symbol.firstCell] == name.elements
      }
    }
    settings = (file.levers + file.overrides).flatMap { setting in
      cells(setting.cell).map { ($0, setting.path) }
    }
    targets = file.targets.enumerated().map { position, target in
      let driver: Int? =
        switch target.source {
        case .values: nil
        case .path(let name), .growth(let name): cells(CellName(name)).first
        }
      return (position, target.source, central.swaps[position].endogenous, driver ?? 0)
    }
  }

  /// Cells of the parent that must be recorded: what it solves.
  var inherited: [Int] { sources.map(\.parent) }

  /// The problem of a draw.
  /// - Parameter parent: The parent's value of a cell in a year.
  func problem(
    _ calibrated: CalibratedModel, parent: (Int, Int) -> Double?
  ) throws(CalibrationError) -> PathProblem {
    var problem = central
    problem.parameters = calibrated.parameters
    problem.history = calibrated.history
    for (index, year) in years.enumerated() {
      problem.exogenous[index] = try calibrated.exogenousValues(in: year)
      for source in sources {
        if let value = parent(source.parent, year), value.isFinite {
          problem.exogenous[index][source.cell] = value
        }
      }
    }
    for setting in settings {
      let before = problem.exogenous.map { $0[setting.cell] }
      let base = calibrated.baseValues?[setting.cell] ?? .nan
      let values = setting.path.values(in: years) { year in
        year < years.lowerBound ? base : before[year - years.lowerBound]
      }
      for (year, value) in values {
        problem.exogenous[year - years.lowerBound][setting.cell] = value
      }
    }
    for target in targets {
      let known = central.swaps[target.swap].targets
      switch target.source {
      case .values: break
      case .path:
        for year in known.keys {
          problem.swaps[target.swap].targets[year] =
            problem.exogenous[year - years.lowerBound][target.driver]
        }
      case .growth:
        var level = calibrated.baseValues?[target.cell] ?? .nan
        for (index, year) in years.enumerated() {
          level *= 1 + problem.exogenous[index][target.driver]
          if known[year] != nil { problem.swaps[target.swap].targets[year] = level }
        }
      }
    }
    return problem
  }
}
