import Equations
import Testing

@testable import ModelLanguage

/// A small generator with a seed, so that a failure can be repeated.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Robustness")
struct RobustnessTests {
  private let text = """
    language 1
    ## A model that uses every statement.
    set product = { crops, oil-gas, 1991 }
    set energy in product = { oil-gas }
    index i, ii in product
    set big in product where use0[product] > 1
    parameter use0[product] = if product = crops then 3 else 1.5e-1
    parameter theta = 0.2, phi[i] unit "share" status borrowed source "a book"
    exogenous price[i] = theta + 1 nominal lever 0 to 5 typical 1 to 2
    variable x[i] unit "1" base use0[i] growth 0.02
    variable pair[i, ii] where i != ii and not (use0[i] <= 1 or ii in energy)
    variable total before 2 * theta
    function adjusted(y, speed) = speed * log(y) + (1 - speed) * lag(log(y))
    log(x[i]) = adjusted(price[i] * phi[i] / total, theta) source "another"
    pair[i, ii] = x[i] ^ -2 * min(x[ii], theta, 3) - d(x[i])
    total = sum(i in big where i != '1991', x[i]) + product(i, ii where exists pair[i, ii], pair[i, ii])
      + total[-1] + growth(total) + lag(x[crops], 2)
    check sum: total = sum(i, x[i]) relative to total
    calibrate phi[i] in x
    closure frozen = { theta = 0 }
    """

  @Test("The text that is mutated compiles")
  func seed() throws {
    #expect(try compile(text).model.equations.count == 5)
  }

  @Test("Two thousand mutations compile or are reported; none crashes")
  func mutations() {
    var generator = SeededGenerator(state: 2019)
    let pieces = [
      "(", ")", "[", "]", "{", "}", ",", "=", "-", "+", "*", "^", "'", "\"", "#", "\n", " ", "1e9",
      "if ", " then ", " else ", "sum(i, ", "lag(", "where ", "in ", "x", "i", "set ", "exists ",
      "[-1]", "|", ":", "not ", "variable ", "é", "\t", "0", "adjusted(", "product",
    ]
    var reported = 0
    for _ in 0..<2000 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 11..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.remove(at: place)
        case 1:
          let piece = pieces.randomElement(using: &generator) ?? ""
          bytes.insert(contentsOf: piece.utf8, at: place)
        case 2:
          let end = min(bytes.count, place + Int.random(in: 1...30, using: &generator))
          let other = Int.random(in: 11..<bytes.count, using: &generator)
          bytes.insert(contentsOf: Array(bytes[place..<end]), at: other)
        default:
          let end = min(bytes.count, place + Int.random(in: 1...30, using: &generator))
          bytes.removeSubrange(place..<end)
        }
        if bytes.count < 20 { break }
      }
      if !mistakes(String(decoding: bytes, as: UTF8.self)).isEmpty { reported += 1 }
    }
    #expect(reported > 500, "the seed is 2019")
  }

  @Test("A long sum and a deep one are no danger to the stack")
  func depth() throws {
    let long =
      "variable x\nx = " + Array(repeating: "x[-1]", count: 20_000).joined(separator: " + ")
    #expect(try compile(long).model.equations.count == 1)
    let minus = "variable x\nx = " + String(repeating: "- ", count: 5_000) + "1"
    #expect(mistakes(minus).contains("nest deeper than 200 levels"))
    let powers = "variable x\nx = " + Array(repeating: "x", count: 5_000).joined(separator: "^")
    #expect(mistakes(powers).contains("nest deeper than 200 levels"))
    let nots =
      "variable x\nx = if " + String(repeating: "not ", count: 5_000) + "1 > 0 then 1 else 2"
    #expect(mistakes(nots).contains("nest deeper than 200 levels"))
    let within =
      "variable x\nx = " + String(repeating: "(", count: 150) + "1"
      + String(repeating: ")", count: 150)
    #expect(mistakes(within).isEmpty)
    let huge =
      "set s = { a, b, c, d, e, f, g, h, k, l }\n"
      + "index i1, i2, i3, i4, i5, i6, i7, i8, i9 in s\nvariable x, y[i1, i2, i3, i4, i5, i6, i7]\n"
      + "x = sum(i1, i2, i3, i4, i5, i6, i7, i8, i9, 1)"
    #expect(mistakes(huge).contains("would have more than"))
  }

  @Test("Three thousand equations over products, sectors and users compile quickly")
  func size() throws {
    let products = (1...25).map { "p\($0)" }.joined(separator: ", ")
    var text = """
      set product = { \(products) }
      index i, ii in product
      parameter share[i, ii] = if i = ii then 0.5 else 0.01

      """
    var equations: [String] = []
    for block in 0..<5 {
      let flow = "flow\(block)"
      text += "variable \(flow)[i, ii] base share[i, ii] growth 0.02\n"
      equations.append(
        """
        \(flow)[i, ii] = share[i, ii] * lag(\(flow)[i, ii]) ^ 0.5
          + sum(k where share[k, ii] > 0, share[k, ii] * \(flow)[k, i])
        """)
    }
    text += "index k in product\n" + equations.joined(separator: "\n")
    let clock = ContinuousClock()
    var count = 0
    let time = try clock.measure { count = try compile(text).model.equations.count }
    #expect(count == 3125)
    #expect(time < .seconds(30), "an unoptimised build takes a few seconds, this one \(time)")
  }
}
