/// A short stable name for a finding, so that tools can distinguish a known one from a new one when lines move.
///
/// FNV-1a over 64 bits: no secret is protected, and the bytes are the same on every machine.
func fingerprint(of parts: [String]) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for part in parts {
    for byte in part.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    // A byte that UTF-8 never holds keeps ["ab", "c"] and ["a", "bc"] apart.
    hash = (hash ^ 0xFF) &* 0x100_0000_01b3
  }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
