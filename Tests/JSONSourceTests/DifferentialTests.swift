import Foundation
import JSONSource
import Jansson
import RepllintTestSupport
import Testing

/// Generated and mutated sources through this reader and through libjansson: the same sources are JSON, with the same
/// value. `JanssonComparison` lists the known differences.
///
/// 20,000 sources, a million in a thorough run, in parts that run side by side.
@Suite struct DifferentialTests {
  private static let count = Effort.count(quick: 2_500, usual: 2_500, thorough: 125_000)

  @Test(arguments: 0..<8) func readersAgreeOnGeneratedAndMutatedSources(_ seed: Int) {
    var generator = TextGenerator(seed: seed)
    var (valid, invalid) = (0, 0)
    for _ in 0..<Self.count {
      let bytes = generator.next()
      let document = JSONDocument(SourceFile(name: "test", bytes: bytes))
      if document.isValid { valid += 1 } else { invalid += 1 }
      if let difference = JanssonComparison.difference(bytes, document) { Issue.record("\(difference)") }
    }
    #expect(valid > Self.count / 10 && invalid > Self.count / 10)
  }
}

/// Sources of JSON's tokens, and such sources with a few bytes changed.
private struct TextGenerator {
  private var generator: SeededGenerator
  private static let strings = [
    "", "a", "é", "\\n", "\\u0041", "\\uD83D\\uDE00", "\\uD800", "\\u0000", "\\\"", "\u{10FFFF}", "\\/", "\u{7F}",
    "\\x",
  ]
  private static let numbers = [
    "0", "-0", "1", "12", "-3.5", "1e3", "1E-2", "0.0", "9223372036854775807", "9223372036854775808", "1e999", "01",
    "1.",
    "-", "+1", ".5",
  ]
  private static let pieces: [[UInt8]] =
    [
      "[", "]", "{", "}", ",", ":", "\"", "\\", "'", "//", "/*", "\0", "true", "nul", "NaN", " ", "\n", "\t", "\u{B}",
      "e", "-",
    ]
    .map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xE2, 0x80]]

  init(seed: Int) { generator = SeededGenerator(seed: seed) }

  mutating func next() -> [UInt8] {
    var bytes = Array(value(depth: 0).utf8)
    for _ in 0..<(roll(3) == 0 ? 0 : roll(3)) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let at = roll(bytes.count + 1)
    switch roll(5) {
    case 0 where at < bytes.count: bytes.remove(at: at)
    case 1 where at < bytes.count: bytes[at] = UInt8(roll(256))
    case 2: bytes.removeSubrange(at...)
    case 3 where at < bytes.count:
      let end = min(bytes.count, at + roll(8))
      bytes.insert(contentsOf: Array(bytes[at..<end]), at: roll(bytes.count))
    default: bytes.insert(contentsOf: Self.pieces[roll(Self.pieces.count)], at: at)
    }
  }

  private mutating func value(depth: Int) -> String {
    switch roll(depth > 4 ? 4 : 8) {
    case 0: return Self.numbers[roll(roll(2) == 0 ? 8 : Self.numbers.count)]
    case 1: return ["true", "false", "null"][roll(3)]
    case 2, 3: return string()
    case 4, 5: return "[\(list { $0.value(depth: depth + 1) })]"
    default: return "{\(list { "\($0.string())\($0.space()):\($0.value(depth: depth + 1))" })}"
    }
  }

  private mutating func list(_ element: (inout TextGenerator) -> String) -> String {
    var text = space()
    for index in 0..<roll(4) { text += (index == 0 ? "" : ",") + space() + element(&self) + space() }
    return text
  }

  private mutating func string() -> String {
    var text = ""
    for _ in 0..<roll(4) { text += Self.strings[roll(Self.strings.count)] }
    return "\"\(text)\""
  }

  private mutating func space() -> String { ["", "", "", " ", "\n", "\r\n\t"][roll(6)] }

  private mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
}
