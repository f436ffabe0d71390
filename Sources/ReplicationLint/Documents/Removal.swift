public import JSONSource

/// Edits that take a part of a document away, with the comma and the blanks that belong to it.
extension Fix.Edit {
  /// Removes `member` from `object`; the object stays valid JSON.
  public static func removing(_ member: JSONNode.Member, from object: JSONNode) -> Fix.Edit {
    removing(member.range, among: object.members.map(\.range))
  }

  /// Removes `element` from `array`; the array stays valid JSON.
  public static func removing(_ element: JSONNode, from array: JSONNode) -> Fix.Edit {
    removing(element.range, among: array.elements.map(\.range))
  }

  /// Inserts `text`, a whole member such as `"Version": "2012-10-17"`, as the first member of `object`.
  ///
  /// It gets a line of its own when the members have theirs.
  public static func inserting(_ text: String, intoStartOf object: JSONNode) -> Fix.Edit {
    let start = object.range.start + 1
    guard let first = object.members.first else { return Fix.Edit(SourceRange(start, start), text) }
    let blanks = object.document.source.text(in: SourceRange(start, first.range.start))
    let separator = blanks.isEmpty ? " " : blanks
    return Fix.Edit(SourceRange(first.range.start, first.range.start), "\(text),\(separator)")
  }

  /// Inserts `text` after `sibling`, a member or element of the container that has it, on a line of its own when
  /// `sibling` stands on one.
  public static func inserting(_ text: String, after sibling: SourceRange, in source: SourceFile) -> Fix.Edit {
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

  private static func removing(_ range: SourceRange, among siblings: [SourceRange]) -> Fix.Edit {
    guard let index = siblings.firstIndex(of: range) else { return Fix.Edit(range, "") }
    if index + 1 < siblings.count { return Fix.Edit(SourceRange(range.start, siblings[index + 1].start), "") }
    if index > 0 { return Fix.Edit(SourceRange(siblings[index - 1].end, range.end), "") }
    return Fix.Edit(range, "")
  }
}
