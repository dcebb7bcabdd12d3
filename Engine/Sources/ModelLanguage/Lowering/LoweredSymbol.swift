import Quantities

/// A symbol while its elements and values are being found.
struct LoweredSymbol {
  enum Progress {
    case untouched, underway, done, failed
  }

  enum State: UInt8 {
    /// Given by a formula that has not been evaluated.
    case formula
    case underway
    case known
    case calibrated
    case failed
  }

  var progress = Progress.untouched
  var layout = Layout(sets: [], sizes: [])
  /// Values of a parameter, or of an exogenous symbol in years without data.
  var values: [Double] = []
  var states: [State] = []
  /// Exogenous values by year, for cells that have them.
  var series: [Int: [Int: Double]] = [:]
  /// The table that gave these.
  var datedTable: DatedTable?
  /// The cells whose value was set from outside.
  var overridden: Set<Int> = []
  /// What data says about it.
  var unit: String?
  var status: Status?
  var source: String?
  /// The first cell in the numbering of the model.
  var firstCell = 0
}
