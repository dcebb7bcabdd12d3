import Equations
import Foundation
import Solvers

/// Swaps of some years only: one instrument, and in each of those years one variable that is given.
///
/// The instrument becomes a variable with an equation of its own,
/// `(1 − on₁ − on₂ …)(instrument − given) + on₁ (variable₁ − target₁)/scale₁ + … = 0`,
/// where `onₖ` is 1 in the years of target k and 0 in others.
struct SwitchedSwap {
  let instrument: Int
  var swaps: [VariableSwap]
}

/// Finds what each part of a ``DynareModel`` says.
struct DynareWriter {
  let model: EquationModel
  let problem: PathProblem
  /// What Dynare solves for, ascending.
  let unknownCells: [Int]
  /// Where each cell starts in every year.
  let start: [Double]
  private let sizes: [Double]
  private var names: DynareNames
  private let isUnknown: [Bool]
  private let symbolOfCell: [Int]
  /// Variable that is given in all years → its targets.
  private let given: [Int: [Int: Double]]
  private let switched: [SwitchedSwap]
  /// Cell → the lags at which equations read it.
  private let lagsOfCell: [Int: Set<Int>]
  private let usedParameters: Set<Int>
  /// Switches, targets and add-factors: what the model itself has no cell for.
  private var added: [DynareModel.Exogenous] = []
  private var addFactorNames: [Int: String] = [:]
  private var switchRows: [DynareModel.Row] = []

  init(model: EquationModel, problem: PathProblem) throws(ExportError) {
    try Self.validate(problem, model)
    self.model = model
    self.problem = problem
    names = DynareNames(model: model)
    var symbolOfCell = [Int](repeating: 0, count: model.cellCount)
    for (position, symbol) in model.symbols.enumerated() where symbol.kind != .parameter {
      for cell in symbol.cells { symbolOfCell[cell] = position }
    }
    self.symbolOfCell = symbolOfCell
    let isVariable = model.isVariableCell
    let swaps = try Self.swaps(problem, model, isVariable)
    // A cell that takes part in one swap only, and in every year, changes its role for good.
    var uses: [Int: Int] = [:]
    for swap in swaps {
      uses[swap.endogenous, default: 0] += 1
      uses[swap.exogenous, default: 0] += 1
    }
    var given: [Int: [Int: Double]] = [:]
    var switched: [SwitchedSwap] = []
    var isUnknown = isVariable
    for swap in swaps {
      isUnknown[swap.exogenous] = true
      if swap.targets.count == problem.years.count, uses[swap.endogenous] == 1,
        uses[swap.exogenous] == 1
      {
        given[swap.endogenous] = swap.targets
        isUnknown[swap.endogenous] = false
      } else if let position = switched.firstIndex(where: { $0.instrument == swap.exogenous }) {
        switched[position].swaps.append(swap)
      } else {
        switched.append(SwitchedSwap(instrument: swap.exogenous, swaps: [swap]))
      }
    }
    self.given = given
    self.switched = switched
    self.isUnknown = isUnknown
    unknownCells = isUnknown.indices.filter { isUnknown[$0] }

    var lags: [Int: Set<Int>] = [:]
    var parameters: Set<Int> = []
    for id in model.graph.reachable(from: model.equations.flatMap { [$0.left, $0.right] }) {
      switch model.graph[id] {
      case .cell(let cell, let lag): lags[cell, default: []].insert(lag)
      case .parameter(let parameter): parameters.insert(parameter)
      default: break
      }
    }
    lagsOfCell = lags
    usedParameters = parameters
    start = (0..<model.cellCount).map { cell in
      let last = problem.history.first?[cell] ?? .nan
      let now = problem.exogenous[0][cell]
      return last.isFinite ? last : (!isVariable[cell] && now.isFinite ? now : 1)
    }
    sizes = Self.sizes(model, problem, start: start, isUnknown: isUnknown, given: given)
    try requireStructure()
    addSwitches()
    try addAddFactors()
  }

  func entry(ofCell cell: Int) -> DynareModel.Entry {
    DynareModel.Entry(
      name: names.ofCell[cell], label: Self.label(model.symbols[symbolOfCell[cell]], cell))
  }

  private static func label(_ symbol: ModelSymbol, _ cell: Int) -> String {
    let pairs = zip(symbol.dimensions, symbol.elements[cell - symbol.firstCell])
      .map { "\($0)=\($1)" }
    return pairs.isEmpty ? symbol.name : "\(symbol.name)[\(pairs.joined(separator: ","))]"
  }

  // MARK: Numbers

  /// Exogenous values that equations read, variables that are given, and what was added.
  func exogenousPaths() throws(ExportError) -> [DynareModel.Exogenous] {
    var result: [DynareModel.Exogenous] = []
    for cell in 0..<model.cellCount where !isUnknown[cell] && lagsOfCell[cell] != nil {
      let targets = given[cell]
      var path: [Double] = []
      for (offset, year) in problem.years.enumerated() {
        let value = targets?[year] ?? problem.exogenous[offset][cell]
        guard value.isFinite else {
          throw .notFinite(what: "`\(model.label(ofCell: cell))`", year: year, value: value)
        }
        path.append(value)
      }
      result.append(DynareModel.Exogenous(entry: entry(ofCell: cell), path: path))
    }
    return result + added
  }

  func parameterValues() throws(ExportError) -> [(entry: DynareModel.Entry, value: Double)] {
    var result: [(entry: DynareModel.Entry, value: Double)] = []
    for symbol in model.symbols where symbol.kind == .parameter {
      for parameter in symbol.cells where usedParameters.contains(parameter) {
        let value = problem.parameters[parameter]
        guard value.isFinite else {
          throw .parameterNotFinite(name: symbol.label(ofCell: parameter), value: value)
        }
        let label = Self.label(symbol, parameter)
        result.append((DynareModel.Entry(name: names.ofParameter[parameter], label: label), value))
      }
    }
    return result
  }

  /// Values before the first year, as far back as equations read each cell.
  func history() throws(ExportError) -> [(name: String, period: Int, value: Double)] {
    var result: [(name: String, period: Int, value: Double)] = []
    let first = problem.years.lowerBound
    let hasLags = lagsOfCell.values.contains { $0.contains { $0 > 0 } }
    for cell in 0..<model.cellCount {
      let lags = lagsOfCell[cell] ?? []
      for back in 0..<max(lags.max() ?? 0, hasLags && isUnknown[cell] ? 1 : 0) {
        let year = first - 1 - back
        let isRead = lags.contains { $0 > back && year + $0 <= problem.years.upperBound }
        let known = problem.history.indices.contains(back) ? problem.history[back][cell] : .nan
        let value = !isRead && !known.isFinite ? start[cell] : known
        guard value.isFinite else {
          throw .notFinite(
            what: "`\(model.label(ofCell: cell))`, which equations look back on,", year: year,
            value: value)
        }
        result.append((names.ofCell[cell], -back, value))
      }
    }
    return result
  }

  // MARK: Equations

  func rows() throws(ExportError) -> [DynareModel.Row] {
    let printer = DynareExpressionPrinter(graph: model.graph, names: names)
    return model.equations.enumerated().map { position, equation in
      let label = model.label(ofEquation: position)
      let addFactor = addFactorNames[position]
      guard let scale = scale(of: equation) else {
        let right = printer.text(equation.right)
        return DynareModel.Row(
          label: label, left: printer.text(equation.left),
          right: addFactor.map { "\(right) + \($0)" } ?? right)
      }
      let difference = "\(printer.text(equation.left)) - \(printer.term(equation.right))"
      return DynareModel.Row(
        label: label,
        left: "(\(addFactor.map { "\(difference) - \($0)" } ?? difference)) / \(scale)",
        right: "0")
    } + switchRows
  }

  /// A power of ten near the largest term of an equation, unless that is near 1.
  private func scale(of equation: EquationRow) -> String? {
    Self.largestTerm(of: [equation.left, equation.right], model, problem, sizes)
      .flatMap(Self.powerOfTen)
  }

  /// How large each cell is: where it starts, or its largest value where it is given.
  ///
  /// What starts at zero, such as the revenue of a tax that comes later, is as large as the largest
  /// term of its equation, found in a few rounds. Scaled by less, an equation's rounding errors
  /// would exceed Dynare's tolerance.
  private static func sizes(
    _ model: EquationModel, _ problem: PathProblem, start: [Double], isUnknown: [Bool],
    given: [Int: [Int: Double]]
  ) -> [Double] {
    var sizes = start
    let isVariable = model.isVariableCell
    for cell in sizes.indices where !isUnknown[cell] || !isVariable[cell] {
      // An instrument is about as large as it would be if it were given.
      let path = given[cell].map { Array($0.values) } ?? problem.exogenous.map { $0[cell] }
      sizes[cell] =
        ([start[cell]] + path.filter(\.isFinite)).max { $0.magnitude < $1.magnitude } ?? 0
    }
    let unsized = model.equations.filter { row in
      row.determines.map { isUnknown[$0] && sizes[$0] == 0 } ?? false
    }
    for _ in 0..<8 {
      for row in unsized {
        guard let cell = row.determines else { continue }
        sizes[cell] = largestTerm(of: [row.right], model, problem, sizes) ?? 0
      }
    }
    return sizes
  }

  private static func largestTerm(
    of sides: [NodeID], _ model: EquationModel, _ problem: PathProblem, _ sizes: [Double]
  ) -> Double? {
    let terms = sides.flatMap { model.graph.additiveTerms(of: $0) }
    let program = ExpressionProgram(graph: model.graph, roots: terms)
    return program.values { node in
      switch node {
      case .parameter(let parameter): problem.parameters[parameter]
      case .cell(let cell, _): sizes[cell]
      default: .nan
      }
    }.map(\.magnitude).filter(\.isFinite).max()
  }

  private static func powerOfTen(_ size: Double) -> String? {
    guard size > 0, !(0.01...100).contains(size) else { return nil }
    return "1e\(Int(log10(size).rounded()))"
  }

  // MARK: Swaps and add-factors

  private mutating func addSwitches() {
    for one in switched {
      let instrument = entry(ofCell: one.instrument)
      var off = "1"
      var terms = ""
      let targetYears = Set(one.swaps.flatMap(\.targets.keys))
      let free = problem.years.enumerated().map { offset, year in
        let value = problem.exogenous[offset][one.instrument]
        return targetYears.contains(year) && !value.isFinite ? 0 : value
      }
      let given = add("given_", instrument.label, "\(instrument.label) without a target", free)
      for swap in one.swaps {
        let variable = entry(ofCell: swap.endogenous)
        let name = "\(variable.label) by \(instrument.label)"
        let isOn = add(
          "on_", name, "whether a target of \(name) holds",
          problem.years.map { swap.targets[$0] == nil ? 0 : 1 })
        let values = problem.years.map { swap.targets[$0] ?? 0 }
        let target = add("target_", name, "target of \(name)", values)
        let scale = values.map(\.magnitude).max().flatMap(Self.powerOfTen).map { " / \($0)" } ?? ""
        off += " - \(isOn)"
        terms += " + \(isOn) * (\(variable.name) - \(target))\(scale)"
      }
      switchRows.append(
        DynareModel.Row(
          label: "target by \(instrument.label)",
          left: "(\(off)) * (\(instrument.name) - \(given))\(terms)", right: "0"))
    }
  }

  private mutating func addAddFactors() throws(ExportError) {
    var paths: [Int: [Double]] = [:]
    for factor in problem.addFactors where problem.years.contains(factor.year) {
      guard model.equations.indices.contains(factor.equation) else {
        throw .noSuchEquation(factor.equation, count: model.equations.count)
      }
      guard factor.value.isFinite else {
        throw .notFinite(
          what: "the add-factor of `\(model.label(ofEquation: factor.equation))`",
          year: factor.year, value: factor.value)
      }
      paths[factor.equation, default: [Double](repeating: 0, count: problem.years.count)][
        factor.year - problem.years.lowerBound] += factor.value
    }
    for (equation, path) in paths.sorted(by: { $0.key < $1.key }) {
      let label = model.label(ofEquation: equation)
      addFactorNames[equation] = add("add_", label, "add-factor of \(label)", path)
    }
  }

  /// Declares an exogenous value that the model has no cell for.
  private mutating func add(
    _ prefix: String, _ subject: String, _ label: String, _ path: [Double]
  ) -> String {
    let name = names.make(prefix, subject)
    added.append(
      DynareModel.Exogenous(entry: DynareModel.Entry(name: name, label: label), path: path))
    return name
  }

  // MARK: What is refused

  private static func validate(
    _ problem: PathProblem, _ model: EquationModel
  ) throws(ExportError) {
    guard !model.equations.isEmpty else { throw .noEquations }
    func check(_ name: String, _ found: Int, _ expected: Int) throws(ExportError) {
      guard found == expected else {
        throw .wrongLength(name: name, found: found, expected: expected)
      }
    }
    try check("parameters", problem.parameters.count, model.parameterCellCount)
    try check("years of exogenous values", problem.exogenous.count, problem.years.count)
    for values in problem.exogenous { try check("exogenous values", values.count, model.cellCount) }
    for values in problem.history {
      try check("values before the first year", values.count, model.cellCount)
    }
  }

  /// The swaps with their targets in the years to solve.
  private static func swaps(
    _ problem: PathProblem, _ model: EquationModel, _ isVariable: [Bool]
  ) throws(ExportError) -> [VariableSwap] {
    var result: [VariableSwap] = []
    var usedInYear: [Int: Set<Int>] = [:]
    for swap in problem.swaps {
      let name = model.label(ofCell: swap.endogenous)
      let other = model.label(ofCell: swap.exogenous)
      guard isVariable[swap.endogenous] else {
        throw .badSwap(cell: name, reason: "it is exogenous; name a variable.")
      }
      guard !isVariable[swap.exogenous] else {
        throw .badSwap(cell: other, reason: "it is a variable; name an exogenous cell.")
      }
      var kept = swap
      kept.targets = swap.targets.filter { problem.years.contains($0.key) }
      for (year, target) in kept.targets.sorted(by: { $0.key < $1.key }) {
        for (cell, label) in [(swap.endogenous, name), (swap.exogenous, other)] {
          guard usedInYear[year, default: []].insert(cell).inserted else {
            throw .badSwap(cell: label, reason: "two swaps in \(year) use it; keep one.")
          }
        }
        guard target.isFinite else {
          throw .notFinite(what: "the target of `\(name)`", year: year, value: target)
        }
      }
      if !kept.targets.isEmpty { result.append(kept) }
    }
    return result
  }

  /// Requires that the equations, those of switched swaps included, can determine the unknowns.
  private func requireStructure() throws(ExportError) {
    var positionOfCell = [Int](repeating: -1, count: model.cellCount)
    for (position, cell) in unknownCells.enumerated() { positionOfCell[cell] = position }
    var incidence = model.equations.map { equation -> [Int] in
      model.graph.reachable(from: [equation.left, equation.right]).compactMap { id in
        guard case .cell(let cell, 0) = model.graph[id], isUnknown[cell] else { return nil }
        return positionOfCell[cell]
      }.sorted()
    }
    for one in switched {
      incidence.append(
        ([one.instrument] + one.swaps.map(\.endogenous)).map { positionOfCell[$0] }.sorted())
    }
    let system = Incidence(unknownCount: unknownCells.count, unknownsOfRow: incidence)
    let hints =
      model.equations.map { row -> Int? in
        row.determines.flatMap { isUnknown[$0] ? positionOfCell[$0] : nil }
      } + switched.map { _ in nil }
    let matching = Matching(maximumOf: system, hints: hints)
    guard matching.isPerfect else {
      throw .structure(
        StructuralError(
          incidence: system, matching: matching,
          nameOfUnknown: { model.label(ofCell: unknownCells[$0]) },
          nameOfRow: { row in
            row < model.equations.count
              ? model.label(ofEquation: row)
              : "target by \(model.label(ofCell: switched[row - model.equations.count].instrument))"
          }))
    }
  }
}
