import Equations
import Quantities
import Testing

@testable import ModelLanguage

@Suite("Sets, indices and data")
struct SetTests {
  private let inputOutput = """
    set product = { crops, oil-gas, services }
    set energy in product = { oil-gas }
    index i, ii in product
    index j in energy
    parameter coefficient[i, ii] sparse
    parameter demand0[product]
    exogenous demand[i] = demand0[i] unit "million"
    variable output[i] unit "million"
      base demand0[i] growth 0.02
    variable energyOutput, energyShare[energy]

    output[i] = sum(ii where coefficient[i, ii] > 0, coefficient[i, ii] * output[ii]) + demand[i]
    energyOutput = sum(i in energy, output[i]) + 0 * output['oil-gas'] + 0 * lag(output[crops], 2)
    energyShare[j] = output[j] / sum(i, output[i])
    """

  private let tables = [
    "coefficient.csv":
      "i,ii,value,status\ncrops,services,0.1,official\noil-gas,crops,0.3,borrowed\n",
    "demand0.csv": "product,value\ncrops,10\nservices,30\noil-gas,20\n",
  ]

  @Test("An input-output model has the equations of its non-zero cells")
  func inputOutputModel() throws {
    let compiled = try compile(inputOutput, tables: tables)
    #expect(
      compiled.shownEquations == [
        "output[crops] = ((coefficient[crops,services] * output[services]) + demand[crops])",
        "output[oil-gas] = ((coefficient[oil-gas,crops] * output[crops]) + demand[oil-gas])",
        "output[services] = demand[services]",
        "energyOutput = output[oil-gas]",
        "energyShare[oil-gas] = (output[oil-gas] / "
          + "((output[crops] + output[oil-gas]) + output[services]))",
      ])
    #expect(compiled.model.equations[1].labels == ["oil-gas"])
    #expect(try compiled.parameter("demand0[services]") == 30)
    let coefficient = try #require(compiled.model.symbol(named: "coefficient"))
    #expect(coefficient.elements == [["crops", "services"], ["oil-gas", "crops"]])
    #expect(coefficient.dimensions == ["product", "product"])
    #expect(coefficient.status == .borrowed)
    #expect(compiled.structuralParameters == [0, 1])
    #expect(compiled.sets.map(\.name) == ["product", "energy"])
    #expect(compiled.sets[1].elements == ["oil-gas"])
    #expect(compiled.dataFiles.map(\.path) == ["coefficient.csv", "demand0.csv"])
  }

  @Test("A clause may begin with a bracket or a minus")
  func clauseBeginsWithBracket() throws {
    let compiled = try compile(
      """
      parameter start = 2
      variable x unit "t" base (start + 1) * 2 before -start
      x = lag(x)
      """)
    #expect(compiled.model.baseValue.count == 1)
    #expect(compiled.model.valueBefore.count == 1)
  }

  @Test("`growth` gives base / (1 + g)^k at every lag that is used")
  func growth() throws {
    let compiled = try compile(
      """
      parameter start = 8, rate = 0.1
      variable x base start growth rate
      variable y growth 0.5
      variable z before 3 + start
      variable w
      x = lag(x, 2)
      y = lag(y)
      z = lag(z)
      w = lag(w)
      """)
    #expect(compiled.model.maximumLag == 2)
    let shown = compiled.model.valueBefore.map { lag in lag.map { $0.map(compiled.shown) } }
    #expect(shown[0] == ["(start / (1 + rate))", "(y / 1.5)", "(3 + start)", nil])
    #expect(shown[1] == ["(start / ((1 + rate) ^ 2))", "(y / 2.25)", "(3 + start)", nil])
    #expect(compiled.model.baseValue.map { $0.map(compiled.shown) } == ["start", nil, nil, nil])
  }

  @Test("Sets, labels and series come from data")
  func setsFromData() throws {
    let compiled = try compile(
      """
      set sector
      set traded in sector
      parameter theta unit "share"
      exogenous price[traded]
      exogenous rate = 0.03
      variable x[traded]
      x[traded] = price[traded] * theta * (1 + rate)
      """,
      tables: [
        "sector.csv": "sector,name\n01,\"Crops, livestock\"\n02,Services\n",
        "traded.csv": "sector\n01\n",
        "parameters.csv":
          "name,value,unit,status,source,note\ntheta,0.5,share,official,Tax office,\n",
        "price.csv": "sector,year,value\n01,2020,1\n01,2021,1.5\n",
        "rate.csv": "year,value\n2022,0.05\n",
      ])
    #expect(compiled.sets[0].labels == ["Crops, livestock", "Services"])
    #expect(compiled.sets[1].elements == ["01"])
    #expect(try compiled.parameter("theta") == 0.5)
    let theta = try #require(compiled.model.symbol(named: "theta"))
    #expect(theta.status == .official && theta.source == "Tax office" && theta.unit == "share")
    #expect(compiled.model.exogenousData[0] == [2020: 1, 2021: 1.5])
    #expect(compiled.model.exogenousData[1] == [2022: 0.05])
    #expect(compiled.model.exogenousDefault[0] == nil)
    #expect(compiled.model.exogenousDefault[1].map(compiled.shown) == "0.03")
  }

  @Test("Conditions choose elements of sets and symbols, and leave out their equations")
  func conditions() throws {
    let compiled = try compile(
      """
      index i, ii in product
      set traded in product where volume[product] > 0
      set product = { a, b, c }
      parameter volume[product]
      variable x[i] where i in traded and i != c
      variable y[i]
      variable pair[i, ii] where i != ii and volume[i] < volume[ii]
      x[i] = volume[i]
      equation other: y[i] = if exists x[i] then x[i] else 0
      pair[i, ii] = y[i] * y[ii]
      equation single: y[b] = sum(i where exists x[i] or i = c, y[i])
      equation empty: y[a] = sum(i where volume[i] > 100, y[i]) + product(i in traded, y[i])
        where volume[b] > 100
      """, tables: ["volume.csv": "product,value\na,2\nb,0\nc,5\n"])
    #expect(compiled.sets.map(\.elements) == [["a", "b", "c"], ["a", "c"]])
    #expect(
      compiled.shownEquations == [
        "x[a] = volume[a]", "y[a] = x[a]", "y[b] = 0", "y[c] = 0",
        "pair[a,c] = (y[a] * y[c])", "pair[b,a] = (y[b] * y[a])", "pair[b,c] = (y[b] * y[c])",
        "y[b] = (y[a] + y[c])",
      ])
    #expect(compiled.model.symbol(named: "x")?.elements == [["a"]])
  }

  @Test("An empty sum is 0 and an empty product 1")
  func emptySums() throws {
    let compiled = try compile(
      """
      set s = { a, b }
      set none in s = { }
      variable x[s], y
      y = sum(s in none, x[s]) + product(s in none, x[s]) + sum(s where s = a, x[s])
      """)
    #expect(try compiled.onlyRightSide() == "(1 + x[a])")
  }

  @Test("Nested sums run over several indices")
  func nestedSums() throws {
    let compiled = try compile(
      """
      set s = { a, b }
      index i, k in s
      variable x[s], y
      y = sum(i, k where i != k, x[i] * x[k]) + product(i, 1 + sum(k, x[k]))
      """)
    #expect(
      try compiled.onlyRightSide()
        == "(((x[a] * x[b]) + (x[b] * x[a])) + "
        + "((1 + (x[a] + x[b])) * (1 + (x[a] + x[b]))))")
  }

  @Test("Parameter formulas may stand in any order and feed conditions")
  func formulas() throws {
    let compiled = try compile(
      """
      parameter c = a + b
      parameter a = 2 * b, b = 3
      set s = { one, two }
      parameter share[s] = v[s] / sum(i, v[i])
      parameter v[s] = if s = one then c else 0
      index i in s
      set large in s where share[s] > 0.5
      """)
    #expect(try compiled.parameter("c") == 9)
    #expect(try compiled.parameter("share[one]") == 1)
    #expect(compiled.sets.last?.elements == ["one"])
    let cell = try compiled.parameterCell("c")
    #expect(compiled.model.parameterValue[cell] == nil)
    #expect(compiled.model.parameterFormula[cell].map(compiled.shown) == "(a + b)")
  }

  @Test("`calibrate` ties each element of a parameter to its equation")
  func calibration() throws {
    let compiled = try compile(
      """
      set s = { a, b }
      index i in s
      parameter level, phi[s], more = 2 * level
      variable x[s], total
      x[i] = phi[i] * total
      total = level * sum(i, x[i])
      calibrate phi[i] in x
      calibrate level in total
      """)
    let pairs = compiled.model.calibrations.map { [$0.parameter, $0.equation] }
    #expect(pairs == [[1, 0], [2, 1], [0, 2]])
    #expect(compiled.model.parameterValue[0] == nil && compiled.model.parameterFormula[0] == nil)
    #expect(compiled.model.symbol(named: "phi")?.status == .derived)
  }

  @Test("Levers, inheritance, nominal values and domains are recorded")
  func metadata() throws {
    let compiled = try compile(
      """
      variable gdp nominal unit "million BRL"
      exogenous carbonPrice = 0 lever 0 to 5000 typical 50 to 500
        unit "BRL per t" source "A law" status estimated nominal
      exogenous path inherits gdp
      parameter carbon = 2 unit "million t"
      gdp = carbonPrice * carbon + path
      """)
    let price = try #require(compiled.model.symbol(named: "carbonPrice"))
    #expect(
      price.lever
        == LeverDescription(lowerBound: 0, upperBound: 5000, typicalLow: 50, typicalHigh: 500))
    #expect(price.isNominal && price.status == .estimated && price.source == "A law")
    #expect(compiled.model.symbol(named: "path")?.inherits == "gdp")
    #expect(compiled.model.symbol(named: "gdp")?.status == .modelled)
  }
}
