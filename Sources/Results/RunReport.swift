import Quantities

/// How the solver fared in one year of a run.
public struct YearReport: Codable, Sendable, Equatable {
  /// The year.
  public var year: Int
  /// Whether it reached its tolerance.
  public var converged: Bool
  /// Newton steps taken, over all blocks.
  public var iterations: Int
  /// The largest scaled residual left.
  public var largestResidual: Double
  /// The equation that holds least well.
  public var worstEquation: String
  /// What the solver said when it stopped early; nil when it did not.
  public var message: String?

  /// Creates a report.
  public init(
    year: Int, converged: Bool, iterations: Int, largestResidual: Double, worstEquation: String,
    message: String? = nil
  ) {
    self.year = year
    self.converged = converged
    self.iterations = iterations
    self.largestResidual = largestResidual
    self.worstEquation = worstEquation
    self.message = message
  }
}

/// A statement a run was held to, at the year and place where it holds least well.
public struct CheckResult: Codable, Sendable, Equatable {
  /// The check's name in the model text, or the program's own.
  public var name: String
  /// The year in which the residual is largest; nil for a check of no particular year.
  public var year: Int?
  /// Elements or words that say where, such as `product=oil`; empty when there is one place only.
  public var place: String
  /// The largest residual, relative to the check's scale.
  public var residual: Double
  /// What it may be.
  public var tolerance: Double

  /// Creates a result.
  public init(
    name: String, year: Int? = nil, place: String = "", residual: Double, tolerance: Double
  ) {
    self.name = name
    self.year = year
    self.place = place
    self.residual = residual
    self.tolerance = tolerance
  }

  /// Whether the residual is within the tolerance; false when it is not a number.
  public var holds: Bool { residual.magnitude <= tolerance }
}

/// A number taken from elsewhere or assumed, on which results rest.
public struct Assumption: Codable, Sendable, Equatable {
  /// The parameter or path.
  public var name: String
  /// Its value, or its range over elements and years, as text.
  public var value: String
  /// Its unit.
  public var unit: String
  /// Borrowed, illustrative or estimated.
  public var status: Status
  /// Where it is from, or why it was chosen.
  public var source: String

  /// Creates an assumption.
  public init(name: String, value: String, unit: String = "", status: Status, source: String) {
    self.name = name
    self.value = value
    self.unit = unit
    self.status = status
    self.source = source
  }
}
