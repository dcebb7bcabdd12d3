import Foundation
import Quantities

/// A whole run in memory: its manifest and every series.
public struct StoredRun: Sendable {
  /// How it came about.
  public let manifest: RunManifest
  /// Every cell of every symbol, in the order stored.
  public let series: [StoredSeries]
  private let position: [Key: Int]

  private struct Key: Hashable {
    let variable: String
    let dimensions: Dimensions
  }

  /// Gathers a run.
  public init(manifest: RunManifest, series: [StoredSeries]) {
    self.manifest = manifest
    self.series = series
    position = Dictionary(
      series.enumerated().map { (Key(variable: $1.variable, dimensions: $1.dimensions), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The series of one cell, if the run has it.
  public func series(
    of variable: String, at dimensions: Dimensions = Dimensions()
  ) -> StoredSeries? {
    position[Key(variable: variable, dimensions: dimensions)].map { series[$0] }
  }
}

/// What a list of runs shows of each.
public struct RunSummary: Sendable, Equatable {
  /// The run's id.
  public let id: String
  /// The scenario's name.
  public let scenario: String
  /// The run it is a change to.
  public let parentRunID: String?
  /// When it was solved.
  public let created: Date
  /// The years solved.
  public let years: ClosedRange<Int>
  /// Whether it converged in every year and its checks hold.
  public let isVerified: Bool
  /// How many series it holds.
  public let seriesCount: Int
}

/// What became of a run handed to the store.
public enum StoreOutcome: Sendable, Equatable {
  /// It was written.
  case stored
  /// The same run with the same numbers was there; nothing was written but that it is the latest.
  case alreadyThere
  /// The same inputs had given other numbers, and those were replaced as asked.
  case replaced
}
