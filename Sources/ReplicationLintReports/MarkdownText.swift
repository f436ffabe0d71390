import ReplicationLint

/// Text of reports as GitHub Flavored Markdown, such that no name and no document forms markup, a mention or a link.
enum MarkdownText {
  /// A code span; in a table a `|` would end the cell even inside one.
  static func code(_ text: String, inTable: Bool = false) -> String {
    let shown = visible(text)
    var longest = 0
    var run = 0
    for byte in shown.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let isEdged = shown.utf8.first == UInt8(ascii: "`") || shown.utf8.last == UInt8(ascii: "`")
    let margin = isEdged ? " " : ""
    var content = String.UnicodeScalarView()
    for scalar in shown.unicodeScalars {
      if scalar == "|", inTable { content.append("\\") }
      content.append(scalar)
    }
    return "\(fence)\(margin)\(String(content))\(margin)\(fence)"
  }

  /// A sentence of a report: what is in backticks becomes code, everything else plain text.
  static func sentence(_ text: String) -> String {
    let parts = visible(text).unicodeScalars.split(separator: "`", omittingEmptySubsequences: false)
    // Without its partner the last backtick is a character.
    let closed = parts.count.isMultiple(of: 2) ? parts.count - 1 : parts.count
    var result = ""
    for (index, part) in parts.enumerated() {
      if index >= closed {
        result += plain("`" + String(part))
      } else if index.isMultiple(of: 2) {
        result += plain(String(part))
      } else if part.isEmpty {
        // Markdown has no code span without content.
        result += plain("``")
      } else {
        result += code(String(part))
      }
    }
    return result
  }

  /// Text without any markup: punctuation that could be some is escaped, and an empty comment parts what would become a
  /// mention, a reference to an issue or an address.
  static func plain(_ text: String) -> String {
    let comment = "<!-- -->"
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "@": result += "@" + comment
      case "#": result += "\\#" + comment
      case "/" where previous == ":", "." where previous == "w" || previous == "W": result += "\(comment)\(scalar)"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "!", "|", "~", "&", "^", "$": result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result
  }
}
