package import ReplicationLint

/// The repairs of setups for people: the edits in words and as a diff, the commands, and the access that they add.
package struct RepairText {
  private let options: RenderOptions
  private let difference: (FixedFile) -> String

  /// Makes a writer.
  ///
  /// - Parameter difference: shows how a file changes, in whole lines.
  package init(_ options: RenderOptions, difference: @escaping (FixedFile) -> String) {
    self.options = options
    self.difference = difference
  }

  /// Writes all repairs.
  package func render(_ repairs: [SetupRepair]) -> [UInt8] {
    if repairs.isEmpty { return Array("no setup that is known not to replicate\n".utf8) }
    return Array(repairs.map(text).joined(separator: "\n").utf8)
  }

  private func text(of repair: SetupRepair) -> String {
    let name = options.usesColor ? TextStyle.strong.paint(title(repair), usesColor: true) : title(repair)
    let output = "\(name)\n"
    if !repair.isProved {
      return output + obstacles(repair) + commands(repair)
        + repair.alternatives.map { "\n" + alternative($0) }.joined()
    }
    return output + proved(repair)
  }

  private func alternative(_ repair: SetupRepair) -> String {
    let text =
      "alternative, if the Deny is not meant: replication is proved after \(amount(repair))"
    return "\(options.usesColor ? TextStyle.strong.paint(text, usesColor: true) : text)\n" + proved(repair)
  }

  private func proved(_ repair: SetupRepair) -> String {
    var output = ""
    for edit in repair.edits {
      for title in edit.titles { output += item("\(visible(edit.path)): \(visible(title))") }
    }
    output += commands(repair)
    for file in repair.files { output += "\n" + difference(file) }
    let changes = repair.difference?.changes.filter { $0.kind.isAccess || $0.kind.isOpen } ?? []
    output += "\naccess:" + (changes.isEmpty ? " no change\n" : "\n")
    for change in changes {
      output += item("\(change.kind.rawValue): \(change.message.text)")
      if let role = change.role { output += "      role: \(visible(role))\n" }
    }
    if !repair.assumptions.isEmpty {
      let assumptions = repair.assumptions.map(\.message).joined(separator: "; ")
      output += wrapped("proved, assuming: \(assumptions)", first: "", rest: "  ") + "\n"
    }
    return output
  }

  private func title(_ repair: SetupRepair) -> String {
    let name = "setup `\(visible(repair.before.setup.name))`"
    if !repair.isProved { return "\(name): no edits found after which replication is proved" }
    return "\(name): replication is proved after \(amount(repair))"
  }

  private func amount(_ repair: SetupRepair) -> String {
    var parts: [String] = []
    if !repair.edits.isEmpty { parts.append(counted(repair.edits.count, "edit")) }
    if !repair.commands.isEmpty { parts.append(counted(repair.commands.count, "command")) }
    return parts.joined(separator: " and ")
  }

  private func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }

  private func commands(_ repair: SetupRepair) -> String {
    // A command stays on one line, so that it can be copied.
    repair.commands.map { "  - at the \($0.side.rawValue), run: \($0.text)\n" }.joined()
  }

  private func obstacles(_ repair: SetupRepair) -> String {
    let questions = repair.after.openQuestions.map { $0.text }
    let open =
      !repair.obstacles.isEmpty ? [] : questions.isEmpty ? repair.after.assumptions.map { $0.message } : questions
    return repair.obstacles.map { item("in the way: \(visible($0.path)): \($0.message) [\($0.rule)]") }.joined()
      + open.map { item("not known: \($0)") }.joined()
  }

  private func item(_ text: String) -> String { wrapped(text, first: "  - ", rest: "    ") + "\n" }
}
