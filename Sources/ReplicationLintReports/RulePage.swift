package import ReplicationLint

/// The description of a rule: a page of the documentation, or the answer of `repllint explain`.
package struct RulePage: Sendable {
  /// A document, or several, and the report about them.
  package struct Example: Sendable, Hashable {
    /// A file of the example.
    package struct File: Sendable, Hashable {
      /// The file's name.
      package let name: String
      /// The file's content.
      package let text: String

      /// Makes a file.
      package init(name: String, text: String) {
        self.name = name
        self.text = text
      }
    }

    /// The files.
    package let files: [File]
    /// The text report on them; nil for an example in which nothing is found.
    package let output: String?

    /// Makes an example.
    package init(files: [File], output: String? = nil) {
      self.files = files
      self.output = output
    }
  }

  private let rule: Rule
  private let bad: Example?
  private let good: Example?

  /// Makes the page of `rule`, with an example in which it finds something and one in which it does not.
  package init(_ rule: Rule, bad: Example? = nil, good: Example? = nil) {
    self.rule = rule
    self.bad = bad
    self.good = good
  }

  /// The properties of the rule, as names and values.
  private var facts: [(name: String, value: String)] {
    var facts = [
      ("Group", rule.group.rawValue), ("Severity", rule.severity.rawValue), ("Consequence", rule.consequence.sentence),
    ]
    for answer in rule.answers { facts.append(("Platform", answer.sentence)) }
    facts.append(("Fix", rule.fix.sentence))
    if rule.isOptional { facts.append(("Runs", "only when it is selected")) }
    return facts
  }

  // MARK: Markdown

  /// The page as Markdown, for `Documentation/Rules/SLUG.md`.
  package var markdown: String {
    var sections = ["# \(rule.slug)", capitalized(rule.title) + "."]
    sections.append(facts.map { "- **\($0.name)**: \($0.value)" }.joined(separator: "\n"))
    sections += ["## Why it matters", rule.rationale]
    if let bad { sections += ["## Example", markdown(bad)] }
    if let good { sections += ["## Instead", markdown(good)] }
    if !rule.sources.isEmpty {
      sections += ["## References", rule.sources.map { "- \($0.markdown)" }.joined(separator: "\n")]
    }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private func markdown(_ example: Example) -> String {
    var sections = example.files.flatMap { ["`\($0.name)`:", fenced($0.text, "json")] }
    if let output = example.output { sections += ["What repllint reports:", fenced(output, "text")] }
    return sections.joined(separator: "\n\n")
  }

  /// A block of code, between fences longer than any in it.
  private func fenced(_ text: String, _ language: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(trimmed(text))\n\(fence)"
  }

  // MARK: Plain text

  /// The page as plain text, for a terminal.
  package var text: String {
    var sections = [wrapped("\(rule.slug): \(rule.title)", first: "", rest: "  ")]
    let width = facts.map(\.name.count).max() ?? 0
    sections.append(
      facts.map { fact in
        let name = "  \(fact.name):" + String(repeating: " ", count: width - fact.name.count + 1)
        return wrapped(fact.value, first: name, rest: String(repeating: " ", count: width + 4))
      }.joined(separator: "\n"))
    sections.append(wrapped(rule.rationale, first: "", rest: ""))
    if let bad { sections += ["Example", text(bad)] }
    if let good { sections += ["Instead", text(good)] }
    if !rule.references.isEmpty {
      sections.append(
        "References\n" + rule.references.map { wrapped($0, first: "  - ", rest: "    ") }.joined(separator: "\n"))
    }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private func text(_ example: Example) -> String {
    var sections = example.files.map { "  \($0.name):\n\(indented($0.text))" }
    if let output = example.output { sections.append("  What repllint reports:\n\(indented(output))") }
    return sections.joined(separator: "\n\n")
  }

  private func indented(_ text: String) -> String {
    trimmed(text).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = line.last == "\r" ? line.dropLast() : line
      return line.isEmpty ? "" : "    \(visible(String(line)))"
    }.joined(separator: "\n")
  }

  private func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while scalars.last == "\n" || scalars.last == "\r" { scalars.removeLast() }
    return String(scalars)
  }

  private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

extension Rule.FixAvailability {
  fileprivate var sentence: String {
    switch self {
    case .none: "none"
    case .safe: "safe, with --fix"
    case .unsafe: "to be reviewed, with --unsafe-fixes"
    case .sometimes: "for some findings"
    }
  }
}
