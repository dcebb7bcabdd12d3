import Equations

extension ModelLowering {
  /// Writes the equations and checks, then ties calibrations to them.
  func emitEquations() {
    var rows: [Int: [[Int]: Int]] = [:]
    let calibratedEquations = Set(checked.calibrations.map(\.equation))
    for (number, equation) in checked.equations.enumerated() {
      let place = sources.location(equation.span)
      model.families.append(
        EquationFamily(
          name: equation.name, text: equation.syntax.text, description: equation.description,
          source: equation.syntax.source, block: ModelLowering.block(of: place.file),
          location: place))
      let isCalibrated = calibratedEquations.contains(number)
      problems.attempt { () throws(Diagnostic) in
        var combinations: [[Int]: Int] = [:]
        try emit(equation, family: model.families.count - 1) { elements, row in
          if isCalibrated { combinations[elements] = row }
        }
        rows[number] = combinations
      }
    }
    for calibration in checked.calibrations {
      guard let combinations = rows[calibration.equation] else { continue }
      problems.attempt { () throws(Diagnostic) in try emit(calibration, combinations) }
    }
  }

  /// The name of a file without its folders and ending.
  static func block(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".eqn") ? String(name.dropLast(4)) : name
  }

  private func emit(
    _ equation: CheckedEquation, family: Int, recording: ([Int], Int) -> Void
  ) throws(Diagnostic) {
    var count = 1
    for index in equation.indices {
      count = count.multipliedReportingOverflow(by: try set(index.set).members.count).partialValue
      guard (0...ModelLowering.cellLimit).contains(count) else {
        throw sources.diagnostic(
          equation.syntax.left.span,
          "`\(equation.name)` would stand for more than \(ModelLowering.cellLimit) equations",
          help: "use fewer or smaller sets")
      }
    }
    var outer = Frame(size: equation.frameSize)
    try forEach(equation.indices[...], equation.condition, &outer, equation.span) {
      (frame) throws(Diagnostic) in
      frame.steps = 0
      try self.emitRow(equation, family: family, &frame, recording)
      frame.steps = 0
    }
  }

  private func emitRow(
    _ equation: CheckedEquation, family: Int, _ frame: inout Frame,
    _ recording: ([Int], Int) -> Void
  ) throws(Diagnostic) {
    var determined: Int?
    if let (symbol, references) = equation.determined {
      switch try target(symbol, references, frame) {
      case .cell(let cell):
        if equation.determinesEach { determined = symbols[symbol].firstCell + cell }
      case .absent, .outside:
        let isPartial = checked.symbols[symbol].condition != nil
        if isPartial { return }
      }
    }
    let elements = equation.indices.map { frame.slots[$0.slot] }
    let labels = zip(equation.indices, elements).map { index, element in
      checked.sets[checked.sets[index.set].root].elements[element]
    }
    var left = try emit(equation.left, lag: 0, &frame)
    var right = try emit(equation.right, lag: 0, &frame)
    if let complement = equation.complement, let syntax = equation.syntax.complement {
      // Both gaps at least zero and one of them zero, whatever their sizes: the smaller is zero.
      let isGreater = equation.syntax.relation == .greaterOrEqual
      let gap = model.graph.apply(.subtract, isGreater ? left : right, isGreater ? right : left)
      let low = try emit(complement.left, lag: 0, &frame)
      let high = try emit(complement.right, lag: 0, &frame)
      let other = model.graph.apply(
        .subtract, syntax.isGreater ? low : high, syntax.isGreater ? high : low)
      left = model.graph.apply(.minimum, gap, other)
      right = model.graph.constant(0)
    }
    if equation.syntax.isCheck {
      let scale: NodeID? =
        if let scale = equation.scale { try emit(scale, lag: 0, &frame) } else { nil }
      model.checks.append(
        CheckRow(family: family, labels: labels, left: left, right: right, scale: scale))
    } else {
      recording(elements, model.equations.count)
      model.equations.append(
        EquationRow(
          family: family, labels: labels, left: left, right: right, determines: determined))
    }
  }

  private func emit(
    _ calibration: CheckedCalibration, _ rows: [[Int]: Int]
  ) throws(Diagnostic) {
    let size = (calibration.indices.map(\.slot).max() ?? -1) + 1
    var frame = Frame(size: size)
    var found: Set<Int> = []
    let symbol = calibration.parameter
    let name = checked.symbols[symbol].name.text
    let equation = checked.equations[calibration.equation].name
    try forEach(calibration.indices[...], nil, &frame, calibration.span) {
      (frame) throws(Diagnostic) in
      guard case .cell(let cell) = try self.target(symbol, calibration.references, frame) else {
        return
      }
      let elements = calibration.frame.compactMap { $0.map { frame.slots[$0] } }
      guard let row = rows[elements] else {
        throw self.sources.diagnostic(
          calibration.span,
          "there is no equation `\(equation)` to find `\(self.label(symbol, cell: cell))` from",
          help: "declare `\(name)` with the same `where` as the equation")
      }
      found.insert(cell)
      self.model.calibrations.append((self.symbols[symbol].firstCell + cell, row))
    }
    let missing = (0..<symbols[symbol].layout.count).first { !found.contains($0) }
    if let missing {
      throw sources.diagnostic(
        calibration.span, "`\(label(symbol, cell: missing))` is not calibrated by this statement",
        help: "let its indices run over all elements of `\(name)`")
    }
  }
}
