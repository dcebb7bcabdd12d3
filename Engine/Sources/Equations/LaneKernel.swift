import CKernels

/// How lanes are evaluated. All give the same bits; they differ in speed alone.
public enum LaneKernel: String, Sendable, CaseIterable {
  /// Swift's own vectors: what the kernels in C are compared with.
  case reference
  /// C for any machine.
  case baseline
  /// C for x86-64 with AVX2.
  case avx2
  /// C for x86-64 with AVX-512.
  case avx512

  /// The number of draws that are worked on together.
  public static let laneCount = Int(LANE_COUNT)

  /// Whether this machine can run it.
  public var isAvailable: Bool {
    self == .reference || lane_kernel_available(identifier) != 0
  }

  /// The fastest this machine can run.
  public static let best = [avx512, avx2].first { $0.isAvailable } ?? .baseline

  /// The kernel as C counts them; that of the reference is not used.
  package var identifier: Int32 {
    switch self {
    case .reference, .baseline: Int32(LANE_BASELINE.rawValue)
    case .avx2: Int32(LANE_AVX2.rawValue)
    case .avx512: Int32(LANE_AVX512.rawValue)
    }
  }
}
