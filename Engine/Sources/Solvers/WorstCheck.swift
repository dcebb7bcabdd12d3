import Equations

/// Whether a check's residual is worse than another; not a number is the worst there is.
func isWorse(_ residual: Double, than other: Double) -> Bool {
  !other.isNaN && (residual > other || residual.isNaN)
}

/// The member of a family of checks that is furthest from holding.
struct WorstCheck {
  let family: Int
  /// The check's position in the model.
  let row: Int
  /// The difference of its sides relative to its scale.
  let residual: Double

  /// Says it with names.
  func report(_ model: EquationModel, year: Int) -> CheckReport {
    CheckReport(
      year: year, family: family, name: model.families[family].name, residual: residual,
      worst: model.label(ofCheck: row))
  }
}

extension [CompiledSystem.CompiledCheck] {
  /// The worst member of each family, in the order of the model.
  /// - Parameter value: The value in a slot.
  func worst(_ model: EquationModel, value: (Int) -> Double) -> [WorstCheck] {
    var found: [WorstCheck] = []
    var positionOfFamily = [Int](repeating: -1, count: model.families.count)
    for check in self {
      let left = value(check.left)
      let right = value(check.right)
      let difference = (left - right).magnitude
      // A declared scale is the only entry; otherwise the sides count with all their terms.
      var scale =
        model.checks[check.row].scale == nil ? Swift.max(left.magnitude, right.magnitude) : 0
      for slot in check.scales { scale = Swift.max(scale, value(slot).magnitude) }
      let member = WorstCheck(
        family: model.checks[check.row].family, row: check.row,
        residual: difference == 0 ? 0 : difference / scale)
      let position = positionOfFamily[member.family]
      if position < 0 {
        positionOfFamily[member.family] = found.count
        found.append(member)
      } else if isWorse(member.residual, than: found[position].residual) {
        found[position] = member
      }
    }
    return found
  }
}
