import Equations
import Solvers

/// A model with everything that determines its path, as a `.mod` file for Dynare 5 or later.
///
/// Dynare and this project share no code, so that a path on which both agree is right as far as the
/// equations are. What is written:
///
/// - every equation in full, in the block form that Dynare solves fastest, year by year where no
///   variable looks ahead. Both sides of an equation whose terms are far from 1 are divided by a
///   power of ten, because Dynare's tolerance is one absolute number for all;
/// - years as periods 1, 2, …, values before the first year by `histval` back to the deepest lag,
///   exogenous paths by `initval` and `shocks`;
/// - a swap that covers all years as an exchange of roles: the variable is declared `varexo` and the
///   instrument `var`. One that covers some years by an equation with switches, see ``SwitchedSwap``;
/// - add-factors as exogenous values;
/// - the name in the model of everything declared as its `long_name`, as `output[sector=crops]`.
///
/// The start is no solution: in the first year every unknown starts from its value just before, or
/// from 1 where it has none, and then from what Dynare found for the year before. A guide
/// (``PathProblem/guide``) is not written.
public struct DynareModel: Sendable {
  /// What one name in the file stands for.
  public struct Entry: Sendable, Equatable {
    /// The name in the file.
    public var name: String
    /// What it is called in the model, with its dimensions: `output[sector=crops]`.
    public var label: String
  }

  /// An exogenous symbol with its path.
  struct Exogenous {
    var entry: Entry
    var path: [Double]
  }

  /// An equation: `left = right + addFactor`.
  struct Row {
    var label: String
    var left: String
    var right: String
  }

  /// The variables and instruments that Dynare solves for, in its order.
  public let unknowns: [Entry]
  /// The parameters that equations use, with their values.
  let parameters: [(entry: Entry, value: Double)]
  let exogenous: [Exogenous]
  let rows: [Row]
  /// One per unknown: where it starts.
  let start: [Double]
  /// Values before the first year, the latest first: name, period (0 or less), value.
  let history: [(name: String, period: Int, value: Double)]
  let years: ClosedRange<Int>

  /// Writes a model for Dynare.
  /// - Parameters:
  ///   - model: The equations.
  ///   - problem: Parameters, history, exogenous paths, swaps and add-factors.
  /// - Throws: ``ExportError`` when a number is missing, a swap is not possible or the equations
  ///   cannot determine the unknowns.
  public init(model: EquationModel, problem: PathProblem) throws(ExportError) {
    let writer = try DynareWriter(model: model, problem: problem)
    years = problem.years
    exogenous = try writer.exogenousPaths()
    parameters = try writer.parameterValues()
    rows = try writer.rows()
    unknowns = writer.unknownCells.map { writer.entry(ofCell: $0) }
    start = writer.unknownCells.map { writer.start[$0] }
    history = try writer.history()
  }

  /// The file.
  /// - Parameter title: What the model is, for the reader: one line or more.
  public func text(title: String) -> String {
    var text = ""
    for line in title.split(separator: "\n") { text += "// \(line)\n" }
    text += """
      // \(rows.count) equations; period 1 is \(years.lowerBound), period \(years.count) is \
      \(years.upperBound).
      // Names begin with v_ (variables), x_ (exogenous values), p_ (parameters); long_name is the
      // name in the model. What a target solves for is declared var, what is given varexo.

      """
    func declare(_ kind: String, _ entries: [Entry]) {
      guard !entries.isEmpty else { return }
      text += "\n\(kind)\n"
      for entry in entries { text += "  \(entry.name) (long_name='\(entry.label)')\n" }
      text += ";\n"
    }
    declare("var", unknowns)
    declare("varexo", exogenous.map(\.entry))
    declare("parameters", parameters.map(\.entry))
    text += "\n"
    for parameter in parameters { text += "\(assignment(parameter.entry.name, parameter.value))\n" }
    text += "\nmodel(block, no_static);\n"
    for row in rows { text += "[name='\(row.label)']\n\(row.left) = \(row.right);\n" }
    text += "end;\n\n// Where Dynare starts, and exogenous values that stay.\ninitval;\n"
    for (entry, value) in zip(unknowns, start) { text += "\(assignment(entry.name, value))\n" }
    for one in exogenous { text += "\(assignment(one.entry.name, one.path[0]))\n" }
    text += "end;\n"
    if !history.isEmpty {
      text += "\n// Before the first year; period 0 is \(years.lowerBound - 1).\nhistval;\n"
      for one in history { text += "\(assignment("\(one.name)(\(one.period))", one.value))\n" }
      text += "end;\n"
    }
    let moving = exogenous.filter { one in one.path.contains { $0 != one.path[0] } }
    if !moving.isEmpty {
      text += "\nshocks;\n"
      for one in moving { text += shock(one) }
      text += "end;\n"
    }
    return text + "\nperfect_foresight_setup(periods = \(years.count));\n" + Self.solving
  }

  /// Dynare's own solver, called for one period at a time: with a start in the base year's values, its
  /// Newton steps lose their way in late years.
  private static let solving = """

    // Nothing looks ahead, so each period is solved after the one before it, from its values. The
    // statement that is not run tells Dynare which derivatives its solver will need.
    verbatim;
    if false
    end;
    perfect_foresight_solver;
    verbatim;
    end
    options_.dynatol.f = 1e-11;
    options_.dynatol.x = 1e-11;
    path = oo_.endo_simul;
    given = oo_.exo_simul;
    one_period = options_;
    one_period.periods = 1;
    one_period.verbosity = 0;
    for period = 1:options_.periods
      window = period:(period + M_.maximum_lag);
      oo_.endo_simul = path(:, window);
      if M_.maximum_lag > 0, oo_.endo_simul(:, end) = oo_.endo_simul(:, 1); end
      oo_.exo_simul = given(window, :);
      oo_ = perfect_foresight_solver_core(M_, one_period, oo_);
      if ~oo_.deterministic_simulation.status, error('No solution in period %d.', period); end
      path(:, window(end)) = oo_.endo_simul(:, end);
    end
    oo_.endo_simul = path;
    oo_.exo_simul = given;
    end;

    """

  private func assignment(_ name: String, _ value: Double) -> String {
    "\(name) = \(DynareExpressionPrinter.number(value));"
  }

  /// A path, equal values of neighbouring periods together.
  private func shock(_ one: Exogenous) -> String {
    var periods: [String] = []
    var values: [String] = []
    var first = 0
    for period in one.path.indices {
      let isLast = period + 1 == one.path.count
      guard isLast || one.path[period + 1] != one.path[period] else { continue }
      periods.append(first == period ? "\(period + 1)" : "\(first + 1):\(period + 1)")
      // Brackets: Dynare reads a list of numbers, and a sign within it as part of a sum.
      let value = DynareExpressionPrinter.number(one.path[period])
      values.append(value.hasPrefix("-") ? "(\(value))" : value)
      first = period + 1
    }
    return """
      var \(one.entry.name); periods \(periods.joined(separator: " "));
      values \(values.joined(separator: " "));

      """
  }
}
