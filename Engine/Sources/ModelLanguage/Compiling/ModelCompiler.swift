import Equations

/// Turns model text and data into equations.
///
/// The text passes through three forms: parsed (as written), checked (every name known, functions
/// expanded) and lowered (numbered cells). Mistakes of one form are reported together, and the next
/// begins only where there are none.
public struct ModelCompiler: Sendable {
  private let source: ModelSource

  /// Creates a compiler.
  public init(source: ModelSource = .fileSystem) { self.source = source }

  /// Compiles a model.
  ///
  /// - Parameters:
  ///   - main: The path of the main file.
  ///   - data: The tables that sets, parameters and exogenous values come from.
  ///   - choices: For `choose`: the option of each choice that is not the default.
  ///   - closure: The closure to apply, if any; `choices` and `overrides` win over it.
  ///   - overrides: Values of parameters and exogenous symbols, by `name` for all elements or by
  ///     `name[element]`; an exogenous value keeps it in all years.
  /// - Throws: Every mistake found, each with its file, line and column.
  public func compile(
    main: String, data: ModelData = .none, choices: [String: String] = [:],
    closure: String? = nil, overrides: [String: Double] = [:]
  ) throws(ModelDiagnostics) -> CompiledModel {
    let parsed = try ModelReader.read(
      main: main, source: source, choices: choices, closure: closure)
    let checked = try ModelChecker.check(parsed, data: data)
    return try ModelLowering(checked, data: data).lower(overrides: overrides, main: main)
  }
}

extension ModelLowering {
  /// Finds all elements and values, then writes the model.
  func lower(
    overrides: [String: Double], main: String
  ) throws(ModelDiagnostics) -> CompiledModel {
    readOverrides(overrides, main: main)
    for number in sets.indices {
      problems.attempt { () throws(Diagnostic) in _ = try set(number) }
    }
    for number in symbols.indices {
      problems.attempt { () throws(Diagnostic) in try findLayout(number) }
    }
    for number in symbols.indices where symbols[number].progress == .done {
      evaluateFormulas(of: number)
    }
    try problems.finish()
    emitSymbols()
    emitValues()
    emitEquations()
    emitHistory()
    emitExchanges()
    try problems.finish()
    let coverage = checkUnits()
    try problems.finish()
    return compiled(coverage)
  }

  /// Evaluates a parameter's formula for every element, so that mistakes show now.
  private func evaluateFormulas(of number: Int) {
    guard checked.symbols[number].kind == .parameter else { return }
    for cell in symbols[number].states.indices where symbols[number].states[cell] == .formula {
      do throws(Diagnostic) {
        _ = try value(number, cell: cell, usedAt: checked.symbols[number].name.span)
      } catch {
        if !error.isCalibrated {
          problems.record(error)
          return
        }
      }
    }
  }

  private func compiled(_ units: UnitCoverage) -> CompiledModel {
    let modelSets = checked.sets.enumerated().map { number, declared in
      let root = checked.sets[declared.root]
      let members = sets[number]?.members ?? []
      return ModelSet(
        name: declared.name.text, parent: declared.parent.map { checked.sets[$0].name.text },
        elements: members.map { root.elements[$0] }, labels: declared.labels,
        description: declared.description)
    }
    let listed = listedCombinations()
    let parameters = structural.map { symbols[$0.symbol].firstCell + $0.cell }
    return CompiledModel(
      model: model, sets: modelSets, combinations: listed,
      datedTables: symbols.compactMap(\.datedTable), choices: checked.parsed.choices,
      closures: checked.parsed.closures, closure: checked.parsed.closure?.name,
      functions: checked.functions,
      files: sources.texts.map { ModelFile(path: $0.path, text: $0.text) },
      dataFiles: dataFiles.values.sorted { $0.path < $1.path },
      structuralParameters: Set(parameters), units: units)
  }
}
