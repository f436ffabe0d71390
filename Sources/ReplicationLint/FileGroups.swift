import JSONSource

/// The outline of a file: the facts that decide which files have to be judged together.
struct FileOutline: Sendable {
  /// The name of the file.
  let name: String
  /// The folder of the file.
  let folder: Folder
  /// Indicates whether it is foreign and passed over.
  let isSkipped: Bool
  /// Indicates whether a replication configuration is in it.
  let hasConfiguration: Bool
  /// The entries of `Role` in it.
  let roles: [String]

  /// Indicates whether it is foreign where nothing in its folder is about replication.
  let dependsOnFolder: Bool

  /// Indicates whether something else is in it.
  var hasOthers: Bool { !isSkipped && !hasConfiguration }

  /// Makes the outline of a file; `file` is nil where it is passed over.
  init(_ input: Input, _ file: DetectedFile?) {
    name = input.source.name
    folder = Folder(of: input.location ?? input.source.name)
    isSkipped = file == nil
    hasConfiguration = file?.holdsConfiguration == true
    roles = hasConfiguration ? file?.envelope.body.member("Role")?.string?.split(",").map { $0.text } ?? [] : []
    dependsOnFolder = input.isFound && file?.isForeignByItself == true
  }
}

/// Divides files into groups, so that no document of one can belong to a setup of another.
///
/// A group is larger than a setup where more than one configuration may ask for a document: `SetupScope` gives a
/// document to the nearest folder at or above it that has a configuration in it or below it, and all of those
/// configurations are then in the group. Linear in the files and the depth of their folders.
struct FileGroups {
  /// The indexes of the files of each group, ascending; ordered by the first.
  let groups: [[Int]]

  init(_ files: [FileOutline], declarations: [SetupDeclaration]) {
    var union = DisjointSets(count: files.count)
    let declared = Set(declarations.flatMap { $0.paths.map { ExactString($0) } })
    if !declarations.isEmpty {
      let indexes = Dictionary(keepingFirst: files.enumerated().map { (ExactString($1.name), $0) })
      for declaration in declarations { union.join(declaration.paths.compactMap { indexes[ExactString($0)] }) }
      // The answer of a command is read as such beside the configuration of a setup.
      var inFolder: [Folder: Int] = [:]
      for index in indexes.values where declared.contains(ExactString(files[index].name)) {
        if files[index].hasConfiguration { inFolder[files[index].folder] = index }
      }
      for index in files.indices where !files[index].isSkipped {
        if let first = inFolder[files[index].folder] { union.join([first, index]) }
      }
    }
    let open = files.indices.filter { !files[$0].isSkipped && !declared.contains(ExactString(files[$0].name)) }
    // A configuration of each folder that has one in it, and of each that has one in it or below it.
    var inFolder: [Folder: Int] = [:]
    var configurations: [Folder: Int] = [:]
    for index in open where files[index].hasConfiguration {
      if let first = inFolder[files[index].folder] { union.join([first, index]) }
      inFolder[files[index].folder] = index
      for folder in files[index].folder.upwards {
        if configurations[folder] != nil { break }
        configurations[folder] = index
      }
    }
    // The folders that documents belong to: all configurations there may ask for them.
    var homes: Set<Folder> = []
    for index in open where files[index].hasOthers {
      guard let home = files[index].folder.upwards.first(where: { configurations[$0] != nil }),
        let first = configurations[home]
      else { continue }
      union.join([first, index])
      homes.insert(home)
    }
    for index in open where files[index].hasConfiguration {
      for folder in files[index].folder.upwards where homes.contains(folder) {
        if let first = configurations[folder] { union.join([first, index]) }
      }
    }
    for other in DirectionPairs(open.filter { files[$0].hasConfiguration }.map { ($0, files[$0]) }).pairs {
      union.join(other)
    }
    let dependent = Set(files.filter { $0.dependsOnFolder }.map { $0.folder })
    if !dependent.isEmpty {
      var first: [Folder: Int] = [:]
      for index in files.indices where !files[index].isSkipped && dependent.contains(files[index].folder) {
        if let other = first[files[index].folder] {
          union.join([other, index])
        } else {
          first[files[index].folder] = index
        }
      }
    }
    groups = union.groups(of: files.indices.filter { !files[$0].isSkipped })
  }
}

/// Configurations of which one may use the documents beside the other (`SetupScope.ofTargetRole`): the source role of
/// one is the target role of the other, in the next folder.
private struct DirectionPairs {
  private struct Key: Hashable {
    let parent: Folder?
    let role: ExactString
  }

  /// The indexes of two files each.
  let pairs: [[Int]]

  init(_ configurations: [(index: Int, file: FileOutline)]) {
    // The first configuration with each source role; nil where several folders have some.
    var sources: [Key: Int?] = [:]
    var folders: [Int: Folder] = [:]
    for (index, file) in configurations {
      guard let role = file.roles.first else { continue }
      folders[index] = file.folder
      let key = Key(parent: file.folder.parent, role: ExactString(role))
      if let first = sources[key] {
        if first.flatMap({ folders[$0] }) != file.folder { sources.updateValue(nil, forKey: key) }
      } else {
        sources[key] = index
      }
    }
    pairs = configurations.compactMap { index, file in
      guard file.roles.count == 2 else { return nil }
      let source = sources[Key(parent: file.folder.parent, role: ExactString(file.roles[1]))].flatMap { $0 }
      return source.map { [$0, index] }
    }
  }
}

/// Numbers in sets that are joined step by step.
private struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func join(_ members: [Int]) {
    guard let first = members.first else { return }
    for member in members.dropFirst() {
      let (a, b) = (root(first), root(member))
      if a != b { parents[max(a, b)] = min(a, b) }
    }
  }

  private mutating func root(_ member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  mutating func groups(of members: [Int]) -> [[Int]] {
    var groups: [[Int]] = []
    var numbers = [Int?](repeating: nil, count: parents.count)
    for member in members {
      let root = root(member)
      if let number = numbers[root] {
        groups[number].append(member)
      } else {
        numbers[root] = groups.count
        groups.append([member])
      }
    }
    return groups
  }
}
