import Foundation
import ReplicationLint
import RepllintTestSupport
import Testing

/// Some finding is `refused` if and only if the server refuses `Role`, whatever is in it.
///
/// The server's checks are written here a second time (Arsenal lib/models/ReplicationConfiguration.ts, `_parseRole` and
/// `_isValidRoleARN`), without any code of the linter.
@Suite struct RoleConformanceTests {
  private static let profiles = ["default", "external", "cold", "none"]

  /// `StorageClass` of the rules, nil where a rule has none, that the named server accepts.
  private static let storageClasses: [String: [[String?]]] = [
    "default": [[nil], ["us-east-2"], ["zenko"], ["STANDARD"], ["us-east-2", nil], [nil, "us-east-2"]],
    "external": [
      [nil], ["aws-location"], ["ring-paris"], ["ring-paris", nil], [nil, "ring-paris"], ["aws-location,ring-paris"],
    ],
    "cold": [[nil], ["zenko"]],
    "none": [[nil]],
  ]

  @Test(arguments: profiles) func roleIsRefusedExactlyWhereServerRefusesIt(_ profile: String) throws {
    var generator = SeededGenerator(seed: profile.utf8.count)
    var refused = 0
    var accepted = 0
    for classes in Self.storageClasses[profile] ?? [] {
      for role in Self.roles(&generator, count: Effort.count(quick: 50, usual: 500)) {
        let expected = profile == "none" || Self.isRefused(role, isScality: Self.isScality(classes, profile))
        let input = Input(
          name: "replication.json", text: try Self.configuration(role, classes), kind: .replicationConfiguration)
        let found = Linter(configuration: Configuration(server: .recorded(profile))).check([input]).diagnostics
        let isRefused = found.contains { $0.consequence == .refused }
        #expect(isRefused == expected, "\(profile) \(classes) \(role.debugDescription): \(described(found))")
        if expected { refused += 1 } else { accepted += 1 }
      }
    }
    #expect(refused > 20)
    #expect(accepted > Effort.count(quick: 0, usual: 20) || profile == "none")
  }

  @Test(arguments: ["x", "\"", "Role=", "arn:", "\u{FEFF}", "\u{200B}", "<", "1", "\n", "\u{301}"])
  func anythingBeforeTheOnlyARNIsRefused(_ prefix: String) throws {
    let role = prefix + "arn:aws:iam::410293857164:role/crr-source"
    let input = Input(name: "replication.json", text: try Self.configuration(role, [nil]))
    let found = Linter(configuration: Configuration(server: .recorded("external"))).check([input]).diagnostics
    #expect(found.count { $0.consequence == .refused } == 1, "\(described(found))")
  }

  // MARK: The server

  private static func isScality(_ classes: [String?], _ profile: String) -> Bool {
    let isDefaultScality = profile != "external"
    let scalitySites = ["zenko", "ring-paris"]
    var flag = false
    for storageClass in classes {
      guard let storageClass, storageClass != "STANDARD" else {
        flag = isDefaultScality
        continue
      }
      if storageClass.split(separator: ",").contains(where: { scalitySites.contains(String($0)) }) { flag = true }
    }
    return flag
  }

  /// A string that makes the server throw counts as refused.
  private static func isRefused(_ role: String, isScality: Bool) -> Bool {
    let entries = split(Array(role.utf16), at: 0x2C)
    if entries.count != (isScality ? 2 : 1) { return true }
    return entries.contains { entry in
      let parts = split(entry, at: 0x3A)
      let head = ["arn", "aws", "iam", ""].map { Array($0.utf16) }
      guard parts.count > 5, Array(parts[..<4]) == head else { return true }
      let hasAccount = parts[4] == Array("*".utf16) || parts[4].count > 1
      return !hasAccount || !parts[5].starts(with: "role".utf16)
    }
  }

  private static func split(_ units: [UInt16], at separator: UInt16) -> [[UInt16]] {
    units.split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
  }

  // MARK: Documents

  private static let source = "arn:aws:iam::410293857164:role/crr-source"
  private static let target = "arn:aws:iam::930417265580:role/path/crr-target"
  private static let bases = [
    source, "\(source),\(target)", "\(source);\(target)", "\(source)\(target)", "\(source), \(target)", "",
    "arn:aws:iam::*:role/x", "arn:aws:iam::1:role/x", "arn:aws:iam::410293857164:user/x", "arn:aws:iam:", "role",
  ]
  private static let pieces = [
    "x", "\"", "Role=", "arn:", "\u{FEFF}", "\u{200B}", "<", "1", "\n", "\r\n", " ", ",", ";", ":", "::", "/", "*", "é",
    "\u{301}", "😀", "aws", "iam", "role", "arn:aws:iam:", "arn:aws:iam::", source, "\u{0}", "\\", "\u{A0}",
  ]

  private static func roles(_ generator: inout SeededGenerator, count: Int) -> [String] {
    (0..<count).map { _ in
      var scalars = Array(bases[Int.random(in: 0..<bases.count, using: &generator)].unicodeScalars)
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        let ends = [0, scalars.count, Int.random(in: 0...scalars.count, using: &generator)]
        let at = ends[Int.random(in: 0..<3, using: &generator)]
        if Int.random(in: 0..<4, using: &generator) == 0 {
          let end = min(scalars.count, at + Int.random(in: 1...6, using: &generator))
          scalars.removeSubrange(at..<end)
        } else {
          scalars.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &generator)].unicodeScalars, at: at)
        }
      }
      return String(String.UnicodeScalarView(scalars))
    }
  }

  private static func configuration(_ role: String, _ classes: [String?]) throws -> String {
    let rules = classes.enumerated().map { index, storageClass in
      let member = storageClass.map { #", "StorageClass": "\#($0)""# } ?? ""
      let bucket = #""Bucket": "arn:aws:s3:::vault-copy""#
      return #"{ "Prefix": "p\#(index)/", "Status": "Enabled", "Destination": { \#(bucket)\#(member) } }"#
    }
    let text = String(decoding: try JSONEncoder().encode(role), as: UTF8.self)
    return #"{ "Role": \#(text), "Rules": [\#(rules.joined(separator: ", "))] }"#
  }
}
