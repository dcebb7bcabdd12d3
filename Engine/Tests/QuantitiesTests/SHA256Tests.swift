import Quantities
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// The examples of FIPS 180-4 and NIST's example page.
  @Test(
    "The published digests are reproduced",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func published(text: String, digest: String) {
    #expect(SHA256.hexadecimal(of: text) == digest)
  }

  @Test("A hundred thousand letters a, given in uneven pieces, have the digest of the whole")
  func pieces() {
    var hash = SHA256()
    var left = 100_000
    var size = 1
    while left > 0 {
      let piece = min(size, left)
      hash.update([UInt8](repeating: 97, count: piece))
      left -= piece
      size = size * 3 % 197 + 1
    }
    let whole = SHA256.hexadecimal(SHA256.digest(of: [UInt8](repeating: 97, count: 100_000)))
    #expect(hash.hexadecimal() == whole)
  }

  @Test("Every length around a block boundary has its own digest, the same in one piece or two")
  func boundaries() {
    var seen: Set<String> = []
    for length in 50...140 {
      let bytes = (0..<length).map { UInt8($0) }
      var hash = SHA256()
      hash.update(bytes[0..<20])
      hash.update(bytes[20...])
      #expect(hash.finalized() == SHA256.digest(of: bytes))
      #expect(seen.insert(hash.hexadecimal()).inserted)
    }
  }
}
