import Equations
import Testing

@testable import ModelLanguage

@Suite("Sets of combinations")
struct CombinationTests {
  private let sets = """
    set product = { crops, power, services }
    set user = { mills, homes }
    index i in product
    index j in user

    """

  @Test(
    "All combinations, those of a condition, those of the text and those of data are told apart")
  func sources() throws {
    let compiled = try compile(
      sets + """
        parameter use0[product, user] = if product = crops and user = homes then 0 else 1
        set all = product * user
        set used = product * user where use0[product, user] > 0
        set listed in product * user = { (crops, mills), (power, homes) }
        set given in product * user
        variable a[all], b[used], c[listed], d[given]
        a[i, j] = 1
        b[i, j] = 2
        c[i, j] = 3
        d[i, j] = 4
        """, tables: ["given.csv": "user,product\nhomes,services\n"])
    let elements = compiled.model.symbols.filter { $0.kind == .variable }.map(\.elements)
    #expect(elements.map(\.count) == [6, 5, 2, 1])
    #expect(elements[2] == [["crops", "mills"], ["power", "homes"]])
    #expect(elements[3] == [["services", "homes"]])
    #expect(compiled.model.equations.count == 14)
    #expect(compiled.model.symbols.last?.dimensions == ["product", "user"])
  }

  @Test("The combinations of every set are listed for the reader, and decide nothing by it")
  func listed() throws {
    let compiled = try compile(
      sets + """
        parameter use0[product, user] = if product = crops and user = homes then 0 else 1
        ## Who buys what.
        set used = product * user where use0[product, user] > 0
        set listed in user * product = { (homes, power), (mills, crops) }
        variable a
        a = 1
        """)
    #expect(compiled.combinations.map(\.name) == ["used", "listed"])
    #expect(compiled.combinations[0].description == "Who buys what.")
    #expect(
      compiled.combinations[0].combinations == [
        ["crops", "mills"], ["power", "mills"], ["power", "homes"], ["services", "mills"],
        ["services", "homes"],
      ])
    #expect(compiled.combinations[1].factors == ["user", "product"])
    #expect(compiled.combinations[1].combinations == [["mills", "crops"], ["homes", "power"]])
    #expect(compiled.structuralParameters.isEmpty)
  }

  @Test("A sum over a set of combinations binds its factors, and a condition asks for membership")
  func sums() throws {
    let compiled = try compile(
      sets + """
        set link in product * user = { (crops, mills), (power, homes), (power, mills) }
        variable flow[link]
        variable total, sales[product]
        flow[i, j] = 1
        total = sum(link, flow[product, user])
        sales[i] = sum(j where (i, j) in link, flow[i, j])
        """)
    let shown = compiled.shownEquations
    #expect(
      shown[3] == "total = ((flow[crops,mills] + flow[power,mills]) + flow[power,homes])")
    #expect(shown[5] == "sales[power] = (flow[power,mills] + flow[power,homes])")
    #expect(shown[6] == "sales[services] = 0")
  }

  @Test("Two factors over one set are named by an index")
  func twoIndices() throws {
    let compiled = try compile(
      """
      set region = { north, south }
      index partner in region
      set trade = region * partner where region != partner
      variable exports[trade]
      exports[region, partner] = 1
      """)
    #expect(
      compiled.model.symbols[0].elements == [["north", "south"], ["south", "north"]])
  }

  @Test(
    "Mistakes in sets of combinations are told",
    arguments: [
      ("set l in product * usr = { (crops, mills) }", "set `usr` is not declared"),
      ("set l in product * user = { (mills, crops) }", "`mills` is not an element of `product`"),
      ("set l in product * user = { (crops) }", "this combination has 1 elements"),
      (
        "set l in product * user = { (crops, mills), (crops, mills) }",
        "(crops, mills) stands twice in `l`"
      ),
      ("set l in product * product = { }", "`product` stands twice in `l`"),
      ("set l in product * user", "there is no l.csv to give the combinations of `l`"),
      (
        "set l = product * user\nvariable x[j]\nx[j] = sum(i where (j, i) in l, 1)",
        "`j` runs over `user`, and this factor of `l` is `product`"
      ),
      (
        "set l = product * user\nvariable x[j]\nx[j] = sum(i where (i, j) in product, 1)",
        "`product` is not a set of combinations"
      ),
      ("set l = product * user\nvariable x\nx = l", "`l` is a set of combinations, not a value"),
      ("set l = product * user\nvariable x[l]\nx[crops, mils] = 1", "did you mean `mills`?"),
    ])
  func mistake(text: String, expected: String) {
    let printed = mistakes(sets + text)
    #expect(printed.contains(expected), "\(printed)")
  }

  @Test("A combination that data repeats or does not know is named with its line")
  func data() {
    let text = sets + "set l in product * user"
    #expect(
      mistakes(text, tables: ["l.csv": "product,user\ncrops,mills\ncorps,homes\n"])
        .contains("l.csv:3: error: `corps` is not an element of `product`"))
    #expect(
      mistakes(text, tables: ["l.csv": "product,user\ncrops,mills\ncrops,mills\n"])
        .contains("l.csv:3: error: (crops, mills) stands twice in `l`"))
    #expect(
      mistakes(text, tables: ["l.csv": "product,buyer\ncrops,mills\n"])
        .contains("there is no column \"user\""))
  }

  @Test("An element outside the set of combinations is an error where it is used")
  func outside() {
    let printed = mistakes(
      sets + """
        set link in product * user = { (crops, mills) }
        variable flow[link], total
        flow[i, j] = 1
        total = sum(i, j, flow[i, j])
        """)
    #expect(printed.contains("`flow[crops,homes]` does not exist"), "\(printed)")
  }
}

@Suite("Complementarity, steps and leads in the text")
struct ConditionStatementTests {
  @Test("A condition is one equation that determines the variable after `perp`")
  func lowering() throws {
    let compiled = try compile(
      """
      set s = { a, b }
      parameter capacity[s] = 10
      exogenous demand[s] = 5
      variable output[s], rent[s]
      output[s] = demand[s] - rent[s]
      output[s] <= capacity[s]
        perp rent[s] >= 0
        where s != b source "A textbook"
      equation idle: rent[b] <= 4 perp 3 >= rent[b]
      """)
    #expect(
      compiled.shownEquations.suffix(2)
        == [
          "minimum((capacity[a] - output[a]), rent[a]) = 0",
          "minimum((4 - rent[b]), (3 - rent[b])) = 0",
        ])
    let rent = try compiled.cell("rent[a]")
    #expect(compiled.model.equations[2].determines == rent)
    #expect(compiled.model.families[1].name == "rent")
    #expect(compiled.model.families[1].source == "A textbook")
  }

  @Test(
    "Conditions that are none are told",
    arguments: [
      ("x >= 0", "an inequality alone determines nothing"),
      ("x = 1 perp y >= 0", "`perp` stands between two inequalities"),
      ("x >= 1 perp y = 0", "expected `>=` or `<=`"),
      ("x >= 1 perp 2 >= 0", "there is no variable after `perp`"),
      ("check c: x >= 1", "a check states an equality"),
      ("check c: x >= 1 perp y >= 0", "a check has no `perp`"),
      ("x[+1] >= 1 perp y >= 0", "`x[1]` looks one period ahead"),
      ("x = lead(y)", "`lead(…)` looks ahead"),
      ("x = lag(y, -1)", "looks one period ahead"),
      ("x = step(y - e)", "`step` jumps, and `y` is solved for in the same period"),
      ("x = step(lag(y) + d(y))", "`step` jumps, and `y` is solved for"),
    ])
  func mistake(text: String, expected: String) {
    let printed = mistakes("variable x, y\nexogenous e = 1\n" + text)
    #expect(printed.contains(expected), "\(printed)")
  }

  @Test("A step is 1 from zero upwards, of exogenous values, parameters and lags")
  func steps() throws {
    let compiled = try compile(
      """
      parameter p = step(-1) + step(0) + step(2)
      exogenous e = 1
      variable x before 1
      x = step(e - p) * step(lag(x))
      """)
    #expect(try compiled.parameter("p") == 2)
    #expect(compiled.shownEquations == ["x = (step((e - p)) * step(x[-1]))"])
  }

  @Test("A complementarity condition finds no parameter")
  func calibration() {
    let printed = mistakes(
      """
      parameter p
      variable x base 1
      equation c: p >= x perp x >= 0
      calibrate p in c
      """)
    #expect(printed.contains("`c` is a complementarity condition"), "\(printed)")
  }

  @Test(
    "An exchange of a closure must fit",
    arguments: [
      ("x by z", "`z` is not an exogenous value of this model"),
      ("e by x", "`e` is not a variable of this model"),
      ("w by e", "`w` and `e` do not have the same elements"),
      ("x by", "expected an exogenous value"),
    ])
  func exchange(setting: String, expected: String) {
    let printed = mistakes(
      """
      set s = { a, b }
      exogenous e = 1
      variable x base 1
      variable w[s]
      x = e
      w[s] = e
      closure c = { \(setting) }
      """, closure: "c")
    #expect(printed.contains(expected), "\(printed)")
  }
}
