import Equations
import Foundation
import ModelLanguage
import Quantities
import Solvers

/// A change to the path of any model file: an exogenous value, a variable given in place of one, or
/// an amount added to an equation.
public struct PathChange: Sendable, Equatable {
  /// What is changed.
  public enum Kind: Sendable, Equatable {
    /// The variable takes a value and the exogenous value is solved for.
    case target(variable: String, instrument: String, Amount)
    /// The exogenous value is this.
    case value(exogenous: String, Double)
    /// `left − right` of the equation is this amount and not zero.
    case addition(equation: String, Double)
  }

  /// The value of a target.
  public enum Amount: Sendable, Equatable {
    /// In the unit of the variable.
    case level(Double)
    /// Times the variable's value in the same period without any target.
    case multiple(Double)
  }

  /// What is changed, names with or without elements: `output[power]`.
  public let kind: Kind
  /// The periods, all where nil.
  public let periods: ClosedRange<Int>?
  /// How the user wrote it, for messages.
  public let text: String

  /// Reads `gdp=120 by taxRate in 3-5` or, as a multiple, `gdp*1.02 by taxRate`.
  /// - Throws: ``AssessmentError/usage(_:)`` when the text is not of this form.
  public init(target text: String) throws(AssessmentError) {
    self.text = text
    let example = "Write --target 'gdp=120 by taxRate in 3-5', or 'gdp*1.02 by taxRate'."
    let (body, periods) = try PathChange.periods(of: text, example: example)
    self.periods = periods
    let sides = body.components(separatedBy: " by ")
    guard sides.count == 2, let mark = sides[0].firstIndex(where: { $0 == "=" || $0 == "*" }) else {
      throw .usage("\"\(text)\" is not a target. \(example)")
    }
    let number = try PathChange.number(sides[0][sides[0].index(after: mark)...], in: text, example)
    kind = .target(
      variable: sides[0][..<mark].trimmingCharacters(in: .whitespaces),
      instrument: sides[1].trimmingCharacters(in: .whitespaces),
      sides[0][mark] == "=" ? .level(number) : .multiple(number))
  }

  /// Reads `consumption=-5 in 3-5`.
  /// - Throws: ``AssessmentError/usage(_:)`` when the text is not of this form.
  public init(addition text: String) throws(AssessmentError) {
    self.text = text
    let example = "Write --add 'consumption=-5 in 3-5'."
    let (body, periods) = try PathChange.periods(of: text, example: example)
    self.periods = periods
    guard let mark = body.firstIndex(of: "=") else {
      throw .usage("\"\(text)\" is no amount to add. \(example)")
    }
    kind = .addition(
      equation: body[..<mark].trimmingCharacters(in: .whitespaces),
      try PathChange.number(body[body.index(after: mark)...], in: text, example))
  }

  private init(kind: Kind, period: Int, text: String) {
    self.kind = kind
    periods = period...period
    self.text = text
  }

  /// Reads a table of changes: columns `variable,instrument,year,value` for targets,
  /// `variable,year,value` for exogenous values, or `equation,year,value` for amounts added. In a
  /// table with a column `instrument`, a row that leaves it empty gives an exogenous value.
  /// - Throws: `CSVError` for a table that cannot be read, ``AssessmentError`` for one that is absent.
  public static func table(_ file: String) throws -> [PathChange] {
    let text: String
    do throws(ModelSourceError) {
      guard let found = try TextFile.table(at: file) else { throw .missing(path: file) }
      text = found
    } catch {
      guard case .notUTF8 = error else {
        throw AssessmentError.inputOutput("The table \(file) cannot be read: \(error).")
      }
      throw AssessmentError.badInput("\(error).")
    }
    let table = try CSVTable(text: text, source: file)
    let (year, value) = (try table.column("year"), try table.column("value"))
    let names = ["variable", "equation"].filter(table.header.contains)
    guard names.count == 1 else {
      throw AssessmentError.badInput(
        "\(file):1: the columns are \(table.header.joined(separator: ", ")). A table of changes has variable,year,value for exogenous values, variable,instrument,year,value for targets, or equation,year,value for amounts added."
      )
    }
    let name = try table.column(names[0])
    let instrument =
      table.header.contains("instrument") ? try table.column("instrument") : nil
    return try table.rows.indices.map { row in
      let place = "\(file):\(table.lines[row])"
      guard let period = CalendarYear.year(table.rows[row][year]) else {
        throw AssessmentError.badInput(
          "\(place): \"\(table.rows[row][year].visible)\" in column \"year\" is not a whole number from \(CalendarYear.permitted.lowerBound) to \(CalendarYear.permitted.upperBound)."
        )
      }
      let number = try table.number(row: row, column: value)
      let cell = table.rows[row][name]
      let solved = instrument.map { table.rows[row][$0] } ?? ""
      let kind: Kind =
        names[0] == "equation"
        ? .addition(equation: cell, number)
        : solved.isEmpty
          ? .value(exogenous: cell, number)
          : .target(variable: cell, instrument: solved, .level(number))
      return PathChange(kind: kind, period: period, text: place)
    }
  }

  private static func periods(
    of text: String, example: String
  ) throws(AssessmentError) -> (String, ClosedRange<Int>?) {
    let parts = text.components(separatedBy: " in ")
    guard parts.count == 2 else {
      if parts.count == 1 { return (text, nil) }
      throw .usage("\"\(text)\" names its periods twice. \(example)")
    }
    let ends = parts[1].trimmingCharacters(in: .whitespaces).split(
      separator: "-", omittingEmptySubsequences: false
    ).map { Int($0) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      first <= last
    else {
      throw .usage("\"\(parts[1])\" is no period and no range of periods. \(example)")
    }
    return (parts[0], first...last)
  }

  private static func number(
    _ words: Substring, in text: String, _ example: String
  ) throws(AssessmentError) -> Double {
    do throws(NumberTextError) {
      return try Double(decimal: words.trimmingCharacters(in: .whitespaces))
    } catch {
      throw .usage("\"\(words)\" in \"\(text)\" \(error.message): \(error.help). \(example)")
    }
  }
}

extension PathProblem {
  /// Makes changes, in order; what is named later wins where both are about the same cell and period.
  /// - Parameter reference: The path without any target, where a multiple of it is asked for.
  /// - Throws: ``AssessmentError`` that names what the model does not have.
  public mutating func apply(
    _ changes: [PathChange], to model: EquationModel, reference: PathSolution?
  ) throws(AssessmentError) {
    for change in changes {
      let periods = change.periods ?? years
      guard years.contains(periods.lowerBound), years.contains(periods.upperBound) else {
        throw .badInput(
          """
          \(change.text): periods \(periods.lowerBound) to \(periods.upperBound) are not all among \
          those solved, \(years.lowerBound) to \(years.upperBound).
          """)
      }
      switch change.kind {
      case .target(let variable, let instrument, let amount):
        let given = try model.cells(variable, .variable, at: change.text)
        let solved = try model.cells(instrument, .exogenous, at: change.text)
        guard given.count == solved.count else {
          throw .badInput(
            """
            \(change.text): roles are exchanged one for one, and `\(variable)` has \(given.count) \
            cells, `\(instrument)` \(solved.count). Name the elements, as in `name[element]`.
            """)
        }
        for (cell, instrument) in zip(given, solved) {
          exchange(cell, for: instrument, periods) { year in
            switch amount {
            case .level(let value): value
            case .multiple(let factor):
              factor * (reference?.value(ofCell: cell, year: year) ?? .nan)
            }
          }
        }
      case .value(let name, let value):
        for cell in try model.cells(name, .exogenous, at: change.text, isGiven: true) {
          if let range = model.symbol(ofCell: cell)?.range, !range.contains(value) {
            throw .badInput(
              "\(change.text): `\(name)` cannot be \(CSVWriter.number(value)): it must be \(range)."
            )
          }
          for year in periods { exogenous[year - years.lowerBound][cell] = value }
        }
      case .addition(let equation, let value):
        for row in try model.rows(equation, at: change.text) {
          for year in periods {
            addFactors.removeAll { $0.equation == row && $0.year == year }
            addFactors.append(AddFactor(equation: row, year: year, value: value))
          }
        }
      }
    }
  }

  private mutating func exchange(
    _ cell: Int, for instrument: Int, _ periods: ClosedRange<Int>, value: (Int) -> Double
  ) {
    let known = swaps.firstIndex { $0.endogenous == cell && $0.exogenous == instrument }
    let place = known ?? swaps.count
    if known == nil {
      swaps.append(VariableSwap(endogenous: cell, exogenous: instrument, targets: [:]))
    }
    for year in periods { swaps[place].targets[year] = value(year) }
  }
}

extension EquationModel {
  /// The cells of `name` or `name[element]`.
  fileprivate func cells(
    _ text: String, _ kind: SymbolKind, at place: String, isGiven: Bool = false
  ) throws(AssessmentError) -> [Int] {
    let (name, elements) = EquationModel.parts(of: text)
    let what = kind == .variable ? "a variable" : "an exogenous value"
    guard let symbol = symbol(named: name) else {
      let names = symbols.filter { $0.kind == kind }.map(\.name)
      throw .badInput(
        "\(place): the model has no \(kind == .variable ? "variable" : "exogenous value") "
          + "`\(name)`. \(NearestName.of(name, among: names).map { "Did you mean `\($0)`?" } ?? "`jtam model list FILE` lists them.")"
      )
    }
    guard symbol.kind == kind else {
      let found =
        switch symbol.kind {
        case .variable: "a variable"
        case .exogenous: "an exogenous value"
        case .parameter: "a parameter"
        }
      let rule =
        isGiven
        ? "a table without a column \"instrument\" gives exogenous values by year; a target names its instrument, and --set gives a parameter"
        : "a variable is given and an exogenous value is solved for"
      throw .badInput(
        """
        \(place): `\(name)` is \(found), and this place needs \(what): \(rule).
        """)
    }
    let cells = symbol.cells.filter {
      elements == nil || symbol.elements[$0 - symbol.firstCell] == elements
    }
    guard !cells.isEmpty else {
      let labels = symbol.cells.map(symbol.label(ofCell:))
      throw .badInput(
        "\(place): there is no `\(text)`. "
          + (NearestName.of(text, among: labels).map { "Did you mean `\($0)`?" }
            ?? "There are \(labels.prefix(8).joined(separator: ", "))\(labels.count > 8 ? ", …" : ".")")
      )
    }
    return cells
  }

  /// The equations of `name` or `name[element]`.
  fileprivate func rows(_ text: String, at place: String) throws(AssessmentError) -> [Int] {
    let (name, elements) = EquationModel.parts(of: text)
    let named = equations.indices.filter { families[equations[$0].family].name == name }
    let rows = named.filter { elements == nil || equations[$0].labels == elements }
    guard !rows.isEmpty else {
      let names = Set(equations.map { families[$0.family].name }).sorted()
      let labels = named.isEmpty ? names : named.map(label(ofEquation:))
      throw .badInput(
        "\(place): there is no equation `\(text)`. "
          + (NearestName.of(text, among: labels).map { "Did you mean `\($0)`?" }
            ?? "An equation is named after the variable it determines."))
    }
    return rows
  }

  /// `output[power,coal]` in parts.
  private static func parts(of text: String) -> (name: String, elements: [String]?) {
    guard let bracket = text.firstIndex(of: "["), text.hasSuffix("]") else { return (text, nil) }
    let inside = text[text.index(after: bracket)...].dropLast()
    return (
      String(text[..<bracket]),
      inside.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    )
  }
}
