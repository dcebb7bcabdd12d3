import Quantities
import Reporting
import SocialAccounting

/// What balancing a matrix changed, ranked by share.
public struct BalancingReport: Sendable {
  /// The balanced matrix and how it came about.
  public let result: BalancingResult
  /// The changes, the largest share first.
  public let adjustments: [CellAdjustment]

  /// Balances a matrix and ranks what changed.
  /// - Throws: ``AssessmentError/infeasible(_:)`` when no solution exists or none was found,
  ///   ``AssessmentError/badInput(_:)`` for a problem that is not stated properly.
  public init(
    _ problem: BalancingProblem, by method: BalancingMethod, tolerance: Double = 1e-12
  ) throws {
    do {
      result = try problem.balanced(by: method, tolerance: tolerance)
    } catch {
      throw error.isInfeasibility
        ? AssessmentError.infeasible("\(error)") : AssessmentError.badInput("\(error)")
    }
    adjustments = result.adjustments(of: problem.prior)
  }

  /// One line on what was done.
  public var summary: String {
    let changed = "\(adjustments.count) cells changed"
    let total = adjustments.reduce(0) { $0 + $1.change.magnitude }
    return
      "Balanced by \(result.method.name) in \(result.iterations) \(result.method.iterationName): largest gap \(NumberText.significant(result.largestGap, digits: 2)) of the largest total; \(changed), by \(NumberText.significant(total)) in all."
  }

  /// What the reader must know beside it, each a sentence.
  public var warnings: [String] {
    var warnings: [String] = []
    func list(_ cells: [BalancingResult.Cell]) -> String {
      cells.prefix(5).map { "\($0.column) to \($0.row)" }.joined(separator: ", ")
        + (cells.count > 5 ? " and \(cells.count - 5) more" : "")
    }
    if result.status == .boundary {
      warnings.append(
        "The sums can only be met with these payments at zero: \(list(result.zeroed)). This is the limit that scaling approaches and never reaches; check the totals and zeros around them."
      )
    } else if !result.zeroed.isEmpty {
      warnings.append("These payments became zero: \(list(result.zeroed)).")
    }
    if !result.signFlips.isEmpty {
      warnings.append("These payments changed their sign: \(list(result.signFlips)).")
    }
    return warnings
  }

  /// The adjustments as records.
  public var adjustmentTable: RecordTable {
    RecordTable(
      columns: ["rank", "row", "column", "before", "after", "change", "relativeChange", "share"],
      rows: adjustments.enumerated().map { position, adjustment in
        [
          .number(Double(position + 1)), .text(adjustment.cell.row), .text(adjustment.cell.column),
          .number(adjustment.before), .number(adjustment.after), .number(adjustment.change),
          .number(adjustment.relativeChange), .number(adjustment.share),
        ]
      })
  }

  /// The sums as records, those that had to be pulled hardest first.
  public var sumTable: RecordTable {
    let ranked = result.sums.enumerated().sorted {
      (-$0.element.multiplier.magnitude, $0.offset) < (-$1.element.multiplier.magnitude, $1.offset)
    }
    return RecordTable(
      columns: ["sum", "name", "target", "error", "before", "after", "multiplier"],
      rows: ranked.map { _, sum in
        [
          .text(sum.constraint.kind), .text(sum.constraint.label), .number(sum.target.value),
          .number(sum.target.error), .number(sum.before), .number(sum.after),
          .number(sum.multiplier),
        ]
      })
  }

  /// Everything, for programs.
  public var json: JSONValue {
    func cells(_ cells: [BalancingResult.Cell]) -> JSONValue {
      .array(cells.map { ["row": .string($0.row), "column": .string($0.column)] })
    }
    return [
      "status": .string(result.status.rawValue), "method": .string(result.method.name),
      "iterations": .number(Double(result.iterations)), "largestGap": .number(result.largestGap),
      "sums": sumTable.json, "adjustments": adjustmentTable.json,
      "zeroed": cells(result.zeroed), "signFlips": cells(result.signFlips),
    ]
  }
}

extension BalancingMethod {
  fileprivate var iterationName: String {
    switch self {
    case .ras, .gras: "sweeps"
    case .crossEntropy, .leastSquares: "steps"
    }
  }
}
