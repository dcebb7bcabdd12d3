import Equations
import Testing

@Suite("Structure of systems") struct StructureTests {
  @Test("A matching repairs greedy choices along a long path") func longPath() {
    // Row i holds unknowns i and i + 1; the last row holds only unknown 0.
    let size = 3000
    var rows = (0..<(size - 1)).map { [$0, $0 + 1] }
    rows.append([0])
    let incidence = Incidence(unknownCount: size, unknownsOfRow: rows)
    let matching = Matching(maximumOf: incidence, hints: (0..<(size - 1)).map { $0 } + [nil])
    #expect(matching.isPerfect)
    #expect(matching.unknownOfRow[size - 1] == 0)
    let order = BlockOrdering(incidence: incidence, matching: matching)
    #expect(order.blocks.count == size)
    #expect(order.blocks.first == [size - 1])
  }

  @Test("A row without a hint takes a free unknown rather than one that another row determines")
  func freeUnknown() {
    let incidence = Incidence(unknownCount: 2, unknownsOfRow: [[0, 1], [0, 1]])
    #expect(Matching(maximumOf: incidence, hints: [0, nil]).unknownOfRow == [0, 1])
    #expect(Matching(maximumOf: incidence, hints: [nil, 0]).unknownOfRow == [1, 0])
  }

  @Test("A cycle is one block, and what it needs comes first") func blocks() {
    let incidence = Incidence(
      unknownCount: 4, unknownsOfRow: [[0, 1, 3], [0, 1], [2], [2, 3]])
    let matching = Matching(maximumOf: incidence)
    #expect(matching.isPerfect)
    let order = BlockOrdering(incidence: incidence, matching: matching)
    #expect(order.blocks == [[2], [3], [0, 1]])
  }

  @Test("A missing equation names the unknown that nothing determines") func underdetermined() {
    let incidence = Incidence(unknownCount: 3, unknownsOfRow: [[0], [0, 1, 2]])
    let matching = Matching(maximumOf: incidence, hints: [0, 1])
    let error = StructuralError(
      incidence: incidence, matching: matching,
      nameOfUnknown: { ["output", "imports", "importPrice[oil]"][$0] },
      nameOfRow: { ["production", "trade"][$0] })
    #expect(error.undetermined == ["importPrice[oil]"])
    #expect(error.underdeterminedEquations == ["trade"])
    #expect(
      error.description.hasPrefix(
        "2 equations, 3 unknowns: nothing determines `importPrice[oil]`."))
  }

  @Test("A part with too many equations and a part with too few are both named") func both() {
    let incidence = Incidence(unknownCount: 3, unknownsOfRow: [[0], [0], [1, 2]])
    let matching = Matching(maximumOf: incidence)
    let parts = CoarseDecomposition(incidence: incidence, matching: matching)
    #expect(parts.overdeterminedRows == [0, 1])
    #expect(parts.overdeterminedUnknowns == [0])
    #expect(parts.underdeterminedUnknowns == [1, 2])
    #expect(parts.underdeterminedRows == [2])
  }
}
