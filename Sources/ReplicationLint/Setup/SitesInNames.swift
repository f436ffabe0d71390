/// The names of the two buckets or roles of a setup, looked for as whole words in the names of files and folders.
struct SitesInNames {
  private let source: [String]
  private let target: [String]

  /// Makes the names; one that is not known, or in which there is no letter and no digit, is found nowhere.
  init(source: String?, target: String?) {
    self.init(source: Self.words(source), target: Self.words(target))
  }

  /// The words of a name; none of one that is longer than names of buckets and roles are, or that is made of words
  /// for kinds of documents.
  private static func words(_ name: String?) -> [String] {
    guard let name, name.utf8.count <= 64 else { return [] }
    let words = asciiWords(name.utf8)
    return words.allSatisfy(kinds.contains) ? [] : words
  }

  /// Words of names that files have for what is in them.
  private static let kinds = [
    "iam", "json", "permissions", "policy", "replication", "role", "s3", "trust", "versioning",
  ]

  /// The names without the one that `words` hold too: the name of a setup, which all its files may have.
  func without(_ words: [String]) -> SitesInNames {
    let side = side(in: words)
    return SitesInNames(source: side == .source ? [] : source, target: side == .target ? [] : target)
  }

  private init(source: [String], target: [String]) {
    self.source = source
    self.target = target
  }

  /// The one side whose name the words hold; nil where they hold both or neither.
  ///
  /// In `orders-copy` the bucket `orders` is not named: the longer name goes first.
  func side(in words: [String]) -> Side? {
    if source == target { return nil }
    let (longer, shorter): (Side, Side) = source.count > target.count ? (.source, .target) : (.target, .source)
    var rest = words
    let hasLonger = Self.take(name(longer), from: &rest)
    let hasShorter = Self.take(name(shorter), from: &rest)
    return hasLonger == hasShorter ? nil : hasLonger ? longer : shorter
  }

  /// The one side whose name a document's file has, else one of its own folders.
  func word(in words: [[String]]) -> SideName.Word? {
    for (index, words) in words.enumerated() {
      if let side = side(in: words) {
        return SideName.Word(side: side, text: name(side).joined(separator: "-"), isFolder: index > 0)
      }
    }
    return nil
  }

  private func name(_ side: Side) -> [String] { side == .source ? source : target }

  /// Replaces each occurrence of `name` in `words` by a word that is none, and returns whether there was one.
  private static func take(_ name: [String], from words: inout [String]) -> Bool {
    guard !name.isEmpty, name.count <= words.count else { return false }
    var rest: [String] = []
    var isFound = false
    var index = 0
    while index < words.count {
      if words[index...].starts(with: name) {
        rest.append("")
        isFound = true
        index += name.count
      } else {
        rest.append(words[index])
        index += 1
      }
    }
    words = rest
    return isFound
  }
}
