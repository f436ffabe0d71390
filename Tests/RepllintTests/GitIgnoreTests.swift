import Foundation
import RepllintTestSupport
import Testing

@testable import repllint

/// The grammar of `.gitignore`, held against git itself.
struct GitIgnoreTests {
  @Test(arguments: [
    ("*.json", "a.json", true), ("*.json", "a/b.json", false), ("a/*", "a/b", true), ("a/*", "a/b/c", false),
    ("**/a", "a", true), ("**/a", "x/y/a", true), ("**/a", "x/ya", false), ("a/**", "a/b/c", true),
    ("a/**", "a", false), ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/xb", false),
    ("a?c", "abc", true), ("a?c", "a/c", false), ("a[b-d]e", "ace", true), ("a[!b-d]e", "ace", false),
    ("a[]]b", "a]b", true), ("[[:digit:]x]", "7", true), ("[[:digit:]x]", "x", true), ("\\*", "*", true),
    ("\\*", "a", false), ("a[\\]]", "a]", true), ("a[^/]b", "a/b", false),
  ])
  func patternMatchesAsInGit(pattern: String, path: String, matches: Bool) throws {
    #expect(try #require(GlobPattern(pattern.utf8)).matches(path.utf8) == matches)
  }

  @Test(arguments: ["a\\", "a[", "a[b", "a[[:nope:]]", "a[b-\\"]) func openPatternMatchesNothing(_ pattern: String) {
    #expect(GlobPattern(pattern.utf8) == nil)
  }

  @Test func matchingTakesTimeInProportion() throws {
    let pattern = try #require(GlobPattern((String(repeating: "*a", count: 200) + "b").utf8))
    let start = ContinuousClock.now
    #expect(!pattern.matches(String(repeating: "a", count: 4000).utf8))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  /// Random trees and patterns: the same files are ignored as `git check-ignore` reports.
  @Test func sameFilesAreIgnoredAsByGit() throws {
    let bench = try Workbench()
    guard try bench.shell("command -v git").status == 0 else { return }
    for seed in 0..<Effort.count(quick: 8, usual: 40) {
      let tree = "t\(seed)"
      var generator = SeededGenerator(seed: seed)
      let paths = try Self.makeTree(tree, bench, &generator)
      try bench.write(paths.joined(separator: "\0"), to: "\(tree)/../list\(seed)")
      let git = try bench.shell(
        """
        export HOME="$PWD" GIT_CONFIG_NOSYSTEM=1; cd \(tree) && git init -q . && cp ../info .git/info/exclude && \
        git check-ignore --no-index --stdin -z < ../list\(seed)
        """)
      try #require(git.error == "")
      let ignored = Set(git.output.split(separator: "\0").map(String.init))
      let root = bench.url(tree).path
      var found: Set<String> = []
      Self.walk(SearchScope(root, commandLine: nil, configuration: nil), "", &found)
      let expected = Set(paths).subtracting(ignored)
      let different = found.symmetricDifference(expected.filter { !$0.hasSuffix(".gitignore") }).sorted()
      #expect(different == [], "seed \(seed)")
    }
  }

  private static func walk(_ scope: SearchScope, _ path: String, _ found: inout Set<String>) {
    for entry in (try? SystemCalls.entries(of: scope.folder)) ?? [] {
      let isFolder = entry.kind == .folder
      if scope.passesOver(entry.name, isFolder: isFolder) { continue }
      if isFolder {
        walk(scope.entering(entry.name, configuration: nil), "\(path)\(entry.name)/", &found)
      } else {
        found.insert(path + entry.name)
      }
    }
  }

  private static let names = ["a", "b", "ab", "a.x", "b.x", "a b", "é", "[", "!a", "#a", "]", "abc"]
  private static let parts = [
    "a", "b", "ab", "c", "*", "*", "**", "***", "?", "/", "/", "/", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[[]",
    "[[:alpha:]]", "\\a", "\\*", "\\", "[", "]", ".x", " ", "é", "!", "#",
  ]

  /// Makes a tree of folders, files and `.gitignore` files, and answers the paths of all files.
  private static func makeTree(_ tree: String, _ bench: Workbench, _ generator: inout SeededGenerator) throws
    -> [String]
  {
    func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
    func pattern() -> String {
      (roll(4) == 0 ? "!" : "") + (0...roll(5)).map { _ in parts[roll(parts.count)] }.joined()
        + (roll(5) == 0 ? "/" : "")
    }
    func patterns() -> String {
      (0...roll(4)).map { _ in pattern() }.joined(separator: roll(6) == 0 ? "\r\n" : "\n")
    }
    var paths: Set<String> = []
    var folders = [""]
    for _ in 0..<8 { folders.append(folders[roll(folders.count)] + names[roll(names.count)] + "/") }
    for folder in folders {
      for _ in 0..<5 {
        let path = folder + names[roll(names.count)]
        if !folders.contains("\(path)/") { paths.insert(path) }
      }
      if roll(2) == 0 { paths.insert("\(folder).gitignore") }
    }
    for path in paths { try bench.write(path.hasSuffix(".gitignore") ? patterns() : "", to: "\(tree)/\(path)") }
    try bench.write(roll(2) == 0 ? pattern() : "", to: "info")
    return paths.sorted()
  }
}
