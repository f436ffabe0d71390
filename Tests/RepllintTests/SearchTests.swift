import Foundation
import Testing

/// Which files a folder search finds, and which it passes over.
struct SearchTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// The files with an error in the report, which is every file that was checked: all are bad.
  private func found(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
    let run = try bench.launch(["--format", "concise"] + arguments)
    #expect(run.error == "", sourceLocation: sourceLocation)
    return run.output.split(separator: "\n").filter { $0.contains("error[role-arn-malformed]") }
      .map { String($0.prefix { $0 != ":" }) }
  }

  private func write(_ paths: String...) throws {
    for path in paths { try bench.write(Sample.bad, to: path) }
  }

  // MARK: .gitignore

  @Test func gitignoreIsRespectedInsideAWorkTreeOnly() throws {
    try write("a.json", "packages/p/b.json", "sub/c.json", "sub/build/d.json", "sub/keep/build/e.json")
    try bench.write("# packages\npackages/\nbuild\n", to: ".gitignore")
    try bench.write("!build/\n", to: "sub/keep/.gitignore")
    #expect(try found(".").count == 5)
    try bench.write("", to: ".git/HEAD")
    #expect(try found(".") == ["a.json", "sub/c.json", "sub/keep/build/e.json"])
    #expect(try found("sub") == ["sub/c.json", "sub/keep/build/e.json"])
  }

  @Test func infoExcludeIsRespected() throws {
    try write("a.json", "b.json", "sub/b.json")
    try bench.write("/b.json\n", to: ".git/info/exclude")
    #expect(try found(".") == ["a.json", "sub/b.json"])
    try bench.write("!b.json\n", to: ".gitignore")
    #expect(try found(".") == ["a.json", "b.json", "sub/b.json"])
  }

  @Test func linkedWorkTreeSharesInfoExclude() throws {
    try write("tree/a.json", "tree/b.json")
    try bench.write("b.json\n", to: "main/.git/info/exclude")
    try bench.write("../..\n", to: "main/.git/worktrees/tree/commondir")
    try bench.write("gitdir: ../main/.git/worktrees/tree\n", to: "tree/.git")
    #expect(try found("tree") == ["tree/a.json"])
  }

  @Test func workTreeInsideAnotherHasItsOwnPatternsOnly() throws {
    try write("a.json", "inner/a.json", "inner/b.json")
    try bench.write("a.json\n", to: ".gitignore")
    try bench.write("b.json\n", to: "inner/.gitignore")
    try bench.write("", to: ".git/HEAD")
    try bench.write("", to: "inner/.git/HEAD")
    #expect(try found(".") == ["inner/a.json"])
  }

  @Test func namedFileOrFolderIsCheckedAlthoughIgnored() throws {
    try write("out/a.json", "b.json")
    try bench.write("out/\nb.json\n", to: ".gitignore")
    try bench.write("", to: ".git/HEAD")
    #expect(try found("b.json", "out") == ["b.json", "out/a.json"])
    #expect(try bench.run(".").error == "repllint: no JSON files found in .\n")
  }

  // MARK: Names

  @Test func hiddenNamesArePassedOver() throws {
    try write("a.json", ".b.json", ".venv/c.json", "d/.e/f.json")
    #expect(try found(".") == ["a.json"])
    #expect(try found(".b.json", ".venv") == [".b.json", ".venv/c.json"])
  }

  @Test func packagesOfOthersArePassedOverUnlessNamed() throws {
    try write("a.json", "node_modules/b.json", "d/node_modules/e/f.json", "node_modules.json", "d/node_modules_/g.json")
    #expect(try found(".") == ["a.json", "d/node_modules_/g.json", "node_modules.json"])
    #expect(try found("node_modules") == ["node_modules/b.json"])
  }

  @Test func extensionIsCaseInsensitive() throws {
    try write("a.JSON", "b.Json", "c.jsonc", "djson", "e.json5")
    #expect(try found(".") == ["a.JSON", "b.Json"])
  }

  // MARK: exclude

  @Test func excludeOptionTakesPatternsOfTheCurrentFolder() throws {
    try write("a.json", "old/b.json", "sub/old/c.json", "sub/d.json")
    #expect(try found("--exclude", "old/", ".") == ["a.json", "sub/d.json"])
    #expect(try found("--exclude", "/old", "--exclude", "sub/*.json", ".") == ["a.json", "sub/old/c.json"])
    #expect(try found("--exclude", "*.json", "--exclude", "!a.json", ".") == ["a.json"])
    #expect(try found("--exclude", "old/", "old/b.json") == ["old/b.json"])
    let all = try bench.run("--exclude", "*")
    #expect(all.status == 0)
    #expect(all.error == "repllint: no JSON files found in .\n")
  }

  @Test func excludeOfTheManifestIsRelativeToIt() throws {
    try write("top/a.json", "top/legacy/b.json", "top/sub/legacy/c.json", "legacy/d.json")
    try bench.write(#"{"exclude": ["/legacy/"]}"#, to: "top/.repllint.json")
    #expect(try found(".") == ["legacy/d.json", "top/a.json", "top/sub/legacy/c.json"])
    #expect(try found("--no-config", "top") == ["top/a.json", "top/legacy/b.json", "top/sub/legacy/c.json"])
    #expect(try found("--config", "top/.repllint.json", ".").count == 3)
    try bench.write(#"{"exclude": "legacy"}"#, to: "top/.repllint.json")
    #expect(try bench.run("top").error.contains("`exclude` must be a list, not a string"))
  }

  @Test func excludedNeighboursOfStandardInputAreNotRead() throws {
    try bench.write(#"{"exclude": ["trust.json"]}"#, to: "d/.repllint.json")
    try bench.write(Sample.good, to: "d/r.json")
    let trust = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"},
        "Action": "sts:AssumeRole"}]}
      """
    try bench.write(trust, to: "d/trust.json")
    func setups(_ arguments: String...) throws -> Bool {
      try bench.shell("\"$TOOL\" \(arguments.joined(separator: " ")) --format json - < d/r.json").output
        .contains("trust.json")
    }
    #expect(try setups("--no-config", "--stdin-filename", "d/r.json"))
    #expect(try !setups("--stdin-filename", "d/r.json"))
  }

  // MARK: Globs

  @Test func quotedGlobsAreExpanded() throws {
    try write("r/a.json", "r/b.json", "r/sub/deep/c.json", "r/.h.json", "r/é.json", "r/x.txt")
    #expect(try found("r/*.json") == ["r/a.json", "r/b.json", "r/é.json"])
    #expect(try found("r/[!b].json") == ["r/a.json"])
    #expect(try found("r/?.json") == ["r/a.json", "r/b.json", "r/é.json"])
    #expect(try found("**/c.json") == ["r/sub/deep/c.json"])
    #expect(try found("r/**/*.json") == ["r/a.json", "r/b.json", "r/sub/deep/c.json", "r/é.json"])
    #expect(try found("r/**") == ["r/a.json", "r/b.json", "r/sub/deep/c.json", "r/é.json"])
    #expect(try found("r/.*.json") == ["r/.h.json"])
    #expect(try found("*/sub") == ["r/sub/deep/c.json"])
    let none = try bench.run("r/*.yaml", "r/a.json")
    #expect(none.status == 2)
    #expect(none.error == "repllint: r/*.yaml: no file matches\n")
  }

  @Test func nameWithAWildcardTakesPrecedenceOverTheGlob() throws {
    try write("[ab].json", "a.json")
    #expect(try found("[ab].json") == ["[ab].json"])
    #expect(try found("[a].json") == ["a.json"])
  }

  @Test func globsPassOverWhatASearchPassesOver() throws {
    try write("a.json", "node_modules/b.json", "old/c.json")
    try bench.write("node_modules/\n", to: ".gitignore")
    try bench.write("", to: ".git/HEAD")
    #expect(try found("--exclude", "old", "**/*.json") == ["a.json"])
    #expect(try found("node_modules/*.json") == ["node_modules/b.json"])
  }
}
