/// Random numbers by what they are for: the seed of an ensemble, the draw and a name.
///
/// A number is a function of these three and of nothing drawn before it, so that a draw does not
/// depend on how many others there are, on their order, or on what else is varied.
public struct DrawRandom: Sendable {
  /// The seed of the ensemble.
  public let seed: UInt64

  /// Numbers of a seed.
  public init(seed: UInt64) { self.seed = seed }

  /// A number from 0 up to but without 1, uniformly distributed.
  public func uniform(draw: Int, name: String) -> Double {
    // FNV-1a over the name, then the finaliser of SplitMix64 over each part in turn.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var state = SplitMix64(seed: seed).scrambled
    state = SplitMix64(seed: state ^ UInt64(bitPattern: Int64(draw))).scrambled
    state = SplitMix64(seed: state ^ hash).scrambled
    return Double(state >> 11) * 0x1p-53
  }
}

extension SplitMix64 {
  /// The first number of the generator.
  fileprivate var scrambled: UInt64 {
    var copy = self
    return copy.next()
  }
}
