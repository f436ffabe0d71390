import JSONSource

extension Rule {
  /// A prefix that begins like a path or an address.
  static let prefixLeadingSlash = Rule(
    "prefix-leading-slash", .replication, .risk,
    title: "a prefix begins like a path or an address, or has a leading or trailing space",
    rationale: """
      Keys rarely begin with `/`: the object at `s3://bucket/logs/a` has the key `logs/a`. A prefix that begins with a \
      slash, with `./`, `s3://`, `https://`, an ARN, or with spaces selects only keys that begin so. A space at the end is part of the prefix too, \
      though it is not visible.
      """,
    references: [.file(.replicationConfiguration, "_parsePrefix")],
    fix: .unsafe,
    check: .replication { configuration, context in
      for rule in configuration.readableRules {
        guard let prefix = rule.keys(context.server)?.text, let bare = stripped(prefix.text) else { continue }
        // The bucket may be part of the host's name or of the path.
        let isURL = prefix.text.utf8.starts(with: "http".utf8) && PrefixDoubt.address(of: prefix.text) != nil
        context.report(
          "the prefix \(quoted: prefix.text) of \(rule.name) selects only keys that begin with exactly \(quoted: prefix.text)",
          at: prefix.range,
          help: "\(reason(prefix.text)); \(isURL ? "write only what follows the name of the bucket" : advice(bare))",
          fix: isURL
            ? nil
            : .unsafe(
              bare.isEmpty ? "write `\"\"`" : "write \(quoted: bare)",
              Fix.Edit(prefix.contentRange, jsonEscaped(bare))))
      }
    })

  private static func advice(_ bare: String) -> Message {
    bare.isEmpty ? "write `\"\"` for all keys" : "did you mean \(quoted: bare)?"
  }

  private static func reason(_ prefix: String) -> Message {
    if let address = PrefixDoubt.address(of: prefix) {
      return address == "./" ? "keys rarely begin with `./`" : "a key does not contain the address of its bucket"
    }
    guard let first = prefix.unicodeScalars.first, first == "/" || first.properties.isWhitespace else {
      return "it ends with a space"
    }
    return first == "/" ? "keys rarely begin with `/`" : "keys rarely begin with a space"
  }

  private static func stripped(_ prefix: String) -> String? {
    let scalars = prefix.unicodeScalars
    // A prefix of spaces alone most likely means the empty prefix.
    var bare = prefix[(PrefixDoubt.address(of: prefix)?.endIndex ?? prefix.startIndex)...]
    bare = Substring(bare.unicodeScalars.drop { $0 == "/" || $0.properties.isWhitespace })
    while let last = bare.unicodeScalars.last, last.properties.isWhitespace { bare.unicodeScalars.removeLast() }
    return bare.unicodeScalars.count < scalars.count ? String(bare) : nil
  }
}
