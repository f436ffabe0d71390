import Testing

/// Folders without documents, and names that cannot be read.
struct FolderTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test(arguments: [nil, ".", "d"]) func folderWithoutDocumentsIsAWarning(_ folder: String?) throws {
    try bench.write("x", to: "d/a.txt")
    let arguments = [folder].compactMap { $0 }
    let run = try bench.launch(arguments)
    #expect(run.status == 0)
    #expect(run.error == "repllint: no JSON files found in \(folder ?? ".")\n")
    #expect(try bench.launch(["--quiet"] + arguments).error == "")
    try bench.write(Sample.bad, to: "d/sub/a.json")
    #expect(try bench.launch(arguments).status == 1)
    #expect(try bench.launch(["d/sub/a.json"] + arguments).error == "")
  }

  @Test func missingFolderIsAFailure() throws {
    let run = try bench.run("nowhere/")
    #expect(run.status == 2)
    #expect(run.error == "repllint: nowhere/: No such file or directory\n")
  }

  #if os(Linux)
    @Test func nameThatIsNotUTF8IsReported() throws {
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
