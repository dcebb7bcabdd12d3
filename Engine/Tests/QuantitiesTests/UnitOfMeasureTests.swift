import Quantities
import Testing

@Suite("Units of measure")
struct UnitOfMeasureTests {
  private func unit(_ text: String, nominal: Bool = false) throws -> UnitOfMeasure {
    try UnitOfMeasure(text: text, isNominal: nominal)
  }

  private func mistake(_ text: String, nominal: Bool = false) -> String {
    do throws(UnitTextError) {
      let unit = try UnitOfMeasure(text: text, isNominal: nominal)
      return "read as \(unit)"
    } catch {
      return error.description
    }
  }

  @Test(
    "Texts that mean the same are one unit",
    arguments: [
      ("million BRL of 2019", "BRL of 2019 * 1e6"), ("Mt CO2e AR5", "million t CO2e AR5"),
      ("Mt CO2", "MtCO2"), ("t CO₂-eq", "tonnes CO2e"), ("t of coal", "t coal"),
      ("TJ", "1000 GJ"), ("GWh", "3.6 TJ"), ("ktoe", "41.868 TJ"), ("kWh", "3.6 MJ"),
      ("share", "1"), ("share of GDP", "share a year"), ("1/year", "share per year"),
      ("index, 2019 = 100", "percent"), ("index (2019 = 1)", "ratio"), ("% of all", "per cent"),
      ("log points", "1"), ("percentage points", "0.01"), ("basis points", "0.0001"),
      ("people", "persons"), ("number of jobs", "jobs"), ("thousand cows", "1000 cow"),
      ("BRL per person a year", "BRL per capita"), ("person-hours", "hours * persons"),
      ("km2", "100 ha"), ("m³", "1000 litres"), ("kg per m^3", "0.001 t / m3"),
      ("BRL per month", "12 BRL a year"), ("BRL per BRL", "1"), ("TJ per million t", "MJ per t"),
      ("million", "1e6"), ("t^0.5 t^0.5", "t"), ("m^-1", "1 per m"),
    ])
  func synonyms(first: String, second: String) throws {
    let (one, other) = (try unit(first), try unit(second))
    #expect(one.matches(other), "\(one), \(other)")
  }

  @Test(
    "Texts that mean different things are different units",
    arguments: [
      ("t", "Mt"), ("t CO2", "t CO2e"), ("Mt CO2e AR5", "Mt CO2e AR4"), ("persons", "jobs"),
      ("BRL of 2019", "BRL of 2015"), ("BRL of 2019", "BRL"), ("BRL", "USD"), ("share", "percent"),
      ("BRL per t", "t per BRL"), ("TJ", "GWh"), ("hours", "persons"), ("m2", "m3"),
    ])
  func differences(first: String, second: String) throws {
    #expect(try !unit(first).matches(unit(second)))
  }

  @Test("A nominal index times a volume at the prices of its year is money of the day")
  func prices() throws {
    let price = try unit("index, 2019 = 1", nominal: true)
    let volume = try unit("million BRL of 2019")
    let value = try unit("million BRL", nominal: true)
    #expect((price * volume).matches(value))
    #expect((value / price).matches(volume))
    #expect(try price.matches(unit("BRL per BRL of 2019", nominal: true)))
    #expect(try !(price * unit("million BRL of 2015")).matches(value))
    #expect(try !price.matches(unit("index, 2015 = 1", nominal: true)))
    #expect(value.atBasePrices.matches(volume.atBasePrices))
    #expect(try unit("index, 2019 = 1").isOne)
  }

  @Test("Products, quotients and powers undo each other, whatever the exponents")
  func algebra() throws {
    let money = try unit("million BRL of 2019")
    let energy = try unit("TJ per job")
    #expect(((money * energy) / energy).matches(money))
    #expect((money / money).isOne)
    #expect(money.raised(to: 1.0 / 3).raised(to: 3).matches(money))
    let shares = [0.1, 0.2, 0.3, 0.4]
    let product = shares.reduce(UnitOfMeasure.one) { $0 * money.raised(to: $1) }
    #expect(product.matches(money))
    #expect(!money.raised(to: 0.9).matches(money))
    #expect(money.raised(to: 0).isOne)
  }

  @Test(
    "A unit in words reads as it is written",
    arguments: [
      "million BRL of 2019", "jobs per person", "TJ per million", "t CO2", "BRL of 2019 per t CO2",
      "thousand persons", "BRL^2", "10^-4 t", "1 per person", "hours per job",
    ])
  func words(text: String) throws {
    let unit = try unit(text)
    #expect(try UnitOfMeasure(text: unit.description).matches(unit), "\(unit)")
  }

  @Test("What is derived is spelt out")
  func spelling() throws {
    #expect(try unit("BRL of 2019 per t CO2").description == "BRL of 2019 per t CO2")
    #expect(try unit("index, 2019 = 1", nominal: true).description == "price level of 2019")
    #expect(try unit("GWh").description == "3.6 TJ")
    #expect(try unit("t per Mt").description == "10^-6")
    #expect(try unit("share").description == "a pure number")
    #expect(
      try unit("million BRL of 2019").raised(to: 0.9).description == "10^5.4 (BRL of 2019)^0.9")
  }

  @Test("A slip is met with what was probably meant")
  func slips() {
    #expect(mistake("milion BRL").hasSuffix("did you mean `million`?"))
    #expect(mistake("thousnd persons").hasSuffix("did you mean `thousand`?"))
    #expect(mistake("tj").hasSuffix("did you mean `TJ`?"))
    #expect(mistake("Gwh").hasSuffix("did you mean `GWh`?"))
    #expect(mistake("BRL 2019").hasSuffix("\"BRL of 2019\""))
    #expect(mistake("2019 USD").hasSuffix("\"USD of 2019\""))
    #expect(mistake("million BRL, 2019 prices").hasSuffix("\"BRL of 2019\""))
  }

  @Test(
    "Coined words near no known one are units of their own",
    arguments: ["cows", "pounds", "euros", "US$", "R$", "seats", "dwellings", "dollars"])
  func coined(word: String) throws {
    #expect(try !unit(word).isOne)
    #expect(try !unit(word).matches(unit("persons")))
  }

  @Test("`nominal` and the prices of a year exclude each other")
  func nominal() {
    #expect(mistake("million BRL of 2019", nominal: true).contains("drop `of YEAR`"))
    #expect(mistake("jobs", nominal: true).contains("does not fit"))
    #expect(mistake("share", nominal: true).contains("does not fit"))
    #expect(mistake("index", nominal: true).contains("needs the year"))
    #expect(mistake("BRL per t CO2", nominal: true).hasPrefix("read as"))
  }

  @Test("A number beyond all numbers is a mistake, and a scale beyond all scales is spelt out")
  func extremes() throws {
    let nines = String(repeating: "9", count: 500)
    #expect(mistake("index, 2019 = \(nines)").contains("is not a number"))
    #expect(mistake("m^\(nines)").contains("is not a number"))
    let huge = try unit("million BRL").raised(to: 1e22)
    #expect("\(huge)".hasPrefix("10^6e+22"), "\(huge)")
  }

  @Test("No text crashes the reader")
  func anything() {
    var generator = SystemRandomNumberGenerator()
    let pieces = [
      "BRL", " ", "per", "of", "2019", "index", ",", "=", "1", "^", "-", "/", "(", ")", "a", "year",
      "share", "million", "CO2", "%", "é", "🙂", "0", "1e400", ".", "*", "log", "points", "t",
    ]
    for _ in 0..<5000 {
      let count = Int.random(in: 0...8, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined(
        separator: Bool.random() ? " " : "")
      #expect(!mistake(text).isEmpty)
    }
  }
}
