import JSONSource

extension Rule {
  /// Inconsistent whitespace.
  static let layout = Rule(
    "layout", .style, .style,
    title: "the file has inconsistent whitespace",
    rationale: """
      Files with one kind of line ending, two spaces per level, no trailing whitespace and one final line ending give \
      small diffs. Line breaks stay where they are: only leading and trailing whitespace of lines changes, and nothing \
      inside a string.
      """,
    references: ["Scality manual replication setup", "RFC 8259, section 2"],
    fix: .safe, isOptional: true,
    check: .document { document, context in
      guard document.json.isValid, document.policy != nil || document.replication != nil, !context.isCLIOutput else {
        return
      }
      let lines = LineSpacing.lines(of: document.json.source.bytes)
      let ending = LineSpacing.ending(of: lines)
      guard let last = lines.lastIndex(where: { !$0.isBlank }) else { return }
      checkIndentation(lines[...last], &context)
      checkLineEnds(lines[..<last], ending, &context)
      checkFileEnd(lines[last...], ending, &context)
    })

  private static func checkIndentation(_ lines: ArraySlice<LineSpacing>, _ context: inout RuleContext) {
    let uneven = lines.filter { !$0.isBlank && !$0.isIndented }
    if let first = uneven.first {
      context.report(
        .indentation(uneven.count), at: first.isMissingBlanks ? first.start : first.indentation,
        help: "indent by two spaces for each line with open brackets",
        fix: Fix("indent consistently", isSafe: true, uneven.map { Fix.Edit($0.indentation, $0.wantedIndentation) }))
    }
  }

  private static func checkLineEnds(
    _ lines: ArraySlice<LineSpacing>, _ ending: LineSpacing.Ending, _ context: inout RuleContext
  ) {
    let trailing = lines.filter { !$0.trailing.isEmpty }
    if let first = trailing.first {
      context.report(
        .trailing(trailing.count), at: first.trailing, help: "remove it",
        fix: Fix("remove trailing whitespace", isSafe: true, trailing.map { Fix.Edit($0.trailing, "") }))
    }
    let others = lines.filter { $0.ending != ending }
    if let first = others.first {
      context.report(
        .mixed(others.count, ending), at: first.endingRange, help: "use one kind of line ending",
        fix: Fix(
          "end all lines with \(ending.name)", isSafe: true, others.map { Fix.Edit($0.endingRange, ending.text) }))
    }
  }

  private static func checkFileEnd(
    _ lines: ArraySlice<LineSpacing>, _ ending: LineSpacing.Ending, _ context: inout RuleContext
  ) {
    guard let last = lines.first, let end = lines.last?.endingRange.end else { return }
    let isRight = lines.count == 1 && last.trailing.isEmpty && last.ending == ending
    if isRight { return }
    let tail = SourceRange(last.trailing.start, end)
    context.report(
      last.ending == nil ? "the last line has no line ending" : "the file does not end in exactly one \(ending.name)",
      at: tail, help: "end the file with one line ending",
      fix: .safe("end the file with one line ending", Fix.Edit(tail, ending.text)))
  }
}

extension Message {
  fileprivate static func indentation(_ count: Int) -> Message {
    "\(lines(count, "is", "are")) not indented by two spaces per level"
  }
  fileprivate static func trailing(_ count: Int) -> Message { "\(lines(count, "has", "have")) trailing whitespace" }
  fileprivate static func mixed(_ count: Int, _ ending: LineSpacing.Ending) -> Message {
    "\(lines(count, "does", "do")) not end in \(ending.name) as most lines do"
  }

  private static func lines(_ count: Int, _ one: String, _ several: String) -> Message {
    count == 1 ? "this line \(one)" : "this line and \(count - 1) more \(several)"
  }
}
