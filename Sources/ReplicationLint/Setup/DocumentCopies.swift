import JSONSource

/// Copies of one document in a folder, as their names show.
extension SiteAssignment {
  /// `documents` without older copies of others among them, as `target-policy.old.json` beside `target-policy.json` is:
  /// those are left over.
  mutating func leavingOlderCopies(_ documents: [Document]) -> [Document] {
    let policies = copyNames(documents.filter { $0.policy != nil })
    guard policies.contains(where: { $0.isOlder }) else { return documents }
    let originals = Dictionary(keepingFirst: policies.filter { !$0.isOlder }.map { ($0.base, $0.document) })
    var copies: Set<Document.ID> = []
    for copy in policies where copy.isOlder {
      guard let original = originals[copy.base], original.policy?.purpose == copy.document.policy?.purpose else {
        continue
      }
      copies.insert(copy.document.id)
      leave(copy.document, "its name shows an older copy of \(quoted: original.path)")
    }
    return documents.filter { !copies.contains($0.id) }
  }

  /// Leaves the verdict open where a role has two policies of which one may replace the other, such as
  /// `target-policy.json` and `target-policy-v2.json`.
  mutating func doubtVersions() {
    for side in Side.allCases {
      let policies = documents(.permissions, side)
      if policies.count < 2 { continue }
      let named = copyNames(policies)
      guard named.contains(where: { $0.isVersion }) else { continue }
      for (_, versions) in Dictionary(grouping: named, by: { $0.base }).sorted(by: { $0.key < $1.key }) {
        guard versions.contains(where: { $0.isVersion }), let first = versions.first?.document,
          let other = versions.first(where: { !$0.document.hasSameContent(as: first) })?.document
        else { continue }
        doubtOfBoth(first, other, side)
      }
    }
  }

  /// The names of documents that are a file each.
  private func copyNames(_ documents: [Document]) -> [CopyName] {
    documents.filter { $0.part == nil }.map { document in
      CopyName(document, names.words(of: document)[0]) { isOfBucketOrRole($0) }
    }
  }

  /// Returns whether a word is one of the name of a bucket or a role, which it means then: a bucket may be called
  /// `orders-old`.
  private func isOfBucketOrRole(_ word: String) -> Bool {
    (configuration.destinations + configuration.roleNames.compactMap { $0 }).contains {
      asciiWords($0.utf8).contains(word)
    }
  }
}

/// The name of a file without the words that show which copy of a document it is.
private struct CopyName {
  let document: Document
  /// Indicates whether a word shows an older copy.
  let isOlder: Bool
  /// Indicates whether a word shows one of several versions.
  let isVersion: Bool
  /// The other words.
  private let words: [String]

  private static let older: Set<String> = ["bak", "old", "orig", "prev", "previous"]
  private static let versions: Set<String> = ["new", "fixed", "final", "copy", "backup"]

  /// Reads the words of the name of a file, of which `isOther` returns whether one means something else.
  init(_ document: Document, _ all: [String], isOther: (String) -> Bool) {
    let isNumbered = Self.isNumbered(document.json.fileName)
    var words: [String] = []
    var (isOlder, isVersion) = (false, isNumbered)
    for word in all {
      if Self.older.contains(word), !isOther(word) {
        isOlder = true
      } else if Self.versions.contains(word) || Self.isVersion(word), !isOther(word) {
        isVersion = true
      } else {
        words.append(word)
      }
    }
    // `policy (1).json`, as a browser names the second file of a name.
    if isNumbered, words.count > 1 { words.remove(at: words.count - 2) }
    self.document = document
    (self.isOlder, self.isVersion, self.words) = (isOlder, isVersion, words)
  }

  /// The folder and the other words.
  var base: String { document.path[..<document.json.fileName.startIndex] + words.joined(separator: " ") }

  /// Returns whether a word is a version, such as `v2`.
  private static func isVersion(_ word: String) -> Bool {
    word.utf8.count > 1 && word.utf8.first == UInt8(ascii: "v") && word.utf8.dropFirst().allSatisfy(isASCIIDigit)
  }

  /// Returns whether a name ends in a number in parentheses.
  private static func isNumbered(_ name: Substring) -> Bool {
    let stem = name.utf8.dropLast(".json".utf8.count)
    guard stem.last == UInt8(ascii: ")"), let open = stem.lastIndex(of: UInt8(ascii: "(")) else { return false }
    let number = stem[stem.index(after: open)...].dropLast()
    return !number.isEmpty && number.allSatisfy(isASCIIDigit)
  }
}
