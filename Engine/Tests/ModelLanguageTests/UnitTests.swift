import Equations
import ModelLanguage
import Testing

@Suite("Units in models")
struct UnitTests {
  /// Whether the equations of a text with these declarations agree in units.
  private func fits(_ text: String) -> Bool {
    let printed = mistakes(text)
    #expect(printed.isEmpty || printed.contains("measured in") || printed.contains("logarithm"))
    return printed.isEmpty
  }

  private let money = """
    parameter speed = 0.4, news = 0.7, habit = 0.3, sigma = 0.5, share = 0.2 unit "1"
    variable price, other nominal unit "index, 2019 = 1" base 1 before 1
    variable volume, goal unit "million BRL of 2019" base 1 before 1
    variable value nominal unit "million BRL" base 1 before 1
    variable growthRate unit "log points" base 0 before 0
    variable x unit "1"

    """

  @Test(
    "Equations that an economist writes agree in units",
    arguments: [
      "value = price * volume", "volume = value / price", "value = lag(value) + d(value)",
      "log(volume) = speed * log(goal) + (1 - speed) * lag(log(volume))",
      "log(volume) = speed * log(goal) + (1 - speed) * (lag(log(volume)) + growthRate)",
      "growthRate = habit * lag(growthRate) + news * dlog(volume)",
      "dlog(price) = news * dlog(other) + growthRate - sigma * (x - 1)",
      "volume = exp(log(goal) + growthRate)", "x = growth(volume)", "x = log(volume / goal)",
      "volume = goal * (price / other) ^ (-sigma)", "volume = sqrt(goal * volume)",
      "price = (share * price ^ (1 - sigma) + (1 - share) * other ^ (1 - sigma)) ^ (1 / (1 - sigma))",
      "price = price ^ share * other ^ (1 - share)", "volume = max(0, goal)", "volume = 0",
      "price = 1", "x = min(1, volume / goal) + 2", "volume = abs(goal) - -volume",
      "log(value) - log(price) = log(goal)", "x = exp(volume / goal)", "volume = 2 * goal / 3",
      "x = (volume / goal) ^ x", "log(price) = x", "x = log(price) / 1 - log(other)",
    ])
  func agree(equation: String) throws {
    // `log(price) = x` and unbalanced logarithms are refused, the rest is not.
    let isRefused = equation == "log(price) = x"
    #expect(fits(money + equation) != isRefused, "\(mistakes(money + equation))")
  }

  @Test(
    "Equations whose two sides differ in unit do not compile",
    arguments: [
      "value = volume", "volume = price", "value = price + volume", "value = volume * x",
      "volume = goal ^ 2", "volume = goal ^ sigma", "volume = sqrt(goal)", "x = exp(volume)",
      "log(volume) = speed * log(goal)", "log(volume) = habit * log(goal) + speed * log(volume)",
      "log(value) = log(volume)", "x = log(volume) * log(goal)", "volume = log(goal)",
      "x = max(1, volume)", "volume = goal + 1", "x = 2 ^ volume", "x = volume ^ growthRate",
      "price = (share * price ^ (1 - sigma) + other ^ (1 - sigma)) ^ (1 - sigma)",
      "x = abs(log(volume))", "x = 1 / log(volume)", "x = sum(s, volume) - product(s, volume)",
    ])
  func differ(equation: String) {
    #expect(!fits("set s = { a, b }\n" + money + equation))
  }

  @Test("What a symbol without a unit decides is not checked, and reported as such")
  func unknown() throws {
    let compiled = try compile(
      """
      parameter scale = 3
      variable mass unit "t" base 1
      variable heads, people unit "persons"
      mass = scale * heads
      heads = people
      people = scale + people
      check all: people = heads relative to 1
      """)
    #expect(compiled.units.symbolsWithoutUnit == ["scale"])
    #expect(compiled.units.symbolCount == 4)
    #expect(compiled.units.uncheckedFamilies == ["mass", "people"])
    #expect(compiled.units.equationCount == 4 && compiled.units.checkedEquationCount == 2)
    #expect(compiled.units.checkedShare == 0.5)
  }

  @Test("A symbol without a unit hides no mistake between those that have one")
  func hidden() {
    #expect(
      mistakes(
        """
        parameter scale = 3
        variable mass unit "t"
        variable people unit "persons"
        mass = scale + people + mass
        people = 1
        """
      ).contains("`people` is measured in persons and `mass` in t: they cannot be added"))
  }

  @Test(
    "The advice on units that differ in size compiles when followed, and converts as it must",
    arguments: [
      // The unit of the left side, of the right side, and what a right side of 1 is on the left.
      ("million BRL", "BRL", 1e-6), ("BRL", "million BRL", 1e6), ("thousand t", "million t", 1e3),
      ("share", "percent", 0.01), ("percent", "share", 100), ("basis points", "percent", 100),
      ("BRL per job", "thousand BRL per job", 1e3), ("persons", "thousand persons", 1e3),
    ])
  func conversion(left: String, right: String, factor: Double) throws {
    let text = "variable a unit \"\(left)\"\nvariable b unit \"\(right)\"\nb = 1\n"
    let printed = mistakes(text + "a = b")
    let advice = try #require(
      printed.firstMatch(of: /multiply the right side by `(parameter conversion = [^`]*)`/),
      "\(printed)")
    let compiled = try compile("\(advice.1)\n" + text + "a = b * conversion")
    #expect(try compiled.parameter("conversion") == factor)
    #expect(compiled.units.checkedEquationCount == 2)
  }

  @Test("A model without any unit compiles, and none of it counts as checked")
  func silent() throws {
    let compiled = try compile("variable x, y\nx = 2 * y\ny = x + 1")
    #expect(compiled.units.checkedEquationCount == 0)
    #expect(compiled.units.symbolsWithoutUnit == ["x", "y"])
  }

  @Test("An exponent found by calibration is not guessed: the equation counts as unchecked")
  func calibrated() throws {
    let compiled = try compile(
      """
      parameter power unit "1"
      parameter ratio unit "1"
      variable x unit "t" base 8
      variable y unit "m" base 2
      variable z unit "share" base 1
      x = y ^ power
      y = 2
      z = (y / y) ^ ratio
      calibrate power in x
      calibrate ratio in z
      """)
    #expect(compiled.units.uncheckedFamilies == ["x"])
  }

  @Test("Every element is checked with its own exponent")
  func elements() {
    let text = """
      set s = { one, two }
      parameter e[s] = if s = two then 3 else 2 unit "1"
      variable side unit "m"
      variable area[s] unit "m2"
      side = 1
      area[s] = side ^ e[s]
      """
    let printed = mistakes(text)
    #expect(printed.contains("`area[two]` is measured in m2 and the right side in m^3"))
    #expect(printed.contains("`e[two]` is 3"))
    #expect(mistakes(text.replacing("then 3", with: "then 2")).isEmpty)
  }

  @Test("Data may state the same unit in other words, and no other unit")
  func data() {
    let text = "parameter p unit \"million BRL of 2019\"\nvariable x unit \"BRL\"\nx = 1"
    let rows = { (unit: String) in ["parameters.csv": "name,value,unit\np,3,\(unit)\n"] }
    #expect(mistakes(text, tables: rows("1e6 BRL of 2019")).isEmpty)
    #expect(mistakes(text, tables: rows("thousand BRL of 2019")).contains("convert the data"))
    #expect(
      mistakes(
        "parameter p\nvariable x unit \"BRL\"\nx = 1", tables: rows("milion BRL")
      ).contains("in the data of `p`: `milion` in the unit"))
  }

  @Test("In the base year nominal and real money are one")
  func baseYear() {
    let text = """
      parameter real0 = 5 unit "million BRL of 2019"
      variable value nominal unit "million BRL" base real0 before 2 * real0
      variable price nominal unit "index, 2019 = 1" base real0 / real0 growth 0.02
      value = lag(value)
      price = lag(price)
      """
    #expect(mistakes(text).isEmpty, "\(mistakes(text))")
  }
}
