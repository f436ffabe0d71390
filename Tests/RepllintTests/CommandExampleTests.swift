import Foundation
import RepllintTestSupport
import Testing

/// The commands that pages show are run in a folder with the files of the page and the samples of the package.
struct CommandExampleTests {
  @Test(arguments: [
    "README.md", "Documentation/Certificates.md", "Documentation/Configuration.md", "Documentation/Diagnosis.md",
    "Documentation/Diff.md",
    "Documentation/Fleets.md",
    "Documentation/Formats.md", "Documentation/Repair.md", "samples/gallery/README.md",
  ])
  func commandsPrintWhatThePageShows(path: String) throws {
    let page = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
    let remade = try PageExamples.remade(page) { mark, files in
      guard mark.kind == "run" else { return nil }
      let bench = try Workbench()
      try FileManager.default.copyItem(at: Fixtures.url("samples"), to: bench.url("samples"))
      for (name, text) in files { try bench.write(text, to: name) }
      let name = "repllint "
      try #require(mark.value.hasPrefix(name))
      let run = try bench.shell("\"$TOOL\" \(mark.value.dropFirst(name.count))")
      #expect(run.status < 2, "\(mark.value): \(run.error)")
      return run.output
    }
    expectGolden(remade, at: path)
  }

  /// A gallery entry whose folder is missing, or reports nothing, would show an empty report.
  @Test func galleryShowsEveryFolderOnceAndEachReportsAMistake() throws {
    let page = String(decoding: try Fixtures.bytes("samples/gallery/README.md"), as: UTF8.self)
    let folders = Fixtures.files(in: Fixtures.url("samples/gallery")) { !$0.hasSuffix(".md") }.map(\.lastPathComponent)
    #expect(folders.count == 20)
    let marks = page.split(separator: "\n").filter { $0.hasPrefix("<!-- run: ") }
    #expect(marks.map(String.init).sorted() == folders.map { "<!-- run: repllint samples/gallery/\($0) -->" })
    for folder in folders {
      let run = try Workbench().launch(["--format", "concise", Fixtures.url("samples/gallery/\(folder)").path])
      #expect(run.output.contains(" error[") || run.output.contains(" warning["), "\(folder): \(run.output)")
    }
  }

  @Test func everyFormatHasAnExample() throws {
    let page = String(decoding: try Fixtures.bytes("Documentation/Formats.md"), as: UTF8.self)
    for format in [
      "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown", "html",
      "diagram",
      "mermaid",
    ] { #expect(page.contains("<!-- run: repllint ") && page.contains("--format \(format) ")) }
  }
}
