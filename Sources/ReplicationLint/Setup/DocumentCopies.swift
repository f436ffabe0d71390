import JSONSource

/// Copies of one document in a folder, as their names show.
extension SiteAssignment {
  /// `documents` without older copies of others among them, as `target-policy.old.json` beside `target-policy.json` is:
  /// those are left over.
  mutating func leavingOlderCopies(_ documents: [Document]) -> [Document] {
    let names = wordsOfNames
    let policies = documents.filter { $0.policy != nil && $0.part == nil }
      .map { (document: $0, name: CopyName($0, besides: names)) }
    guard policies.contains(where: { $0.name.isOlder }) else { return documents }
    let originals = Dictionary(keepingFirst: policies.filter { !$0.name.isOlder }.map { ($0.name.base, $0.document) })
    var copies: Set<Document.ID> = []
    for (document, name) in policies where name.isOlder {
      guard let original = originals[name.base], original.policy?.purpose == document.policy?.purpose else { continue }
      copies.insert(document.id)
      leave(document, "its name shows an older copy of \(quoted: original.path)")
    }
    return documents.filter { !copies.contains($0.id) }
  }

  /// Leaves the verdict open where a role has two policies of which one may replace the other, such as
  /// `target-policy.json` and `target-policy-v2.json`.
  mutating func doubtVersions() {
    let names = wordsOfNames
    for side in Side.allCases {
      let policies = documents(.permissions, side).filter { $0.part == nil }
      if policies.count < 2 { continue }
      let named = policies.map { (document: $0, name: CopyName($0, besides: names)) }
      guard named.contains(where: { $0.name.isVersion }) else { continue }
      for (_, versions) in Dictionary(grouping: named, by: { $0.name.base }).sorted(by: { $0.key < $1.key }) {
        guard versions.contains(where: { $0.name.isVersion }), let first = versions.first?.document,
          let other = versions.first(where: { !$0.document.hasSameContent(as: first) })?.document
        else { continue }
        doubtOfBoth(first, other, side)
      }
    }
  }

  /// The words of buckets and roles, which mean those where a name holds them: a bucket may be called `orders-old`.
  private var wordsOfNames: Set<String> {
    Set((configuration.destinations + configuration.roleNames.compactMap { $0 }).flatMap { asciiWords($0.utf8) })
  }
}

/// The name of a file without the words that show which copy of a document it is.
private struct CopyName {
  /// The folder and the other words.
  let base: String
  /// Indicates whether a word shows an older copy.
  let isOlder: Bool
  /// Indicates whether a word shows one of several versions.
  let isVersion: Bool

  private static let older: Set<String> = ["bak", "old", "orig", "prev", "previous"]
  private static let versions: Set<String> = ["new", "fixed", "final", "copy", "backup"]

  init(_ document: Document, besides names: Set<String>) {
    var words: [String] = []
    let isNumbered = Self.isNumbered(document.fileName)
    var (isOlder, isVersion) = (false, isNumbered)
    for word in document.json.fileWords {
      if Self.older.contains(word), !names.contains(word) {
        isOlder = true
      } else if Self.versions.contains(word) || Self.isVersion(word), !names.contains(word) {
        isVersion = true
      } else {
        words.append(word)
      }
    }
    // `policy (1).json`, as a browser names the second file of a name.
    if isNumbered, words.count > 1 { words.remove(at: words.count - 2) }
    let folder = document.path.utf8.prefix(document.path.utf8.count - document.fileName.utf8.count)
    base = String(Substring(folder)) + words.joined(separator: " ")
    (self.isOlder, self.isVersion) = (isOlder, isVersion)
  }

  /// Returns whether a word is a version, such as `v2`.
  private static func isVersion(_ word: String) -> Bool {
    word.utf8.count > 1 && word.utf8.first == UInt8(ascii: "v")
      && word.utf8.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Returns whether a name ends in a number in parentheses.
  private static func isNumbered(_ name: String) -> Bool {
    let stem = asciiLowercased(name).utf8.dropLast(".json".utf8.count)
    guard stem.last == UInt8(ascii: ")"), let open = stem.lastIndex(of: UInt8(ascii: "(")) else { return false }
    let number = stem[stem.index(after: open)...].dropLast()
    return !number.isEmpty && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
