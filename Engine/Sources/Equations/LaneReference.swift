import CKernels
import Foundation

/// The lane interpreter in Swift: what the kernels in C must equal, bit for bit.
enum LaneReference {
  typealias Lanes = SIMD8<Double>

  static func run(
    _ frame: UnsafeMutablePointer<Double>, _ start: UnsafePointer<Int32>,
    _ end: UnsafePointer<Int32>
  ) {
    let memory = UnsafeMutableRawPointer(frame)
    func load(_ place: Int32) -> Lanes { memory.load(fromByteOffset: Int(place), as: Lanes.self) }
    func store(_ place: Int32, _ value: Lanes) {
      memory.storeBytes(of: value, toByteOffset: Int(place), as: Lanes.self)
    }
    var code = start
    while code < end {
      guard let operation = LaneOperation(rawValue: code[0]) else {
        preconditionFailure("Lane code starts with an operation.")
      }
      let count = code[1]
      code += 2
      for _ in 0..<count {
        switch operation {
        case .negate, .log, .exp, .sqrt, .absolute, .sign, .step:
          store(code[0], value(operation, load(code[1])))
          code += 2
        case .add, .subtract, .multiply, .divide, .power, .minimum, .maximum:
          store(code[0], value(operation, load(code[1]), load(code[2])))
          code += 3
        case .productPlus, .productMinus, .minusProduct, .multiplyMultiply, .multiplyDivide,
          .divideMultiply, .divideDivide:
          store(code[0], value(operation, load(code[1]), load(code[2]), load(code[3])))
          code += 4
        case .sum, .dot:
          let target = code[0]
          var sum = load(code[1])
          if operation == .dot { sum *= load(code[2]) }
          code += operation == .dot ? 3 : 2
          let runs = code[0]
          code += 1
          for _ in 0..<runs {
            let kind = code[0] & 3
            let length = code[0] >> 2
            code += 1
            for _ in 0..<length {
              let term = kind >= 2 ? load(code[0]) * load(code[1]) : load(code[0])
              if kind & 1 == 0 { sum += term } else { sum -= term }
              code += kind >= 2 ? 2 : 1
            }
          }
          store(target, sum)
        }
      }
    }
  }

  private static func value(_ operation: LaneOperation, _ a: Lanes) -> Lanes {
    switch operation {
    case .negate: -a
    case .log: logarithm(a)
    case .exp: exponential(a)
    case .sqrt: a.squareRoot()
    case .absolute: Lanes(bitPattern: a.bitPattern & 0x7fff_ffff_ffff_ffff)
    case .sign: a.replacing(with: -1, where: a .< 0).replacing(with: 1, where: a .> 0)
    case .step: a.replacing(with: 0, where: a .< 0).replacing(with: 1, where: a .>= 0)
    default: preconditionFailure("An operation of one operand.")
    }
  }

  private static func value(_ operation: LaneOperation, _ a: Lanes, _ b: Lanes) -> Lanes {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: power(a, b)
    case .minimum: a.replacing(with: b, where: (b .< a) .| ((b .!= b) .& (a .== a)))
    case .maximum: a.replacing(with: b, where: (b .> a) .| ((b .!= b) .& (a .== a)))
    default: preconditionFailure("An operation of two operands.")
    }
  }

  private static func value(_ operation: LaneOperation, _ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes
  {
    switch operation {
    case .productPlus: a * b + c
    case .productMinus: a * b - c
    case .minusProduct: c - a * b
    case .multiplyMultiply: a * b * c
    case .multiplyDivide: a * b / c
    case .divideMultiply: a / b * c
    case .divideDivide: a / b / c
    default: preconditionFailure("An operation of three operands.")
    }
  }

  /// eˣ: the series to degree 13 after taking out the nearest multiple of ln 2; the C library's where
  /// the result would leave the normal numbers.
  static func exponential(_ x: Lanes) -> Lanes {
    var result = exponentialFormula(x)
    for lane in 0..<8 where !(x[lane] <= 700 && x[lane] >= -700) {
      result[lane] = Foundation.exp(x[lane])
    }
    return result
  }

  private static func exponentialFormula(_ x: Lanes) -> Lanes {
    let shift = 0x1.8p52
    let shifted = x * 1.44269504088896338700 + shift
    let n = shifted - shift
    let r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10
    let r2 = r * r
    let r4 = r2 * r2
    let r8 = r4 * r4
    let third: Lanes = r * (1.0 / 6) + 0.5
    let fifth: Lanes = r * (1.0 / 120) + 1.0 / 24
    let seventh: Lanes = r * (1.0 / 5040) + 1.0 / 720
    let ninth: Lanes = r * (1.0 / 362880) + 1.0 / 40320
    let eleventh: Lanes = r * (1.0 / 39_916_800) + 1.0 / 3_628_800
    let thirteenth: Lanes = r * (1.0 / 6_227_020_800.0) + 1.0 / 479_001_600
    let low: Lanes = ((r + 1.0) + r2 * third) + r4 * (fifth + r2 * seventh)
    let high: Lanes = (ninth + r2 * eleventh) + r4 * thirteenth
    let power = Lanes(bitPattern: (shifted.bitPattern &+ 1023) &<< 52)
    return (low + r8 * high) * power
  }

  /// The natural logarithm by fdlibm's formula; the C library's for what is not a positive normal
  /// number.
  static func logarithm(_ x: Lanes) -> Lanes {
    var result = logarithmFormula(x)
    for lane in 0..<8 where !isNormal(x[lane]) { result[lane] = Foundation.log(x[lane]) }
    return result
  }

  private static func isNormal(_ x: Double) -> Bool {
    x >= .leastNormalMagnitude && x <= .greatestFiniteMagnitude
  }

  private static func logarithmFormula(_ x: Lanes) -> Lanes {
    let half: UInt64 = 0x3fe6_a09e_667f_3bcd
    let offset = x.bitPattern &- half
    let k = ((offset &+ (1 << 63)) &>> 52) &- 2048
    let m = Lanes(bitPattern: (offset & 0x000f_ffff_ffff_ffff) &+ half)
    let kd = Lanes(bitPattern: k &+ 0x4338_0000_0000_0000) - 0x1.8p52
    let f = m - 1.0
    let s = f / (f + 2.0)
    let z = s * s
    let w = z * z
    let odd2: Lanes = w * 1.531383769920937332e-01 + 2.222219843214978396e-01
    let odd: Lanes = w * (w * odd2 + 3.999999999940941908e-01)
    let even2: Lanes = w * 1.479819860511658591e-01 + 1.818357216161805012e-01
    let even1: Lanes = w * even2 + 2.857142874366239149e-01
    let even: Lanes = z * (w * even1 + 6.666666666666735130e-01)
    let hfsq: Lanes = f * f * 0.5
    let rest: Lanes = s * (hfsq + (even + odd)) + kd * 1.90821492927058770002e-10
    return kd * 6.93147180369123816490e-01 - ((hfsq - rest) - f)
  }

  /// xʸ = e^(y log x); the C library's where x is not a positive normal number or the result is not.
  static func power(_ x: Lanes, _ y: Lanes) -> Lanes {
    let exponent = y * logarithmFormula(x)
    var result = exponentialFormula(exponent)
    for lane in 0..<8
    where !isNormal(x[lane]) || !(exponent[lane] <= 700 && exponent[lane] >= -700) {
      result[lane] = Foundation.pow(x[lane], y[lane])
    }
    return result
  }
}

extension SIMD8<Double> {
  /// The bits of each lane.
  fileprivate var bitPattern: SIMD8<UInt64> { unsafeBitCast(self, to: SIMD8<UInt64>.self) }

  /// Lanes of these bits.
  fileprivate init(bitPattern: SIMD8<UInt64>) { self = unsafeBitCast(bitPattern, to: Self.self) }
}
