import Testing

/// Folders without documents, and names that cannot be read.
struct FolderTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func theCurrentFolderMayHoldNoDocuments() throws {
    try bench.write("x", to: "d/a.txt")
    let run = try bench.run()
    #expect(run.status == 0)
    #expect(run.error == "repllint: no JSON files found\n")
    #expect(try bench.run("--quiet").error == "")
  }

  @Test(arguments: ["d", "."]) func aFolderThatIsNamedMustHoldDocuments(_ folder: String) throws {
    try bench.write("x", to: "d/a.txt")
    let run = try bench.run(folder)
    #expect(run.status == 2)
    #expect(run.error == "repllint: no JSON files in \(folder)\n")
    try bench.write(Sample.good, to: "d/sub/a.json")
    #expect(try bench.run(folder).status == 0)
    #expect(try bench.run("d/sub/a.json", folder).status == 0)
  }

  #if os(Linux)
    @Test func aNameThatIsNotUTF8IsSaidToBeSo() throws {
      try bench.write(Sample.good, to: "good.json")
      #expect(try bench.shell("cp good.json \"$(printf 'a\\377.json')\"").status == 0)
      let folder = try bench.run(".")
      #expect(folder.status == 2)
      #expect(folder.error == "repllint: a\u{FFFD}.json: the name is not UTF-8\n")
      let named = try bench.shell("\"$TOOL\" \"$(printf 'a\\377.json')\"")
      #expect(named.status == 2)
      #expect(named.error.hasSuffix("or the name is not UTF-8\n"))
    }
  #endif
}
