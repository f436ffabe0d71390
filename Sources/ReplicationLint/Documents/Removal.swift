package import JSONSource

/// Edits that take a part of a document away, with the comma and the spaces that belong to it.
extension Fix.Edit {
  /// Removes `member` from `object`; the object stays valid JSON.
  package static func removing(_ member: JSONNode.Member, from object: JSONNode) -> Fix.Edit {
    removing(
      member.range, after: member.name.siblings.previous?.range, before: member.value.siblings.next?.range,
      in: object.document.source)
  }

  /// Removes `members` of one object, which come in their order, each run of neighbours by one edit; the object stays
  /// valid JSON.
  package static func removing(_ members: [JSONNode.Member]) -> [Fix.Edit] {
    var edits: [Fix.Edit] = []
    var start = 0
    for (number, member) in members.enumerated() {
      let next = member.value.siblings.next
      if number + 1 < members.count, next?.range == members[number + 1].name.range { continue }
      edits.append(
        removing(
          SourceRange(members[start].range.start, member.range.end),
          after: members[start].name.siblings.previous?.range, before: next?.range, in: member.name.document.source))
      start = number + 1
    }
    return edits
  }

  /// Removes `element` from `array`; the array stays valid JSON.
  package static func removing(_ element: JSONNode, from array: JSONNode) -> Fix.Edit {
    let siblings = element.siblings
    return removing(
      element.range, after: siblings.previous?.range, before: siblings.next?.range, in: array.document.source)
  }

  /// Inserts `text`, a whole member such as `"Version": "2012-10-17"`, as the first member of `object`.
  ///
  /// It gets a line of its own when the members have theirs.
  package static func inserting(_ text: String, intoStartOf object: JSONNode) -> Fix.Edit {
    let start = object.range.start + 1
    let members = object.members
    guard let first = members.first else { return Fix.Edit(SourceRange(start, start), text) }
    let source = object.document.source
    let separator =
      lineBreak(in: source, SourceRange(start, first.range.start))
      // The first member may be on the line of the bracket while the others have lines of their own.
      ?? (members.count > 1 ? lineBreak(in: source, SourceRange(first.range.end, members[1].range.start)) : nil) ?? " "
    return Fix.Edit(SourceRange(first.range.start, first.range.start), "\(text),\(separator)")
  }

  /// The last line break in `range` with the indentation after it; nil where there is none.
  private static func lineBreak(in source: SourceFile, _ range: SourceRange) -> String? {
    guard let last = source.bytes[range.start..<range.end].lastIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return nil
    }
    let isCRLF = source.bytes[last] == 0x0A && last > range.start && source.bytes[last - 1] == 0x0D
    return source.text(in: SourceRange(isCRLF ? last - 1 : last, range.end))
  }

  /// Inserts `text` after `sibling`, a member or element of the container that has it, on a line of its own when
  /// `sibling` has one.
  package static func inserting(_ text: String, after sibling: SourceRange, in source: SourceFile) -> Fix.Edit {
    var start = sibling.start
    while start > 0, [0x20, 0x09].contains(source.bytes[start - 1]) { start -= 1 }
    let isOnOwnLine = start > 0 && [0x0A, 0x0D].contains(source.bytes[start - 1])
    var separator = " "
    if isOnOwnLine {
      let isCRLF = start > 1 && source.bytes[start - 1] == 0x0A && source.bytes[start - 2] == 0x0D
      separator = (isCRLF ? "\r\n" : "\n") + source.text(in: SourceRange(start, sibling.start))
    }
    return Fix.Edit(SourceRange(sibling.end, sibling.end), ",\(separator)\(text)")
  }

  /// Removes `range` from between what comes before and after it in the same container.
  private static func removing(
    _ range: SourceRange, after previous: SourceRange?, before next: SourceRange?, in source: SourceFile
  ) -> Fix.Edit {
    if let previous, let next {
      // The last of a line takes the comma before it along, so that the line stays one.
      let before = SourceRange(previous.end, range.start)
      let after = SourceRange(range.end, next.start)
      if lineBreak(in: source, before) == nil, lineBreak(in: source, after) != nil {
        return Fix.Edit(SourceRange(before.start, range.end), "")
      }
    }
    if let next {
      let lineEnd = source.bytes[range.end..<next.start].firstIndex { $0 == 0x0A || $0 == 0x0D }
      // The first one behind the bracket leaves the line break to the next.
      if let lineEnd, !beginsLine(range.start, in: source) {
        var start = range.start
        while start > 0, source.bytes[start - 1] == 0x20 || source.bytes[start - 1] == 0x09 { start -= 1 }
        return Fix.Edit(SourceRange(start, lineEnd), "")
      }
      return Fix.Edit(SourceRange(range.start, next.start), "")
    }
    return Fix.Edit(previous.map { SourceRange($0.end, range.end) } ?? range, "")
  }

  /// Returns whether only spaces precede `offset` on its line.
  private static func beginsLine(_ offset: Int, in source: SourceFile) -> Bool {
    let before = source.bytes[..<offset].last { $0 != 0x20 && $0 != 0x09 }
    return before == nil || before == 0x0A || before == 0x0D
  }
}
