import LinearAlgebra

/// What is lost, in all sectors, if a group of sectors no longer bought, sold, or existed.
public struct HypotheticalExtraction: Sendable, Equatable {
  /// How the group is taken out.
  public enum Kind: String, Sendable, CaseIterable {
    /// Its purchases, sales and final demand end: rows and columns of `A` and its final demand are zero.
    case total
    /// It buys from no sector at home: its columns of `A` are zero.
    case backward
    /// It sells to no sector: its rows of `B` are zero.
    case forward
  }

  /// The group.
  public let sectors: [String]
  /// How it is taken out.
  public let kind: Kind
  /// Output of every sector before.
  public let before: [Double]
  /// Output of every sector without it.
  public let after: [Double]

  /// The output lost, sector by sector.
  public var losses: [Double] { zip(before, after).map { $0 - $1 } }
  /// All output lost.
  public var loss: Double { losses.reduce(0, +) }
  /// All output lost, as a share of all output.
  public var share: Double { loss / before.reduce(0, +) }
}

extension GhoshModel {
  /// Takes a group of sectors `K` out of the table.
  ///
  /// With `L = (I − A)⁻¹`, no system but one of the group's size is solved anew:
  ///
  /// - total: `x − L[·,K] L[K,K]⁻¹ x[K]`,
  /// - backward: `x − (L[·,K] − I[·,K]) L[K,K]⁻¹ x[K]`,
  /// - forward, with `G = (I − B)⁻¹`: `x′ − x′[K] G[K,K]⁻¹ (G[K,·] − I[K,·])`.
  ///
  /// - Throws: ``InputOutputError`` for unknown or repeated sectors.
  /// - SeeAlso: Miller and Blair (2009), section 12.2.6; Dietzenbacher, van der Linden and Steenge
  ///   (1993), *The regional extraction method*, Economic Systems Research 5(2).
  public func extraction(
    of sectors: [String], _ kind: HypotheticalExtraction.Kind
  ) throws(InputOutputError) -> HypotheticalExtraction {
    var group: [Int] = []
    for sector in sectors {
      let position = try leontief.position(of: sector)
      if group.contains(position) { throw .repeatedAccount(sector) }
      group.append(position)
    }
    var lines: [[Double]] = []
    for position in group {
      lines.append(try kind == .forward ? row(position) : leontief.column(position))
    }
    // The block [K, K]: of columns of L as it stands, of rows of G transposed.
    var block = DenseMatrix(rows: group.count, columns: group.count)
    for (first, line) in lines.enumerated() {
      for (second, position) in group.enumerated() { block[second, first] = line[position] }
    }
    let weights: [Double]
    do {
      weights = try block.solve(group.map { output[$0] })
    } catch {
      throw .closed(accounts: sectors)
    }
    var after = output
    for (line, (position, weight)) in zip(lines, zip(group, weights)) {
      for other in after.indices {
        let own = kind != .total && other == position ? 1.0 : 0
        after[other] -= weight * (line[other] - own)
      }
    }
    if kind == .total { for position in group { after[position] = 0 } }
    return HypotheticalExtraction(sectors: sectors, kind: kind, before: output, after: after)
  }
}
