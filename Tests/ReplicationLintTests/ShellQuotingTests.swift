import Foundation
import Testing

@testable import ReplicationLint

@Suite struct ShellQuotingTests {
  /// Each ASCII character with scalars after it that join it into one Swift character, and line ends.
  private static let texts: [String] = {
    let joiners: [Unicode.Scalar] = ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}"]
    let ascii = [0x09, 0x0A, 0x0D].map { UInt8($0) } + Array(0x20...0x7F)
    return joiners.flatMap { joiner in
      ascii.map { byte in
        var text = "x".unicodeScalars
        text.append(contentsOf: [Unicode.Scalar(byte), joiner, Unicode.Scalar(byte), joiner, ";", "y"])
        return String(text)
      }
    } + ["", "'", "''", "p'\u{301};touch pwned;:'\u{301}", "-", "\r\n"]
  }()

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/sh"), "no shell"))
  func shellReadsEveryWordBackByteForByte() throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    let words = Self.texts.map(shellQuoted).joined(separator: " ")
    shell.arguments = ["-c", "printf '%s\\0' \(words)"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
    shell.waitUntilExit()
    let read = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map { Array($0) }
    #expect(read == Self.texts.map { Array($0.utf8) })
  }

  @Test(arguments: ["http://node1/\u{301}x", "http://node1?\u{301}", "http://node1:\u{301}80"])
  func hostEndsWhereItsAddressDoes(_ endpoint: String) {
    #expect(Address(endpoint)?.host == "node1")
  }
}
