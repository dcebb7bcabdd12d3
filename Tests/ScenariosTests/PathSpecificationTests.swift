import Scenarios
import Testing

@Suite("Paths of levers")
struct PathSpecificationTests {
  /// The parent's value is the last two digits of the year.
  func values(_ form: PathSpecification.Form, _ meaning: PathSpecification.Meaning = .level)
    -> [Int: Double]
  {
    PathSpecification(form, meaning: meaning).values(in: 2020...2027) { Double($0 - 2000) }
  }

  @Test("One number holds in every year")
  func constant() {
    #expect(values(.constant(5)).values.allSatisfy { $0 == 5 })
    #expect(values(.constant(5)).count == 8)
  }

  @Test("A step holds each value until the next, the last to the end, and leaves earlier years")
  func steps() {
    #expect(
      values(.years([2022: 1, 2025: 2], .step))
        == [2022: 1, 2023: 1, 2024: 1, 2025: 2, 2026: 2, 2027: 2])
  }

  @Test("A linear path meets its values and runs evenly between them")
  func linear() {
    #expect(
      values(.years([2022: 1, 2026: 3], .linear))
        == [2022: 1, 2023: 1.5, 2024: 2, 2025: 2.5, 2026: 3, 2027: 3])
  }

  @Test("A step between two years returns to the parent's value, which is left unset")
  func pulse() {
    #expect(values(.ramp(from: 2023, to: 2024, value: 9, .step)) == [2023: 9, 2024: 9])
    #expect(values(.ramp(from: 2026, to: nil, value: 9, .step)) == [2026: 9, 2027: 9])
  }

  @Test("A linear ramp starts from the parent's value of the year before and holds its end")
  func ramp() {
    #expect(
      values(.ramp(from: 2023, to: 2026, value: 42, .linear))
        == [2023: 27, 2024: 32, 2025: 37, 2026: 42, 2027: 42])
  }

  @Test("Additions and factors are applied to the parent's value, and grow from no change")
  func meanings() {
    #expect(values(.years([2026: 1], .step), .add) == [2026: 27, 2027: 28])
    #expect(values(.years([2026: 2], .step), .multiply) == [2026: 52, 2027: 54])
    #expect(
      values(.ramp(from: 2026, to: 2027, value: 1, .linear), .add) == [2026: 26.5, 2027: 28])
    #expect(
      values(.ramp(from: 2026, to: 2027, value: 2, .linear), .multiply) == [2026: 39, 2027: 54])
  }
}
