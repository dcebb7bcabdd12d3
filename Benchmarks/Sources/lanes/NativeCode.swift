import Equations
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A program of a tape as straight-line C, compiled for this machine: the bound that an interpreter is
/// measured against.
///
/// Values stay in local variables and meet memory only where a compiler runs out of registers, at the
/// ends of functions of so many instructions, and where they are inputs or outputs.
final class NativeCode {
  typealias Function = @convention(c) (UnsafeMutablePointer<Double>) -> Void

  /// The number of slots of its frame.
  let frameSlots: Int
  /// The slot of the frame for a slot of the tape that is an input or an output.
  let place: [Int: Int]
  /// Seconds that compiling took.
  let compileSeconds: Double
  private let function: Function
  private static let instructionsPerFunction = 2_000

  /// Emits and compiles a program.
  /// - Parameters:
  ///   - lanes: 1 for scalars, or the lanes of the kernels.
  ///   - kernels: The folder with the sources of the kernels, whose formulas for log, exp and power
  ///     are used.
  init(_ tape: Tape, _ request: LaneTape.Request, lanes: Int, kernels: URL) throws {
    let flow = LaneDataflow(
      tape: tape, request: request, takenLater: [Bool](repeating: false, count: tape.slotCount))
    let chunks = stride(from: 0, to: flow.instructions.count, by: Self.instructionsPerFunction).map
    {
      flow.instructions[
        $0..<min(flow.instructions.count, $0 + Self.instructionsPerFunction)]
    }
    var chunkOf = [Int](repeating: -1, count: tape.slotCount)
    for (index, chunk) in chunks.enumerated() {
      for instruction in chunk { chunkOf[Int(instruction.destination)] = index }
    }
    var isInMemory = [Bool](repeating: false, count: tape.slotCount)
    for slot in flow.taken + request.outputs { isInMemory[slot] = true }
    for (index, chunk) in chunks.enumerated() {
      for instruction in chunk {
        for slot in [Int(instruction.first), Int(instruction.second)] where chunkOf[slot] != index {
          isInMemory[slot] = true
        }
      }
    }
    let kept = isInMemory.indices.filter { isInMemory[$0] }
    let place = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    self.place = place
    frameSlots = kept.count

    var text = Self.prelude(lanes: lanes, kernels: kernels)
    for (index, chunk) in chunks.enumerated() {
      text += "TARGET static __attribute__((noinline)) void part\(index)(number *f) {\n"
      for instruction in chunk {
        func operand(_ slot: Int32) -> String {
          chunkOf[Int(slot)] == index ? "t\(slot)" : "f[\(place[Int(slot)] ?? 0)]"
        }
        let a = operand(instruction.first)
        let b = operand(instruction.second)
        text += "number t\(instruction.destination) = \(Self.text(instruction.operation, a, b));\n"
        if let target = place[Int(instruction.destination)] {
          text += "f[\(target)] = t\(instruction.destination);\n"
        }
      }
      text += "}\n"
    }
    text += "void evaluate(double *frame) {\n"
    for index in chunks.indices { text += "part\(index)((number *)frame);\n" }
    text += "}\n"

    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("native-\(ProcessInfo.processInfo.processIdentifier)-\(lanes)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("tape.c")
    let library = folder.appendingPathComponent("tape.so")
    try text.write(to: source, atomically: true, encoding: .utf8)
    let began = ContinuousClock().now
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = [
      ProcessInfo.processInfo.environment["CC"] ?? "clang", "-O2", "-march=native",
      "-ffp-contract=fast", "-Wno-psabi", "-shared", "-fPIC", "-I", kernels.path, "-I",
      kernels.appendingPathComponent("include").path, source.path, "-o", library.path, "-lm",
    ]
    try compiler.run()
    compiler.waitUntilExit()
    compileSeconds = (ContinuousClock().now - began) / .seconds(1)
    guard compiler.terminationStatus == 0, let handle = dlopen(library.path, RTLD_NOW),
      let symbol = dlsym(handle, "evaluate")
    else { throw NativeError.notCompiled }
    function = unsafeBitCast(symbol, to: Function.self)
  }

  enum NativeError: Error {
    /// No compiler was found, or it refused the code. Name one by `CC`.
    case notCompiled
  }

  func run(_ frame: UnsafeMutablePointer<Double>) { function(frame) }

  private static func prelude(lanes: Int, kernels: URL) -> String {
    if lanes == 1 {
      return """
        #include <math.h>
        #define TARGET
        typedef double number;
        static inline double sign_of(double a) { return a > 0 ? 1 : a < 0 ? -1 : a; }
        static inline double step_of(double a) { return a >= 0 ? 1 : a < 0 ? 0 : a; }
        static inline double least(double a, double b) { return b < a ? b : a; }
        static inline double most(double a, double b) { return b > a ? b : a; }
        #define log_of log
        #define exp_of exp
        #define root_of sqrt
        #define size_of fabs
        #define power_of pow

        """
    }
    return """
      #include "lanes.c"
      #define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw")))
      typedef vec number;
      #define load load_avx512
      #define choose choose_avx512
      #define splat splat_avx512
      #define log_of log_all_avx512
      #define exp_of exp_all_avx512
      #define power_of pow_all_avx512
      #define root_of root_avx512
      #define size_of(a) ((vec)((bits)(a) & INT64_MAX))
      #define sign_of(a) choose((a) > 0.0, splat(1), choose((a) < 0.0, splat(-1), a))
      #define step_of(a) choose((a) >= 0.0, splat(1), choose((a) < 0.0, splat(0), a))
      #define least(a, b) choose((b) < (a), b, a)
      #define most(a, b) choose((b) > (a), b, a)

      """
  }

  private static func text(_ operation: TapeOperation, _ a: String, _ b: String) -> String {
    switch operation {
    case .negate: "-\(a)"
    case .log: "log_of(\(a))"
    case .exp: "exp_of(\(a))"
    case .sqrt: "root_of(\(a))"
    case .absolute: "size_of(\(a))"
    case .sign: "sign_of(\(a))"
    case .step: "step_of(\(a))"
    case .add: "\(a) + \(b)"
    case .subtract: "\(a) - \(b)"
    case .multiply: "\(a) * \(b)"
    case .divide: "\(a) / \(b)"
    case .power: "power_of(\(a), \(b))"
    case .minimum: "least(\(a), \(b))"
    case .maximum: "most(\(a), \(b))"
    }
  }
}
