import Calibration
import Quantities
import Results
import Scenarios
import Solvers

/// How much of a scenario's effect each of its measures accounts for, by solving every set of them.
///
/// A measure is a group of levers: those that the scenario's `measures` put together, and every
/// other lever or override by itself. In a set, the levers of the measures left out keep the path of
/// the run that the scenario is compared with; everything else in the scenario stays as it is.
public struct MeasureAttribution: Sendable {
  /// One number of the two runs and how it is shared out.
  public struct Share: Sendable {
    /// The variable.
    public let variable: String
    /// The part of its effect; nil for the whole, and always but for jobs.
    public let part: JobsPart?
    /// The year.
    public let year: Int
    /// The unit.
    public let unit: String
    /// What the scenario's choices of closure and its equations changed by hand do by themselves.
    public let closure: Double
    /// What the measures do on top of that.
    public let measures: ShapleyValues
    /// The scenario's value less the value of the run it is compared with.
    public let total: Double
  }

  /// The measures by name, in the order of every ``ShapleyValues``.
  public let measures: [String]
  /// Each variable, and of jobs each part, in every year.
  public let shares: [Share]

  /// The most measures that are told apart: 255 sets to solve beside the scenario itself.
  public static let mostMeasures = 8
  /// What is shared out where nothing else is asked for.
  public static let usualVariables = ["employmentJobs", "gdpReal", "emissionsNet", "debtRatio"]

  /// Solves every set of measures and shares out what the scenario changes.
  ///
  /// - Parameters:
  ///   - atHand: The scenario's run, and the model it was solved with.
  ///   - base: The run of an ancestor.
  ///   - variables: Scalars, or variables whose sum means something.
  ///   - years: The years wanted; nil for all.
  ///   - progress: Told how many sets are solved of how many.
  /// - Throws: ``AssessmentError``, or what solving a scenario throws.
  public init(
    of atHand: RunAtHand, beside base: StoredRun,
    variables: [String] = MeasureAttribution.usualVariables, years wanted: Set<Int>? = nil,
    progress: ((Int, Int) -> Void)? = nil
  ) throws {
    let package = try MeasurePackage(atHand, base: base)
    let count = package.measures.count
    guard count <= MeasureAttribution.mostMeasures else {
      throw AssessmentError.usage(
        "\(atHand.run.manifest.identity.scenario) has \(count) measures (\(package.measures.map(\.name).joined(separator: ", "))), which would take \((1 << count) - 1) runs; at most \(MeasureAttribution.mostMeasures) are told apart. Put levers together with the key \"measures\" of the scenario file."
      )
    }
    let system = variables.contains("employmentJobs") ? try SupplySystem(atHand.model) : nil
    let years = package.years.filter { wanted?.contains($0) != false }
    guard !years.isEmpty else {
      throw AssessmentError.usage(
        "The runs have none of the years asked for: they differ from \(package.years.lowerBound) to \(package.years.upperBound)."
      )
    }
    let reader = EffectReader(base: base, variables: variables, years: years, system: system)
    let stored = try reader.effects(of: atHand.run)
    var effects: [[EffectReader.Effect]] = []
    for set in 0..<(1 << count) {
      effects.append(try reader.effects(of: package.solve(set)))
      progress?(set + 1, 1 << count)
    }
    try MeasureAttribution.requireSame(stored, effects[effects.count - 1], atHand.run)
    // The whole scenario is the stored run, so that shares add up to what other commands show.
    effects[effects.count - 1] = stored
    measures = package.measures.map(\.name)
    shares = stored.indices.map { position in
      let effect = stored[position]
      return Share(
        variable: effect.variable, part: effect.part, year: effect.year, unit: effect.unit,
        closure: effects[0][position].value,
        measures: ShapleyValues(values: effects.map { $0[position].value }), total: effect.value)
    }
  }

  /// Whether the scenario solved again is the stored run.
  private static func requireSame(
    _ stored: [EffectReader.Effect], _ solved: [EffectReader.Effect], _ run: StoredRun
  ) throws(AssessmentError) {
    for (known, found) in zip(stored, solved)
    where !((known.value - found.value).magnitude <= 1e-7 * known.level.magnitude) {
      throw .usage(
        "\(run.manifest.runID) solved again gives \(known.variable) a difference of \(found.value) in \(known.year) and not the stored \(known.value). A scenario between it and the run it is compared with has changed or has targets; compare with its parent by --base, or solve it again with jtam run."
      )
    }
  }
}

/// Reads effects beside a run, in a fixed order.
struct EffectReader {
  /// The difference of a variable, or of a part of it, in a year.
  struct Effect {
    let variable: String
    let part: JobsPart?
    let year: Int
    let unit: String
    let value: Double
    /// The variable's value in the base.
    let level: Double
  }

  let base: StoredRun
  let variables: [String]
  let years: [Int]
  /// Not nil where jobs are told apart by part.
  let system: SupplySystem?

  func effects(of run: StoredRun) throws -> [Effect] {
    var result: [Effect] = []
    for variable in variables {
      guard let series = run.series(of: variable), let reference = base.series(of: variable) else {
        throw AssessmentError.usage(
          "\(run.manifest.runID) has no \(variable) that is one number a year: "
            + NearestName.hint(
              for: variable,
              among: Set(run.series.filter(\.dimensions.pairs.isEmpty).map(\.variable))))
      }
      for year in years {
        guard let value = series.value(in: year), let level = reference.value(in: year) else {
          throw AssessmentError.usage("\(variable) has no value in \(year).")
        }
        result.append(
          Effect(
            variable: variable, part: nil, year: year, unit: series.unit, value: value - level,
            level: level))
      }
    }
    guard let system else { return result }
    let jobs = try JobsDecomposition(of: run, beside: base, system: system)
    for year in years {
      guard let account = jobs[year] else { continue }
      for part in JobsPart.allCases {
        result.append(
          Effect(
            variable: "employmentJobs", part: part, year: year, unit: jobs.unit,
            value: account.total(of: part),
            level: base.series(of: "employmentJobs")?.value(in: year) ?? 0))
      }
    }
    return result
  }
}
