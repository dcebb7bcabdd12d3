import Equations
import Quantities

/// Turns a checked model and its data into numbered cells and expression graphs.
///
/// Sets given by conditions, the elements of symbols, and parameter values depend on each other in
/// any order, so each is found when first asked for; what asks for itself is reported as a circle.
final class ModelLowering {
  let checked: CheckedModel
  let data: ModelData
  let problems = DiagnosticCollector()
  var sets: [LoweredSet?]
  private var setsUnderway: Set<Int> = []
  /// For each set of combinations, what has been asked of it.
  var combinations: [[[Int]: Bool]]
  var combinationsUnderway: Set<Int> = []
  var symbols: [LoweredSymbol]
  /// Values from a closure or the command line: symbol → element labels (nil for all) and value.
  var overrides: [Int: [(labels: [String]?, value: Double)]] = [:]
  let calibrated: Set<Int>
  /// Parameter cells that conditions read: the shape of the model depends on them.
  var structural: Set<StructuralCell> = []
  var conditionDepth = 0
  /// How deep the formulas and conditions nest that wait for each other.
  private var waitingDepth = 0
  private var waitingCount = 0
  /// The work done so far on all statements.
  var steps = 0
  /// The elements of all symbols so far.
  var cellCount = 0
  var dataFiles: [String: ModelFile] = [:]
  lazy var scalars = ScalarTables(data: data)
  var model = EquationModel()

  struct StructuralCell: Hashable {
    let symbol: Int
    let cell: Int
  }

  /// The most elements of one symbol, or combinations of one equation.
  static let cellLimit = 5_000_000
  /// The most cells of all symbols, and of their values in all the years that lags reach.
  static let totalCellLimit = 10_000_000
  static let historyLimit = 100_000_000
  /// The most work for all statements, and the most different terms that come of it.
  static let stepLimit = 100_000_000
  static let nodeLimit = 25_000_000
  /// The longest chain of formulas, sets and conditions that wait for each other.
  static let formulaLimit = 500
  /// How deep they may nest together.
  static let nestingLimit = 5_000

  init(_ checked: CheckedModel, data: ModelData) {
    self.checked = checked
    self.data = data
    sets = Array(repeating: nil, count: checked.sets.count)
    combinations = Array(repeating: [:], count: checked.combinations.count)
    symbols = Array(repeating: LoweredSymbol(), count: checked.symbols.count)
    calibrated = Set(checked.calibrations.map(\.parameter))
    for file in checked.dataFiles { dataFiles[file.path] = file }
  }

  var sources: SourceMap { checked.parsed.sources }

  // MARK: Sets

  /// The elements of a set; those of a condition are decided at the first call.
  func set(_ number: Int) throws(Diagnostic) -> LoweredSet {
    if let known = sets[number] { return known }
    let declared = checked.sets[number]
    let rootCount = checked.sets[declared.root].elements.count
    guard setsUnderway.insert(number).inserted else {
      throw sources.diagnostic(
        declared.name.span,
        "the condition of set `\(declared.name.text)` depends on the set itself",
        help: "choose its elements by parameters that are not declared over it")
    }
    defer { setsUnderway.remove(number) }
    steps += rootCount
    guard steps <= ModelLowering.stepLimit else { throw tooLarge(declared.name.span) }
    let parent: LoweredSet? = if let parent = declared.parent { try set(parent) } else { nil }
    var members = declared.members ?? []
    if let condition = declared.condition {
      var frame = Frame(size: declared.frameSize)
      members = try waiting(for: declared.name.span, depth: 1) {
        () throws(Diagnostic) -> [Int] in
        var kept: [Int] = []
        for member in parent?.members ?? [] {
          for slot in declared.conditionSlots { frame.slots[slot] = member }
          if try holds(condition, &frame) { kept.append(member) }
        }
        return kept
      }
    } else if let parent {
      for member in members where parent.positions[member] < 0 {
        throw sources.diagnostic(
          declared.name.span,
          "`\(checked.sets[declared.root].elements[member])` is not an element of "
            + "`\(checked.sets[declared.parent ?? declared.root].name.text)`",
          help: "the condition of the larger set leaves it out")
      }
    }
    let lowered = LoweredSet(members: members, rootCount: rootCount)
    sets[number] = lowered
    return lowered
  }

  /// The names of elements, given their positions in the sets.
  func labels(_ positions: [Int], sets numbers: [Int]) -> [String] {
    zip(positions, numbers).map { position, number in
      let root = checked.sets[checked.sets[number].root]
      guard let set = sets[number] else { return "?" }
      return root.elements[set.members[position]]
    }
  }

  /// `price[oil]`
  func label(_ symbol: Int, cell: Int) -> String {
    let layout = symbols[symbol].layout
    let name = checked.symbols[symbol].name.text
    let labels = labels(layout.positions(of: cell), sets: layout.sets)
    return labels.isEmpty ? name : "\(name)[\(labels.joined(separator: ","))]"
  }

  // MARK: Values of parameters

  /// The value of a parameter cell, evaluating its formula at the first call.
  func value(_ symbol: Int, cell: Int, usedAt span: Span) throws(Diagnostic) -> Double {
    if conditionDepth > 0 { structural.insert(StructuralCell(symbol: symbol, cell: cell)) }
    switch symbols[symbol].states[cell] {
    case .known: return symbols[symbol].values[cell]
    case .failed: throw .consequence
    case .calibrated:
      var problem = sources.diagnostic(
        span,
        "`\(label(symbol, cell: cell))` is found by calibration and cannot stand in a condition",
        help: "conditions are decided when the model is compiled: use a value from text or data")
      problem.isCalibrated = true
      throw problem
    case .underway:
      throw sources.diagnostic(
        checked.symbols[symbol].name.span,
        "the formula of `\(label(symbol, cell: cell))` is circular",
        help: "it needs its own value, by way of \(sources.place(span))")
    case .formula: break
    }
    guard let formula = checked.symbols[symbol].value else { throw .consequence }
    symbols[symbol].states[cell] = .underway
    do throws(Diagnostic) {
      let value = try waiting(for: span, depth: formula.depth) {
        () throws(Diagnostic) -> Double in
        var frame = frame(of: symbol, cell: cell)
        let outerDepth = conditionDepth
        conditionDepth = 0
        defer { conditionDepth = outerDepth }
        return try evaluate(formula, &frame)
      }
      guard value.isFinite else {
        throw notFinite(value, symbol, cell: cell, formula)
      }
      try checkRange(of: value, symbol, cell: cell, at: formula.span)
      symbols[symbol].values[cell] = value
      symbols[symbol].states[cell] = .known
      return value
    } catch {
      symbols[symbol].states[cell] = error.isCalibrated ? .formula : .failed
      throw error
    }
  }

  /// Takes a step that others wait for, and that may wait for others.
  func waiting<Value>(
    for span: Span, depth: Int, _ step: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let outer = (waitingCount, waitingDepth)
    waitingCount += 1
    waitingDepth += depth
    defer { (waitingCount, waitingDepth) = outer }
    guard waitingCount <= ModelLowering.formulaLimit, waitingDepth <= ModelLowering.nestingLimit
    else {
      throw sources.diagnostic(
        span,
        "formulas and conditions depend on each other too deeply: more than "
          + "\(ModelLowering.formulaLimit), or \(ModelLowering.nestingLimit) levels of brackets",
        help: "declare them in the order in which they depend on each other")
    }
    return try step()
  }

  /// The frame in which the clauses of a symbol are read for one cell.
  func frame(of symbol: Int, cell: Int) -> Frame {
    var frame = Frame(size: checked.symbols[symbol].frameSize)
    let layout = symbols[symbol].layout
    fill(&frame, layout.positions(of: cell), sets: layout.sets)
    return frame
  }

  func fill(_ frame: inout Frame, _ positions: [Int], sets numbers: [Int]) {
    for (place, position) in positions.enumerated() {
      frame.slots[place] = sets[numbers[place]]?.members[position] ?? 0
    }
  }
}
