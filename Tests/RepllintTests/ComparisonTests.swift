import Foundation
import RepllintTestSupport
import Testing

/// `Documentation/Comparison.md` claims of repllint only what a run of the program, or a file of the package, confirms.
struct ComparisonTests {
  /// A row of the tables and a line of shell that succeeds where its claim holds. `$TOOL` is the program, `$PACKAGE` the
  /// folder of the package; the samples are in the current folder.
  struct Claim: Sendable, CustomTestStringConvertible {
    let feature: String
    let value: String
    let check: String
    var testDescription: String { feature }

    init(_ feature: String, _ value: String, _ check: String) {
      (self.feature, self.value, self.check) = (feature, value, check)
    }
  }

  private static let broken = #""$TOOL" samples/broken"#

  static let claims = [
    Claim("text with the excerpt and a caret", "●", "\(broken) | grep -q '\\^\\^\\^'"),
    Claim("one line a finding", "● `concise`", "\(broken) --format concise | grep -q '^samples.*:7:20: error'"),
    Claim(
      "JSON or JSON lines", "● both",
      "\(broken) --format json | grep -q '\"diagnostics\"' && \(broken) --format jsonl | grep -q '^{.*}$'"),
    Claim("SARIF", "●", "\(broken) --format sarif | grep -q '\"version\": \"2.1.0\"'"),
    Claim("GitHub annotations", "●", "\(broken) --format github | grep -q '^::error title='"),
    Claim("JUnit", "●", "\(broken) --format junit | grep -q '<testsuites'"),
    Claim("Checkstyle", "●", "\(broken) --format checkstyle | grep -q '<checkstyle'"),
    Claim("GitLab code quality", "●", "\(broken) --format gitlab | grep -q '\"fingerprint\"'"),
    Claim("rdjson (reviewdog)", "●", "\(broken) --format rdjson | grep -q '\"source\"'"),
    Claim(
      "other formats", "● markdown, html",
      "\(broken) --format markdown | grep -q '^#' && \(broken) --format html | grep -q '<html'"),
    Claim(
      "report into a file", "● `--output`", "\(broken) --output report.txt; grep -q service-not-backbeat report.txt"),
    Claim("statistics", "● `--statistics`", "\(broken) --statistics | grep -q '^1  service-not-backbeat'"),
    Claim("`NO_COLOR`", "●", "! NO_COLOR=1 CLICOLOR_FORCE=1 \(broken) | grep -q \"$ESCAPE\""),
    Claim(
      "`NO_COLOR` set and empty", "● counts as not set",
      "NO_COLOR= CLICOLOR_FORCE=1 \(broken) | grep -q \"$ESCAPE\""),
    Claim(
      "`CLICOLOR_FORCE`, `FORCE_COLOR`", "● both",
      "CLICOLOR_FORCE=1 \(broken) | grep -q \"$ESCAPE\" && FORCE_COLOR=1 \(broken) | grep -q \"$ESCAPE\""),
    Claim(
      "`--color`", "● auto, always, never",
      "\(broken) --color always | grep -q \"$ESCAPE\" && ! \(broken) --color auto | grep -q \"$ESCAPE\" "
        + "&& ! FORCE_COLOR=1 \(broken) --color never | grep -q \"$ESCAPE\""),
    Claim(
      "exit status: clean, findings, usage, failure", "0, 1, 2, 2",
      "\"$TOOL\" samples/guide; a=$?; \(broken); b=$?; \"$TOOL\" --nothing; c=$?; \"$TOOL\" absent; d=$?; "
        + "[ $a$b$c$d = 0122 ]"),
    Claim("a missing file differs from findings in exit status", "●", "\(broken) absent; [ $? = 2 ]"),
    Claim(
      "threshold of failing", "● `--fail-on`",
      "\(broken) --fail-on never && ! \"$TOOL\" samples/guide --fail-on warning"),
    Claim(
      "configuration file", "● `.repllint.json`, nearest upwards",
      "echo '{\"failOn\": \"never\"}' >.repllint.json; \(broken)"),
    Claim(
      "run without it, show what is in force", "● `--no-config`, `--print-config`",
      "echo '{\"failOn\": \"never\"}' >.repllint.json; \"$TOOL\" --print-config | grep -q 'failOn: never' "
        + "&& ! \(broken) --no-config"),
    Claim(
      "choose rules on the command line", "● `--select`, `--ignore`",
      "\(broken) --select trust | grep -q '^1 error' && ! \(broken) --ignore trust | grep -q service-not-backbeat"),
    Claim(
      "severity of single rules", "● `--severity`, file",
      "\(broken) --severity status-invalid=note | grep -q 'note.status-invalid' "
        + "&& echo '{\"rules\": {\"status-invalid\": \"note\"}}' >.repllint.json "
        + "&& \(broken) | grep -q 'note.status-invalid'"),
    Claim(
      "ignore by path", "● path and JSON Pointer",
      "echo '{\"ignore\": [{\"rule\": \"status-invalid\", \"path\": \"samples/**\", \"pointer\": \"/Rules/0\"}]}' "
        + ">.repllint.json; ! \(broken) | grep -q status-invalid"),
    Claim(
      "suppression in the file", "- (the platform refuses it)",
      "sed 's/{/{\"\\/\\/\": \"ignore\",/;q' samples/guide/S3-role-permissions-policy.json >p.json; "
        + "sed 1d samples/guide/S3-role-permissions-policy.json >>p.json; \"$TOOL\" p.json | grep -q MalformedPolicy"),
    Claim(
      "unused suppressions are reported", "●",
      "echo '{\"ignore\": [{\"rule\": \"trust-anyone\"}]}' >.repllint.json; \"$TOOL\" . | grep -q unused-suppression"),
    Claim(
      "baseline", "●",
      "\(broken) --write-baseline known.json; \(broken) --baseline known.json && ! \"$TOOL\" samples/gallery"),
    Claim(
      "fixes", "● safe and unsafe, `--diff`",
      "\(broken) --diff | grep -q '^+.*\"Enabled\"' && ! \(broken) --diff | grep -q '^+.*\"backbeat\"'; "
        + "\(broken) --fix --unsafe-fixes; grep -q '\"backbeat\"' samples/broken/backbeat-role-trust-policy.json"),
    Claim(
      "page of a rule", "● `explain`, by error code too",
      "\"$TOOL\" explain role-count | grep -q References && \"$TOOL\" explain MalformedXML | grep -q status-invalid"),
    Claim("list of rules for programs", "● JSON", "\"$TOOL\" rules --format json | grep -q '\"rule\": \"role-count\"'"),
    Claim(
      "standard input", "●",
      "\"$TOOL\" - <samples/broken/backbeat-role-trust-policy.json | grep -q service-not-backbeat"),
    Claim(
      "name of standard input", "● joins its neighbours",
      "\"$TOOL\" --stdin-filename samples/guide/backbeat-role-trust-policy.json - "
        + "<samples/broken/backbeat-role-trust-policy.json | grep -q 'setup .samples/guide.'"),
    Claim(
      "folders, globs, `.gitignore`", "● all three",
      "\"$TOOL\" samples/guide && \"$TOOL\" 'samples/gui*/*.json' && git init -q . && echo broken/ >.gitignore "
        + "&& ! \"$TOOL\" samples | grep -q samples/broken"),
    Claim(
      "parallel", "● `--jobs`",
      "\"$TOOL\" --jobs 1 samples >a; \"$TOOL\" --jobs 4 samples >b; cmp a b && ! \"$TOOL\" --jobs 0 samples/guide"),
    Claim("cache", "-", "before=$(ls -AR | wc -l); \(broken); [ $(ls -AR | wc -l) = $before ]"),
    Claim("watch for changes", "- (an editor does)", "\"$TOOL\" --watch samples/guide; [ $? = 2 ]"),
    Claim(
      "progress", "○ on a terminal, from a second on",
      "[ -z \"$(\"$TOOL\" samples/guide 2>&1 >report.txt)\" ]"),
    Claim("pre-commit hooks", "● three", "[ $(grep -c '^- id:' \"$PACKAGE/.pre-commit-hooks.yaml\") = 3 ]"),
    Claim("GitHub Action†", "●", "grep -q 'using: composite' \"$PACKAGE/action.yml\""),
    Claim(
      "editors†", "● language server",
      "body='{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}'; "
        + "printf 'Content-Length: %d\\r\\n\\r\\n%s' ${#body} \"$body\" | \"$TOOL\" lsp | grep -q codeActionProvider"),
    Claim(
      "completion of the shell†", "● bash, zsh, fish",
      "for shell in bash zsh fish; do \"$TOOL\" completions $shell | grep -q repllint || exit 1; done"),
    Claim("manual page†", "●", "\"$TOOL\" manual | grep -q '^.TH REPLLINT 1'"),
    Claim(
      "JSON Schema of the settings†", "○ printed, not in SchemaStore",
      "\"$TOOL\" schema config | grep -q json-schema.org && ! \"$TOOL\" schema config | grep -qi schemastore"),
    Claim("library†", "● Swift", "grep -q 'library(name: \"ReplicationLint\"' \"$PACKAGE/Package.swift\""),
    Claim(
      "own rules", "-",
      "echo '{\"rules\": {\"rule-of-mine\": \"error\"}}' >.repllint.json; \"$TOOL\" samples/guide; [ $? = 2 ]"),
    Claim("container image†", "○ built by `scripts/package`", "grep -q Containerfile \"$PACKAGE/scripts/package\""),
    Claim(
      "playground†", "● one page, built by `Playground/build`",
      "test -x \"$PACKAGE/Playground/build\" && grep -q Tests/Playground/run \"$PACKAGE/.ci/run\""),
  ]

  @Test(arguments: claims) func theProgramDoesWhatTheTableClaims(_ claim: Claim) throws {
    let bench = try Workbench()
    try FileManager.default.copyItem(at: Fixtures.url("samples"), to: bench.url("samples"))
    let run = try bench.shell(
      "PACKAGE='\(Fixtures.package.path)'; ESCAPE=$(printf '\\033'); \(claim.check)")
    #expect(run.status == 0, "\(claim.check)\n\(run.output.prefix(500))\n\(run.error.prefix(500))")
  }

  @Test func everyRowHasACheck() throws {
    let page = String(decoding: try Fixtures.bytes("Documentation/Comparison.md"), as: UTF8.self)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| feature |") }
      .map { $0.split(separator: " | ").prefix(2).map { $0.trimmingPrefix("| ") } }
    #expect(rows.map { "\($0[0]): \($0[1])" } == Self.claims.map { "\($0.feature): \($0.value)" })
  }

  @Test func everyRowHasACellForEachTool() throws {
    let page = String(decoding: try Fixtures.bytes("Documentation/Comparison.md"), as: UTF8.self)
    let cells = page.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { $0.split(separator: "|").count }
    #expect(Set(cells) == [13])
  }
}
