/// The side of a file by the names of the file and of its folders.
///
/// `source-trust.json` names a side by itself. `prod`, `node1` or `replica` often mean something else, so they count
/// only where names of both sides occur among the documents of a setup. The same holds for the folder of the
/// configuration, which may hold the documents of both sides whatever it is called.
struct SideName {
  /// A side and the word that names it.
  struct Word {
    let side: Side
    let text: String
    let isFolder: Bool
  }

  /// The side that is named beyond doubt.
  let certain: Word?
  /// The side that the folder of the configuration is named for, or one above it that the neighbours are not in.
  let home: Word?
  /// The side that a word names which often means something else.
  let weak: Word?
  /// The words of the file's name, then those of each of its own folders.
  let words: [[String]]

  /// Reads the name of a document and of the folders that it does not share with the neighbours of `home`, the folder
  /// of the configuration.
  ///
  /// - Parameter common: how many of the folders that hold `home` hold all its neighbours too.
  init(_ document: Document, home: Folder, common: Int) {
    let folder = Folder(of: document)
    let depth = folder.depth(below: home)
    // Folders that hold the configuration's too name no side, but for those that its neighbours are not in.
    let shared = depth == nil ? Self.common(folder, home) : common
    let folders = folder.names.count > shared ? Array(folder.names[shared...].reversed()) : []
    let ownFolders = depth.map { folders.prefix($0) } ?? folders[...]
    let fileWords = document.resourceAddress.map { asciiWords($0.utf8) } ?? document.json.fileWords
    let folderWords = folders.map { asciiWords($0) }
    words = [fileWords] + folderWords.prefix(ownFolders.count)
    func first(_ count: Int, _ side: (String) -> Side?) -> Word? {
      for words in folderWords.prefix(count) {
        if let word = Self.word(words, side, isFolder: true) { return word }
      }
      return nil
    }
    certain = Self.word(fileWords, Self.strong, isFolder: false) ?? first(ownFolders.count, Self.strong)
    self.home = first(folders.count, Self.strong)
    weak = Self.word(fileWords, Self.weak, isFolder: false) ?? first(folders.count, Self.weak)
  }

  /// Returns how many of the folders that hold `folder` hold `home` too, which is not one of them.
  static func common(_ folder: Folder, _ home: Folder) -> Int {
    let common = zip(folder.names, home.names).prefix { $0.0.elementsEqual($0.1) }.count
    return min(common, max(home.names.count - 1, 0))
  }

  /// The side that the innermost of the last names of a folder that names one names beyond doubt.
  static func side(ofFolder folder: Folder, after common: Int) -> Side? {
    folder.names.dropFirst(common).reversed().lazy.compactMap { word(asciiWords($0), strong, isFolder: true)?.side }
      .first
  }

  /// The side that the name of a document's file names beyond doubt.
  static func side(ofFile document: Document) -> Side? {
    word(document.json.fileWords, strong, isFolder: false)?.side
  }

  private static func strong(_ word: String) -> Side? {
    if word == "src" || word.hasPrefix("source") { return .source }
    return word == "dst" || word == "tgt" || word.hasPrefix("target") || word.hasPrefix("dest") ? .target : nil
  }

  /// `node1` and `node6` are the two sites of the guide.
  private static func weak(_ word: String) -> Side? {
    switch word {
    case "primary", "prod", "production", "node1": .source
    case "secondary", "dr", "replica", "node6": .target
    default: nil
    }
  }

  /// The one side that one of `words` names; nil where words of both sides occur.
  private static func word(_ words: [String], _ side: (String) -> Side?, isFolder: Bool) -> Word? {
    var found: Word?
    for word in words {
      guard let side = side(word) else { continue }
      if let found, found.side != side { return nil }
      found = found ?? Word(side: side, text: word, isFolder: isFolder)
    }
    return found
  }
}

/// The words that name a side among the documents of one setup.
struct SideNames {
  private let home: Folder
  private let common: Int
  private let names: [Document.ID: SideName]
  private let roles: SitesInNames
  private let pairsHome: Bool
  private let pairsWeak: Bool
  private let pairsRoles: Bool

  /// Looks for names of both sides among `documents`.
  ///
  /// - Parameters:
  ///   - home: the folder of the configuration.
  ///   - roles: the names of both roles.
  init(_ documents: some Sequence<Document>, home: Folder, roles: SitesInNames) {
    self.home = home
    self.roles = roles
    let documents = Array(documents)
    let neighbours = Set(documents.map { Folder(of: $0) }).filter { $0.depth(below: home) == nil }
    let common = neighbours.map { SideName.common($0, home) }.min() ?? max(home.names.count - 1, 0)
    self.common = common
    var names: [Document.ID: SideName] = [:]
    var (inside, outside): (Set<Side?>, Set<Side?>) = ([], [])
    for document in documents {
      let name = SideName(document, home: home, common: common)
      names[document.id] = name
      guard let side = name.certain?.side else { continue }
      if Folder(of: document).depth(below: home) != nil { inside.insert(side) } else { outside.insert(side) }
    }
    self.names = names
    // The folder of the configuration is that of one side where only what is outside of it is named for the other side,
    // and for that alone: `src` is also where many keep all that they write.
    let side = SideName.side(ofFolder: home, after: common)
    pairsHome = side != nil && inside.isSubset(of: [side]) && outside.count == 1 && !outside.contains(side)
    pairsWeak = Set(names.values.compactMap { $0.weak?.side }).count == 2
    pairsRoles = Set(names.values.compactMap { roles.word(in: $0.words)?.side }).count == 2
  }

  private func name(of document: Document) -> SideName {
    names[document.id] ?? SideName(document, home: home, common: common)
  }

  /// The words of a document's name, then those of each of its own folders.
  func words(of document: Document) -> [[String]] { name(of: document).words }

  /// The side that a name names beyond doubt.
  func certain(_ document: Document) -> SideName.Word? { name(of: document).certain }

  /// The side whose role is named, where names of both roles occur.
  func role(_ document: Document) -> SideName.Word? { pairsRoles ? roles.word(in: name(of: document).words) : nil }

  /// The side that a name names, doubtful words included where both sides are named.
  func any(_ document: Document) -> SideName.Word? {
    let name = name(of: document)
    return name.certain ?? role(document) ?? (pairsHome ? name.home : nil) ?? (pairsWeak ? name.weak : nil)
  }
}
