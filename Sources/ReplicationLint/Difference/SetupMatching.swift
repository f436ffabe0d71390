import JSONSource

/// The versions of each setup: by name, else by the path of the configuration, else by the source bucket.
struct SetupMatching {
  /// The two versions of a setup.
  struct Pair {
    let old: SetupAnalysis?
    let new: SetupAnalysis?
    let name: String
  }

  /// The pairs in the order of the new version, then those that are gone.
  let pairs: [Pair]

  init(_ old: [SetupAnalysis], _ new: [SetupAnalysis], oldRoot: String, newRoot: String) {
    var partners: [Int?] = Array(repeating: nil, count: new.count)
    var isTaken = Array(repeating: false, count: old.count)
    func key(_ analysis: SetupAnalysis, _ root: String, _ rank: Int) -> ExactString? {
      let text: String? =
        switch rank {
        case 0: Self.relative(analysis.setup.name, to: root)
        case 1: analysis.setup.replication.map { Self.relative($0.path, to: root) }
        default: analysis.setup.source.bucket
        }
      return text.map(ExactString.init)
    }
    for rank in 0...2 {
      var byKey: [ExactString: Int] = [:]
      for index in old.indices.reversed() where !isTaken[index] {
        if let key = key(old[index], oldRoot, rank) { byKey[key] = index }
      }
      for index in new.indices where partners[index] == nil {
        guard let key = key(new[index], newRoot, rank), let partner = byKey[key], !isTaken[partner] else { continue }
        partners[index] = partner
        isTaken[partner] = true
      }
    }
    var pairs = new.indices.map { index in
      Pair(
        old: partners[index].map { old[$0] }, new: new[index],
        name: Self.name(new[index], newRoot))
    }
    for index in old.indices where !isTaken[index] {
      pairs.append(Pair(old: old[index], new: nil, name: Self.name(old[index], oldRoot)))
    }
    self.pairs = pairs
  }

  /// The name without the folder of the version, unless nothing is left.
  private static func name(_ analysis: SetupAnalysis, _ root: String) -> String {
    let name = relative(analysis.setup.name, to: root)
    return name.isEmpty ? analysis.setup.name : name
  }

  /// The part of a path behind `root`; the path itself where it does not begin so.
  private static func relative(_ path: String, to root: String) -> String {
    if path.hasSameBytes(as: root) { return "" }
    guard !root.isEmpty, path.utf8.starts(with: root.utf8) else { return path }
    let rest = path.utf8.dropFirst(root.utf8.count)
    if root.utf8.last == UInt8(ascii: "/") { return String(Substring(rest)) }
    return rest.first == UInt8(ascii: "/") ? String(Substring(rest.dropFirst())) : path
  }
}
