import CKernels

/// The frame of a ``LaneTape``: inputs are written, programs are run, results are read.
///
/// Nothing is allocated while a program runs. Use one workspace from one thread at a time.
public final class LaneWorkspace {
  /// The tape it runs.
  public let tape: LaneTape
  /// How.
  public let kernel: LaneKernel
  /// The values: slot after slot, ``LaneKernel/laneCount`` draws each; aligned to 64 bytes.
  public let frame: UnsafeMutablePointer<Double>

  /// Reserves a frame; inputs are not numbers until they are written.
  public init(tape: LaneTape, kernel: LaneKernel = .best) {
    precondition(kernel.isAvailable, "This machine cannot run \(kernel.rawValue).")
    self.tape = tape
    self.kernel = kernel
    let lanes = LaneKernel.laneCount
    frame = LaneWorkspace.allocate(tape.frameSlots * lanes, .nan)
    for constant in tape.constants {
      (frame + constant.slot * lanes).update(repeating: constant.value, count: lanes)
    }
  }

  deinit { frame.deallocate() }

  /// Memory aligned as the kernels need it.
  package static func allocate(_ count: Int, _ value: Double) -> UnsafeMutablePointer<Double> {
    let result = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Double>.stride, alignment: 64
    ).bindMemory(to: Double.self, capacity: max(1, count))
    result.initialize(repeating: value, count: max(1, count))
    return result
  }

  /// Runs one of the tape's programs.
  public func run(_ program: Int) {
    tape.programs[program].withUnsafeBufferPointer { code in
      guard let start = code.baseAddress else { return }
      if kernel == .reference {
        LaneReference.run(frame, start, start + code.count)
      } else {
        lane_run(kernel.identifier, frame, start, start + code.count)
      }
    }
  }
}
