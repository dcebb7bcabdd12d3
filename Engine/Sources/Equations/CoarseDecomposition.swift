/// The parts of a system that have too many or too few equations.
///
/// - SeeAlso: Dulmage and Mendelsohn (1958); Pothen and Fan (1990), *Computing the block triangular
///   form of a sparse matrix*, ACM TOMS 16(4).
public struct CoarseDecomposition: Sendable, Equatable {
  /// Unknowns in the part with more unknowns than equations.
  public let underdeterminedUnknowns: [Int]
  /// Equations of that part.
  public let underdeterminedRows: [Int]
  /// Equations in the part with more equations than unknowns.
  public let overdeterminedRows: [Int]
  /// Unknowns of that part.
  public let overdeterminedUnknowns: [Int]
  /// Unknowns that found no partner.
  public let freeUnknowns: [Int]
  /// Equations that found no partner.
  public let freeRows: [Int]

  /// Finds the parts from a maximum matching.
  public init(incidence: Incidence, matching: Matching) {
    let rowsOfUnknown = incidence.rowsOfUnknown
    freeUnknowns = matching.rowOfUnknown.indices.filter { matching.rowOfUnknown[$0] < 0 }
    freeRows = matching.unknownOfRow.indices.filter { matching.unknownOfRow[$0] < 0 }

    var underUnknowns = Set(freeUnknowns)
    var underRows: Set<Int> = []
    var pending = freeUnknowns
    while let unknown = pending.popLast() {
      for row in rowsOfUnknown[unknown] where underRows.insert(row).inserted {
        let partner = matching.unknownOfRow[row]
        if partner >= 0 && underUnknowns.insert(partner).inserted { pending.append(partner) }
      }
    }
    var overRows = Set(freeRows)
    var overUnknowns: Set<Int> = []
    pending = freeRows
    while let row = pending.popLast() {
      for unknown in incidence.unknownsOfRow[row] where overUnknowns.insert(unknown).inserted {
        let partner = matching.rowOfUnknown[unknown]
        if partner >= 0 && overRows.insert(partner).inserted { pending.append(partner) }
      }
    }
    underdeterminedUnknowns = underUnknowns.sorted()
    underdeterminedRows = underRows.sorted()
    overdeterminedRows = overRows.sorted()
    overdeterminedUnknowns = overUnknowns.sorted()
  }
}
