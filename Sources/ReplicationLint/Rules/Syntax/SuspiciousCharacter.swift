import JSONSource

extension Rule {
  /// Invisible characters, and those that look like others.
  static let suspiciousCharacter = Rule(
    "suspicious-character", .syntax, .risk,
    title: "a string contains a character that is not what it looks like",
    rationale: """
      A Cyrillic letter looks like a Latin one, and a non-breaking or zero-width space is invisible, but the platform \
      compares exactly. Such characters come along when text is copied from a web page or a chat. Names in other \
      scripts are fine: only words that mix scripts and characters without a look of their own are reported.
      """,
    references: ["Unicode Technical Standard 39, section 4", .file(.wildcards)],
    fix: .sometimes,
    check: .document { document, context in
      guard document.isReadable else { return }
      for text in document.json.root.texts {
        guard let odd = SuspiciousText(text).first else { continue }
        let isExact = JSONPointer(to: odd.range, in: document.json).isExactValue
        // `*` with an invisible character is refused, and without it names everyone.
        let isWide = text.text.utf8.contains(UInt8(ascii: "*"))
        context.report(.odd(odd), at: odd.range, help: odd.help, fix: odd.fix(isSafe: isExact && !isWide))
      }
    })
}

extension JSONPointer {
  /// Indicates whether only values without such characters are accepted there, so that without them nothing else can be
  /// meant.
  ///
  /// An action, a resource or a condition with one is accepted and matches nothing, an unknown member is ignored: what
  /// they grant changes with the character.
  fileprivate var isExactValue: Bool {
    if tokens.contains("Condition") { return false }
    let names: Set = [
      "Version", "Effect", "Sid", "Service", "AWS", "Federated", "Principal", "Role", "Bucket", "Status",
      "StorageClass",
    ]
    return tokens.last { Int($0) == nil }.map(names.contains) ?? false
  }
}

extension JSONNode {
  /// Every string in the value that holds other characters than ASCII, member names included, in file order.
  fileprivate var texts: [LocatedString] {
    let bytes = document.source.bytes[range.start..<range.end]
    // Nearly every document is plain ASCII.
    if bytes.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\\") }) { return [] }
    var found: [LocatedString] = []
    var open = [self]
    while let node = open.popLast() {
      if let text = node.string, !text.text.utf8.allSatisfy({ $0 < 0x80 }) { found.append(text) }
      open += node.elements.reversed()
      for member in node.members.reversed() { open += [member.value, member.name] }
    }
    return found
  }
}

/// A string with other characters than ASCII, and the first of them that is likely not meant.
private struct SuspiciousText {
  /// A character that is likely not meant.
  struct Odd {
    let scalar: Unicode.Scalar
    let ascii: Unicode.Scalar?
    let range: SourceRange

    var help: Message {
      ascii.map { "write the plain `\(String($0))`" } ?? "remove it"
    }
    /// An invisible character can only have been meant as a space or as nothing.
    func fix(isSafe: Bool) -> Fix? {
      guard let ascii else { return Fix("remove the character", isSafe: isSafe, [Fix.Edit(range, "")]) }
      return ascii == " " ? Fix("write a plain space", isSafe: isSafe, [Fix.Edit(range, " ")]) : nil
    }
  }

  let first: Odd?

  init(_ text: LocatedString) {
    let scalars = Array(text.text.unicodeScalars)
    var offset = 0
    var found: Odd?
    for index in scalars.indices {
      let count = String(scalars[index]).utf8.count
      let range = text.range(of: offset..<offset + count)
      offset += count
      if scalars[index].isASCII { continue }
      if Self.isInvisible(index, in: scalars) {
        let isBlank = scalars[index].properties.isWhitespace
        found = Odd(scalar: scalars[index], ascii: isBlank ? " " : nil, range: range)
      } else if let twin = LookAlike(scalars[index]), Self.isAmongASCII(index, in: scalars) {
        found = Odd(scalar: scalars[index], ascii: twin.ascii, range: range)
      }
      if found != nil { break }
    }
    first = found
  }

  private static func isInvisible(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    switch scalars[index].properties.generalCategory {
    case .format:
      // Joiners belong to emoji and to several scripts.
      let isJoiner = scalars[index] == "\u{200C}" || scalars[index] == "\u{200D}"
      let hasNeighbours = index > 0 && index + 1 < scalars.count
      return !(isJoiner && hasNeighbours && !scalars[index - 1].isASCII && !scalars[index + 1].isASCII)
    case .spaceSeparator: return scalars[index] != "\u{3000}" || isAmongASCII(index, in: scalars)
    case .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// Returns whether the run of letters around `index`, or its direct neighbours where it is no letter, are of ASCII
  /// too.
  private static func isAmongASCII(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.isAlphabetic }
    guard scalars[index].properties.isAlphabetic else {
      return [index - 1, index + 1].contains { scalars.indices.contains($0) && isASCIILetter(scalars[$0]) }
    }
    var first = index
    while first > 0, scalars[first - 1].properties.isAlphabetic { first -= 1 }
    var last = index
    while last + 1 < scalars.count, scalars[last + 1].properties.isAlphabetic { last += 1 }
    return scalars[first...last].contains(where: isASCIILetter)
  }
}

extension Message {
  fileprivate static func odd(_ odd: SuspiciousText.Odd) -> Message {
    let name = LookAlike.describe(odd.scalar)
    guard let ascii = odd.ascii else { return "this string contains \(name), which is invisible" }
    return "this string contains \(name), which looks like \(ascii == " " ? "a space" : "`\(String(ascii))`")"
  }
}
