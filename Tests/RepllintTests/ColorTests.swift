import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// When the report has colours: the flag decides, then `NO_COLOR`, then what forces them, then the terminal.
struct ColorTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(Sample.bad, to: "a.json")
  }

  private static let escape = "\u{1B}["

  @Test(
    arguments: [
      ([], [:], false),
      (["--color", "always"], [:], true),
      (["--color", "always"], ["NO_COLOR": "1"], true),
      (["--color", "never"], ["CLICOLOR_FORCE": "1", "FORCE_COLOR": "1"], false),
      ([], ["CLICOLOR_FORCE": "1"], true),
      ([], ["FORCE_COLOR": "1"], true),
      ([], ["FORCE_COLOR": "0"], false),
      ([], ["FORCE_COLOR": "1", "NO_COLOR": "1"], false),
      ([], ["FORCE_COLOR": "1", "NO_COLOR": ""], true),
      (["--output", "/dev/stdout"], [:], false),
    ] as [([String], [String: String], Bool)])
  func colors(flags: [String], environment: [String: String], isColored: Bool) throws {
    let run = try bench.launch(flags + ["a.json"], environment: environment)
    #expect(run.output.contains(Self.escape) == isColored)
    #expect(run.output.contains("role-arn-malformed"))
  }

  @Test(arguments: [("xterm", true), ("dumb", false), ("", false)])
  func aTerminalThatCanShowsColors(term: String, isColored: Bool) throws {
    var (mainEnd, programEnd): (Int32, Int32) = (-1, -1)
    try #require(unsafe openpty(&mainEnd, &programEnd, nil, nil, nil) == 0)
    let main = FileHandle(fileDescriptor: mainEnd, closeOnDealloc: true)
    let process = Process()
    process.executableURL = Workbench.program
    process.arguments = ["a.json"]
    process.currentDirectoryURL = bench.folder
    process.environment = ["TERM": term]
    process.standardOutput = FileHandle(fileDescriptor: programEnd, closeOnDealloc: true)
    try process.run()
    process.waitUntilExit()
    // The report is shorter than a terminal holds, so that it is all there.
    let output = String(decoding: main.availableData, as: UTF8.self)
    #expect(output.contains("role-arn-malformed"))
    #expect(output.contains(Self.escape) == isColored)
  }
}
