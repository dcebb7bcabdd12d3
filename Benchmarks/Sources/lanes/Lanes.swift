import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers

/// Times the evaluation of residuals and Jacobians of the Brazil model: the scalar tape, every kernel
/// over lanes, and the same tape as C compiled for this machine.
///
/// `lanes [20|68] [tapes]`: a table in Markdown. The tape is compiled by `clang`, or what `CC` names,
/// unless `tapes` are wanted alone.
/// All are timed in turn in one process; figures are medians.
@main
struct Lanes {
  static let root = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    .deletingLastPathComponent()

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let size = arguments.first ?? "20"
    let withNative = !arguments.contains("tapes")
    let tables = root.appendingPathComponent("Packs/brazil/tables/\(size)")
    let data = ModelData(folders: [tables.path, tables.deletingLastPathComponent().path])
    let file = root.appendingPathComponent("Sources/ModelLibrary/Blocks/standard.eqn").path
    let model = try ModelCompiler().compile(main: file, data: data, choices: [:]).model
    let calibrated = try calibrate(model, baseYear: 2019)
    let tapes = try ModelTapes(model: model)
    let scalar = TapeWorkspace(tape: tapes.tape)
    write(calibrated, tapes.tape, into: scalar)
    for segment in tapes.prologue.segments { scalar.run(segment) }
    let requests = [tapes.residual, tapes.residualAndJacobian]
    for (title, request) in zip(["residuals", "residuals and Jacobian"], requests) {
      print("### \(title)\n")
      let window = arguments.compactMap { Int($0.replacing("window=", with: "")) }.dropFirst().first
      try measure(tapes, request, scalar, withNative, window)
    }
    let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? "unknown"
    print("Load at the end: \(load.prefix(14)).")
  }

  /// One contender: runs once, and covers so many draws.
  struct Contender {
    let name: String
    let draws: Int
    let run: () -> Void
  }

  static func measure(
    _ tapes: ModelTapes, _ request: LaneTape.Request, _ scalar: TapeWorkspace, _ withNative: Bool,
    _ window: Int?
  ) throws {
    var contenders = [
      Contender(name: "scalar tape", draws: 1) {
        for segment in request.segments { scalar.run(segment) }
      }
    ]
    let lanes = LaneKernel.laneCount
    for (name, fuses) in [("", true), (", unfused", false)] {
      var options = LaneTape.Options()
      options.fuses = fuses
      if let window { options.window = window }
      let tape = LaneTape(tape: tapes.tape, programs: [tapes.prologue, request], options: options)
      if fuses {
        print(
          "\(tape.operationCounts[1]) operations in \(tape.instructionCounts[1]) instructions;",
          "frame of \(tape.frameSlots * lanes * 8 / 1024) KB\n")
      }
      for kernel in LaneKernel.allCases where kernel.isAvailable && (fuses || kernel == .best) {
        let workspace = LaneWorkspace(tape: tape, kernel: kernel)
        for (tapeSlot, laneSlot) in tape.inputs {
          (workspace.frame + laneSlot * lanes).update(
            repeating: scalar.slots[tapeSlot], count: lanes)
        }
        workspace.run(0)
        contenders.append(
          Contender(name: "lanes, \(kernel.rawValue)\(name)", draws: lanes) { workspace.run(1) })
      }
    }
    if withNative {
      for count in [1, lanes] {
        let native = try NativeCode(
          tapes.tape, request, lanes: count,
          kernels: root.appendingPathComponent("Engine/Sources/CKernels"))
        let memory = UnsafeMutableRawPointer.allocate(
          byteCount: native.frameSlots * count * 8, alignment: 64
        ).bindMemory(to: Double.self, capacity: native.frameSlots * count)
        for (slot, place) in native.place {
          (memory + place * count).update(repeating: scalar.slots[slot], count: count)
        }
        contenders.append(
          Contender(
            name: "native C, \(count == 1 ? "scalar" : "lanes")"
              + String(format: " (compiled in %.0f s)", native.compileSeconds), draws: count
          ) { native.run(memory) })
      }
    }
    let times = medians(contenders)
    let bound = Array(zip(contenders, times)).last {
      $0.0.draws > 1 && $0.0.name.hasPrefix("native")
    }
    print("| | microseconds | ns per draw and operation | of native over lanes |")
    print("| --- | ---: | ---: | ---: |")
    let operations = LaneDataflow(
      tape: tapes.tape, request: request,
      takenLater: [Bool](repeating: false, count: tapes.tape.slotCount)
    ).instructions.count
    for (contender, time) in zip(contenders, times) {
      let perDraw = time / Double(contender.draws)
      let ratio = bound.map {
        String(format: "%.2f", perDraw / ($0.1 / Double($0.0.draws)))
      }
      print(
        "| \(contender.name) |",
        String(
          format: "%.1f | %.3f |", time, perDraw * 1e3 / Double(operations)),
        "\(ratio ?? "") |")
    }
    print("")
  }

  /// Median microseconds of a run of each, in turn, so that the machine's load meets all alike.
  static func medians(_ contenders: [Contender]) -> [Double] {
    var times = [[Double]](repeating: [], count: contenders.count)
    let clock = ContinuousClock()
    for contender in contenders { contender.run() }
    for _ in 0..<51 {
      for (index, contender) in contenders.enumerated() {
        let elapsed = clock.measure { for _ in 0..<10 { contender.run() } }
        times[index].append(elapsed / .microseconds(10))
      }
    }
    return times.map { $0.sorted()[$0.count / 2] }
  }

  static func write(_ calibrated: CalibratedModel, _ tape: Tape, into workspace: TapeWorkspace) {
    workspace.setParameters(calibrated.parameters)
    let base = calibrated.baseValues ?? []
    workspace.setCells(base)
    for lag in stride(from: 1, through: tape.layout.maximumLag, by: 1) {
      workspace.setCells(base, lag: lag)
    }
  }
}
