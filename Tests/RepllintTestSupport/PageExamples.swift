/// The examples of a page that people write by hand: each is a block of code below a comment that names it.
///
/// `<!-- file: NAME -->` is a file, `<!-- report: NAME -->` the text report on it, `<!-- program: PATH -->` a file of the
/// package, and `<!-- run: COMMAND -->` what a command prints in a folder with the files above it.
public enum PageExamples {
  /// The comment over a block.
  public struct Mark {
    /// The word before the colon.
    public let kind: String
    /// What follows it.
    public let value: String

    init?(_ line: String) {
      guard line.hasPrefix("<!-- "), line.hasSuffix(" -->") else { return nil }
      let parts = line.dropFirst(5).dropLast(4).split(separator: ": ", maxSplits: 1).map(String.init)
      guard parts.count == 2, ["file", "report", "program", "run"].contains(parts[0]) else { return nil }
      (kind, value) = (parts[0], parts[1])
    }
  }

  /// The page with the blocks that `make` gives anew; those for which it answers nil stay. Files are never made anew.
  public static func remade(
    _ page: String, _ make: (_ mark: Mark, _ files: [String: String]) throws -> String?
  ) rethrows -> String {
    var files: [String: String] = [:]
    var output: [String] = []
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    while let line = lines.popFirst() {
      output.append(line)
      guard let mark = Mark(line), let fence = lines.popFirst(), fence.hasPrefix("```") else { continue }
      output.append(fence)
      // A fence is as long as it must be to hold what it shows.
      let end = String(fence.prefix { $0 == "`" })
      var content: [String] = []
      while let next = lines.first, next != end {
        content.append(next)
        lines.removeFirst()
      }
      if mark.kind == "file" {
        files[mark.value] = content.joined(separator: "\n") + "\n"
        output += content
      } else {
        output += try make(mark, files).map(block) ?? content
      }
    }
    return output.joined(separator: "\n")
  }

  private static func block(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
