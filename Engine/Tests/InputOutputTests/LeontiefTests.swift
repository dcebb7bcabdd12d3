import LinearAlgebra
import SocialAccounting
import Testing

@testable import InputOutput

@Suite("The Leontief model")
struct LeontiefTests {
  @Test("Miller and Blair's two sectors: coefficients, inverse and the outputs of a new demand")
  func millerBlair() throws {
    let table = try Tables.millerBlair()
    let model = try table.model()
    #expect(
      model.coefficients == .dense(DenseMatrix(rowByRow: [[0.15, 0.25], [0.20, 0.05]])))
    // Exactly, (I − A)⁻¹ = [[0.95, 0.25], [0.20, 0.85]] / 0.7575.
    let exact = [0.95, 0.20, 0.25, 0.85].map { $0 / 0.7575 }
    #expect(difference(try model.inverse().storage, exact) < 1e-15)
    // Printed on page 22: 1.254, 0.330, 0.264 and 1.122; outputs 1247.5 and 1841.6.
    #expect(difference(exact, [1.254, 0.264, 0.330, 1.122]) <= 0.0005)
    let outputs = try model.outputs(meeting: [600, 1500])
    #expect(difference(outputs, [1247.5, 1841.6]) <= 0.05)
    #expect(difference(outputs, [945 / 0.7575, 1395 / 0.7575]) < 1e-11)
  }

  @Test(
    "Miller and Blair's closed model: type II multipliers are those of the three-sector inverse")
  func closedModel() throws {
    let model = try Tables.millerBlair().model()
    let closure = HouseholdClosure(incomes: [0.3, 0.25], consumption: [0.05, 0.40])
    // Households also buy 0.05 of their own labour, which the closure leaves inside their income.
    let scaled = HouseholdClosure(
      incomes: closure.incomes.map { $0 / 0.95 }, consumption: closure.consumption)
    let output = try model.multipliers(of: [1, 1], closure: scaled)
    #expect(difference(output.map(\.simple), [1.518, 1.452]) <= 0.0005)
    #expect(difference(output.compactMap(\.total), [1.892, 1.773]) <= 0.001)
    let all = try model.multipliers(of: [1, 1], closure: scaled, householdIntensity: 1)
    #expect(difference(all.compactMap(\.total), [2.462, 2.262]) <= 0.001)
    let income = try model.multipliers(of: [0.3, 0.25], closure: scaled)
    #expect(difference(income.map(\.simple), [0.442, 0.379]) <= 0.001)
    #expect(difference(income.compactMap(\.typeI), [1.47, 1.52]) <= 0.01)
    // The same from the inverse of the matrix with households as a third sector.
    let closed = try LeontiefModel(
      accounts: ["agriculture", "manufacturing", "households"],
      coefficients: .dense(
        DenseMatrix(rowByRow: [[0.15, 0.25, 0.05], [0.2, 0.05, 0.4], [0.3, 0.25, 0.05]])))
    let inverse = try closed.inverse()
    // Printed in section 2.5.
    #expect(
      difference(
        inverse.storage, [1.365, 0.527, 0.570, 0.425, 1.348, 0.489, 0.251, 0.595, 1.289]) <= 0.0006)
    let truncated = (0..<2).map { inverse[0, $0] + inverse[1, $0] }
    #expect(difference(output.compactMap(\.total), truncated) < 1e-14)
    let whole = (0..<2).map { truncated[$0] + inverse[2, $0] }
    #expect(difference(all.compactMap(\.total), whole) < 1e-14)
  }

  @Test("Germany 1990: the Eurostat manual's output, value added and employment multipliers")
  func germany() throws {
    let table = try Tables.germany()
    let model = try table.model()
    let output = try model.multipliers(of: [Double](repeating: 1, count: 6))
    #expect(
      difference(output.map(\.simple), [1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782]) <= 0.0001)
    let valueAdded = try model.requirements(
      of: table.intensities(of: [21664, 395022, 115624, 311407, 415426, 365017]))
    #expect(
      difference(valueAdded, [0.8450, 0.7647, 0.8615, 0.9019, 0.9393, 0.9199]) <= 0.00006)
    let employment = try model.requirements(
      of: table.intensities(of: [1096, 8381, 3236, 9251, 4258, 10206]))
    #expect(
      difference(employment, [0.0326, 0.0162, 0.0207, 0.0237, 0.0112, 0.0242]) <= 0.00006)
  }

  @Test(
    "Prices that cover value added are one, and a dearer primary input raises them by its content")
  func prices() throws {
    let table = try Tables.millerBlair()
    let model = try table.model()
    let valueAdded = try table.intensities(of: table.primaryInput("value added"))
    #expect(difference(try model.requirements(of: valueAdded), [1, 1]) < 1e-15)
    let dearer = try model.requirements(of: [valueAdded[0] + 0.1, valueAdded[1]])
    #expect(difference(dearer, [1 + 0.1 * 0.95 / 0.7575, 1 + 0.1 * 0.25 / 0.7575]) < 1e-15)
  }

  @Test("Initial, direct and indirect effects add up, and the parts are those of the power series")
  func parts() throws {
    let model = try Tables.random(24, seed: 7).model()
    let intensities = (0..<24).map { 0.1 + Double($0) }
    var round = intensities
    var later = [Double](repeating: 0, count: 24)
    round = model.coefficients.transposedTimes(round)
    let first = round
    for _ in 0..<400 {
      round = model.coefficients.transposedTimes(round)
      for sector in later.indices { later[sector] += round[sector] }
    }
    let found = try model.multipliers(of: intensities)
    #expect(difference(found.map(\.direct), first) == 0)
    #expect(difference(found.map(\.indirect), later) < 1e-11)
  }

  @Test("A sparse table has the outputs and requirements of the same table kept whole")
  func sparse() throws {
    let table = try Tables.random(60, seed: 3)
    guard case .dense(let whole) = table.coefficients else { return }
    var entries: [(row: Int, column: Int, value: Double)] = []
    table.coefficients.forEachCell { entries.append(($0, $1, $2)) }
    let matrix = SparseMatrix(rows: 60, columns: 60, entries: entries)
    let demand = (0..<60).map { Double($0 % 7) }
    let dense = try LeontiefModel(accounts: table.sectors, coefficients: .dense(whole))
    let sparse = try LeontiefModel(accounts: table.sectors, coefficients: .sparse(matrix))
    let rounds = RoundedRequirements(matrix)
    let outputs = try dense.outputs(meeting: demand)
    let needs = try dense.requirements(of: demand)
    #expect(difference(try sparse.outputs(meeting: demand), outputs) < 1e-12)
    #expect(difference(try sparse.requirements(of: demand), needs) < 1e-12)
    #expect(difference(try rounds.solve(demand), outputs) < 1e-12)
    #expect(difference(try rounds.solveTransposed(demand), needs) < 1e-12)
  }

  @Test("Twenty thousand sectors are solved without a dense matrix, to the last digits")
  func large() throws {
    let size = 20_000
    var generator = Tables.Generator(state: 11)
    var entries: [(row: Int, column: Int, value: Double)] = []
    for column in 0..<size {
      for _ in 0..<10 {
        entries.append((Int(generator.next() * Double(size)), column, 0.08 * generator.next()))
      }
    }
    let matrix = SparseMatrix(rows: size, columns: size, entries: entries)
    let model = try LeontiefModel(
      accounts: (0..<size).map { "s\($0)" }, coefficients: .sparse(matrix))
    let demand = (0..<size).map { Double($0 % 5) }
    let outputs = try model.outputs(meeting: demand)
    let bought = matrix.times(outputs)
    let residual = outputs.indices.map { outputs[$0] - bought[$0] - demand[$0] }
    #expect(residual.reduce(0) { max($0, $1.magnitude) } < 1e-13)
    // What one side says of jobs, the other side says too: s′ x = m′ f.
    let intensities = (0..<size).map { 1 + Double($0 % 3) }
    let needs = try model.requirements(of: intensities)
    let (made, needed) = (dot(intensities, outputs), dot(needs, demand))
    #expect((made - needed).magnitude < 1e-12 * made)
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test("Accounts in another order, and in another unit, have the same multipliers")
  func invariance() throws {
    let sectors = ["a", "b", "c"]
    let flows: [[Double]] = [[10, 20, 5], [30, 5, 0], [0, 12, 9]]
    let output: [Double] = [90, 120, 60]
    let plain = try Tables.table(sectors, flows, output: output).model()
    let order = [2, 0, 1]
    let turned = try Tables.table(
      order.map { sectors[$0] }, order.map { row in order.map { flows[row][$0] } },
      output: order.map { output[$0] }
    ).model()
    let scaled = try Tables.table(
      sectors, flows.map { $0.map { $0 * 1e6 } }, output: output.map { $0 * 1e6 }
    ).model()
    let expected = try plain.requirements(of: [1, 1, 1])
    let found = try turned.requirements(of: [1, 1, 1])
    #expect(difference(found, order.map { expected[$0] }) < 1e-14)
    #expect(difference(try scaled.requirements(of: [1, 1, 1]), expected) < 1e-14)
  }

  @Test("Footprints of final users add up to all there is")
  func footprints() throws {
    let table = try Tables.random(12, seed: 5)
    let emissions = (0..<12).map { Double($0 * $0) }
    let intensities = try LabelledMatrix(
      rows: ["CO2", "value added"], columns: table.sectors,
      values: table.intensities(of: emissions)
        + table.intensities(of: table.primaryInput("value added")))
    let footprints = try Footprints(
      table.model(), intensities: intensities, demand: table.finalDemand)
    #expect((footprints.byUser[0, 0] - emissions.reduce(0, +)).magnitude < 1e-10)
    #expect((footprints.byUser[1, 0] - table.finalDemand.total).magnitude < 1e-12 * 100)
    #expect(footprints.requirements.rows == ["CO2", "value added"])
  }
}

@Suite("Tables that are not productive")
struct ProductivityTests {
  private func model(_ coefficients: [[Double]]) throws(InputOutputError) {
    _ = try LeontiefModel(
      accounts: (0..<coefficients.count).map { "s\($0)" },
      coefficients: .dense(DenseMatrix(rowByRow: coefficients)))
  }

  @Test("A sector whose inputs cost more than its output is named, with its column sum")
  func costly() throws {
    #expect {
      try model([[0.5, 0.9], [0.9, 0.2]])
    } throws: { error in
      guard case InputOutputError.notProductive("s0", let sum, _) = error else { return false }
      return sum == 1.4 && "\(error)".contains("Hawkins-Simon")
    }
  }

  @Test("Columns above one are no fault where the whole table is productive")
  func unitsOfMeasure() throws { try model([[0, 2], [0.1, 0.3]]) }

  @Test("A table through which nothing leaks is refused")
  func closed() {
    #expect(throws: InputOutputError.closed(accounts: ["s0", "s1"])) {
      try model([[0.5, 0.5], [0.5, 0.5]])
    }
  }

  @Test("A table that needs more than it makes is refused kept sparse too")
  func sparse() throws {
    let matrix = SparseMatrix(
      rows: 2, columns: 2, entries: [(0, 1, 2.0), (1, 0, 1.0), (0, 0, 0.1)])
    #expect(throws: InputOutputError.self) {
      try LeontiefModel(accounts: ["a", "b"], coefficients: .sparse(matrix))
    }
  }

  @Test("No output with inputs, no output at all, a negative total and a gap are four errors")
  func outputs() throws {
    let none: [[Double]] = [[0, 0], [5, 10]]
    #expect(throws: InputOutputError.zeroOutput(account: "a", inputs: 5)) {
      _ = try InputOutputTable(
        sectors: ["a", "b"], flows: .dense(DenseMatrix(rowByRow: none)),
        finalDemand: LabelledMatrix(rows: ["a", "b"], columns: ["f"], values: [0, 15]),
        primaryInputs: LabelledMatrix(rows: ["v"], columns: ["a", "b"], values: [0, 20]))
    }
    #expect(throws: InputOutputError.idleAccount("a")) {
      try Tables.table(["a", "b"], [[0, 0], [0, 10]], output: [0, 30])
    }
    #expect(throws: InputOutputError.negativeOutput(account: "a", value: -3)) {
      try Tables.table(["a", "b"], [[0, 0], [0, 10]], output: [-3, 30])
    }
    #expect(throws: InputOutputError.unbalanced(account: "b", sales: 30, costs: 35)) {
      _ = try InputOutputTable(
        sectors: ["a", "b"], flows: .dense(DenseMatrix(rowByRow: [[1, 5], [5, 10]])),
        finalDemand: LabelledMatrix(rows: ["a", "b"], columns: ["f"], values: [4, 15]),
        primaryInputs: LabelledMatrix(rows: ["v"], columns: ["a", "b"], values: [4, 20]))
    }
  }

  @Test("Households that spend all they earn have no type II multipliers")
  func households() throws {
    let model = try Tables.millerBlair().model()
    let closure = HouseholdClosure(incomes: [0.65, 0.70], consumption: [0.5, 0.5])
    #expect {
      try model.multipliers(of: [1, 1], closure: closure)
    } throws: { error in
      guard case InputOutputError.householdsNeverSave(let returned) = error else { return false }
      return (returned - 1).magnitude < 1e-14 || returned >= 1
    }
  }

  @Test("Cells that are no numbers and lists of other lengths are named")
  func mistakes() throws {
    #expect(throws: InputOutputError.notFinite(row: "s1", column: "s0")) {
      try model([[0.1, 0.2], [.nan, 0.1]])
    }
    let two = try Tables.millerBlair().model()
    #expect(throws: InputOutputError.wrongLength(what: "final demand", found: 1, expected: 2)) {
      try two.outputs(meeting: [1])
    }
    #expect(throws: InputOutputError.repeatedAccount("a")) {
      try LeontiefModel(
        accounts: ["a", "a"], coefficients: .dense(DenseMatrix(rows: 2, columns: 2)))
    }
  }
}
