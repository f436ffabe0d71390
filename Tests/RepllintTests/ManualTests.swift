import Foundation
import ReplicationLint
import RepllintTestSupport
import Testing

/// `repllint manual` and `repllint completions`.
struct ManualTests {
  @Test func manualPageNamesEveryCommandAndOption() throws {
    let page = try Workbench().run("manual")
    #expect(page.status == 0)
    for name in [
      "check", "trace", "prove", "verify", "diagnose", "setups", "audit", "init", "explain", "rules", "schema",
      "completions", "manual",
    ] {
      #expect(page.output.contains("\n.SS \"repllint \(name)\"\n"), "\(name)")
    }
    for option in ["unsafe\\-fixes", "fail\\-on", "source\\-bucket"] {
      #expect(page.output.contains("\\fB\\-\\-\(option)\\fR"), "\(option)")
    }
  }

  /// groff reports macros and escapes that it does not know on standard error.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff"), "groff is not installed"))
  func manualPageIsFormattedWithoutWarnings() throws {
    let run = try Workbench().shell("\"$TOOL\" manual | groff -man -Tutf8 -ww -z")
    #expect(run.status == 0)
    #expect(run.error.isEmpty, "\(run.error)")
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionScriptIsPrinted(shell: String) throws {
    let script = try Workbench().run("completions", shell)
    #expect(script.status == 0)
    #expect(script.output.contains("repllint") && script.output.contains("explain"))
  }

  @Test func namesOfRulesAreCompleted() throws {
    let names = try Workbench().run("---completion", "check", "--", "--select", "0", "0").output
    #expect(names.split(separator: "\n").contains("role-count"), "\(names.prefix(200))")
    #expect(names.split(separator: "\n").contains("replication"))
  }
}
