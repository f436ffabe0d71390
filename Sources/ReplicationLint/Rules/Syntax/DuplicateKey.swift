import JSONSource

extension Rule {
  /// The same member twice in one object.
  static let duplicateKey = Rule(
    "duplicate-key", .syntax, .risk, severity: .error,
    title: "an object has the same member twice",
    rationale: """
      JSON readers keep the last of several members with one name and drop the others silently; AWS CLI and the server \
      do so. Two `Action` lists in one statement are not joined: the first one is gone.
      """,
    references: ["RFC 8259, section 4", .file(.policyValidator, "_safeJSONParse")],
    fix: .unsafe,
    check: .document { document, context in
      guard document.isReadable else { return }
      for members in repetitions(document.json.duplicateNames) {
        let dropped = members.dropLast()
        guard let last = members.last else { continue }
        context.report(
          .duplicate(last.name.string?.text ?? "", members.count), at: last.name.range,
          labels: dropped.prefix(labelLimit).map { context.label($0.name.range, "this one is dropped") },
          help: "keep one of them, with all intended values",
          fix: .unsafe(
            dropped.count == 1 ? "remove the one that is dropped" : "remove those that are dropped",
            Fix.Edit.removing(Array(dropped))))
      }
    })
}

/// Beyond so many the places are left out of a finding: a name can be repeated as often as a file is long.
private let labelLimit = 8

/// The members of one object that share a name, at least two, for each repeated name in the order of the first members.
private func repetitions(_ duplicates: [JSONDuplicateName]) -> [[JSONNode.Member]] {
  var found: [[JSONNode.Member]] = []
  // By where the first member begins.
  var indexes: [Int: Int] = [:]
  for duplicate in duplicates {
    let start = duplicate.first.range.start
    if let index = indexes[start] {
      found[index].append(duplicate.repeated)
    } else {
      indexes[start] = found.count
      found.append([duplicate.first, duplicate.repeated])
    }
  }
  return found
}

extension Message {
  fileprivate static func duplicate(_ name: String, _ count: Int) -> Message {
    let times: Message = count == 2 ? "twice" : "\(count) times"
    return "the member \(quoted: name) appears \(times) in one object, and only the last one counts"
  }
}
