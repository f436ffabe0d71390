import JSONSource

extension Rule {
  /// A prefix that was copied from a URL.
  static let prefixURLEncoded = Rule(
    "prefix-url-encoded", .replication, .risk,
    title: "a prefix is URL-encoded",
    rationale: """
      CloudServer decodes the URL of a request before it stores the key, and compares `Prefix` exactly with the stored \
      key. So a prefix that was copied from the address bar or from a URL, such as `my%20reports/`, selects only keys \
      that really contain `%20`, and most likely none. Names of partitions, as in `time=12%3A00/`, are encoded by the \
      programs that write the keys, and are not reported.
      """,
    references: [.file(.routeUtilities, "getNamesFromReq"), .file(.replicationInfo, "getReplicationInfo")],
    fix: .unsafe,
    check: .replication { configuration, context in
      for rule in configuration.readableRules {
        guard let prefix = rule.keys(context.server)?.text, let decoded = urlDecoded(prefix.text) else { continue }
        context.report(
          .encoded(prefix.text, rule), at: prefix.range,
          help: "write the prefix as the keys are listed: \(quoted: decoded)",
          fix: .unsafe("write \(quoted: decoded)", Fix.Edit(prefix.contentRange, jsonEscaped(decoded))))
      }
    })
}

/// The text that a URL-encoded prefix stands for; nil where nothing is encoded, where a `%` begins no byte or the bytes
/// are no visible text, or where the name of a partition is encoded.
private func urlDecoded(_ prefix: String) -> String? {
  let bytes = Array(prefix.utf8)
  var decoded: [UInt8] = []
  var isEncoded = false
  var isPartition = false
  var next = 0
  while next < bytes.count {
    let byte = bytes[next]
    guard byte == UInt8(ascii: "%") else {
      if byte == UInt8(ascii: "/") { isPartition = false }
      if byte == UInt8(ascii: "=") { isPartition = true }
      decoded.append(byte)
      next += 1
      continue
    }
    guard !isPartition, next + 2 < bytes.count, let high = hexDigit(bytes[next + 1]),
      let low = hexDigit(bytes[next + 2])
    else { return nil }
    decoded.append(UInt8(high << 4 | low))
    isEncoded = true
    next += 3
  }
  let text = String(decoding: decoded, as: UTF8.self)
  // Bytes that are not UTF-8 are decoded as the replacement character.
  let isVisible = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}" }
  return isEncoded && isVisible ? text : nil
}

extension Message {
  fileprivate static func encoded(_ prefix: String, _ rule: ReplicationRule) -> Message {
    "the prefix \(quoted: prefix) of \(rule.name) is URL-encoded, and is compared with keys as it is written"
  }
}
