import Quantities
import Testing

@Suite("Nearest names")
struct NearestNameTests {
  let names = ["carbonPrice", "carbonRecycling", "greenInvestment", "wage"]

  @Test("A slip of a letter, a swap and a wrong capital find the name meant")
  func slips() {
    #expect(NearestName.of("carbonPirce", among: names) == "carbonPrice")
    #expect(NearestName.of("CARBONPRICE", among: names) == "carbonPrice")
    #expect(NearestName.of("wag", among: names) == "wage")
  }

  @Test("A word far from all names guesses nothing and lists what is known")
  func far() {
    #expect(NearestName.of("employment", among: names) == nil)
    #expect(
      NearestName.hint(for: "employment", among: names)
        == "known are carbonPrice, carbonRecycling, greenInvestment, wage.")
    #expect(NearestName.hint(for: "wages", among: names) == "did you mean \"wage\"?")
  }
}
