package import JSONSource

/// A setup in use, read question by question: the files to keep, which are those that `AuditScript` makes.
package struct AuditReading: Sendable {
  /// The files: the answers, the manifest, and the list of gaps, which is empty where there are none.
  package let files: [SourceFile]
  /// The failures to read with their reasons, one line each.
  package let gaps: [String]
  /// Indicates whether the replication configuration could be read; without it there is no setup.
  package let hasSetup: Bool

  /// The file that marks a folder as one that an audit made.
  package static let mark = AuditManifest.gaps
  /// The start of each line in that file.
  package static let gapPrefix = "not read: "

  /// Reads the setup that `request` names.
  ///
  /// - Parameter ask: answers questions, in their order. It is asked at most four times.
  package init<Failure: Error>(
    _ request: AuditRequest, ask: ([AuditQuestion]) throws(Failure) -> [AuditAnswer]
  ) throws(Failure) {
    let source = AuditNames(side: Side.source.rawValue, bucket: request.sourceBucket)
    let question = AuditQuestion(.source, .configuration, source, request.source)
    let answer = try ask([question]).first.map { AuditResult($0, to: question) }
    guard case .document(let configuration) = answer else {
      var reason = ""
      if case .refused(let words) = answer { reason = words }
      self.init(files: [], gaps: [(AuditStep.configuration.subject(source), reason)], hasSetup: false)
      return
    }
    let roles = Self.roles(configuration.root)
    var sites = [
      AuditSite(.source, bucket: request.sourceBucket, role: roles.source, request),
      AuditSite(.target, bucket: request.targetBucket, role: roles.target, request),
    ]
    while sites.contains(where: { !$0.open.isEmpty }) {
      var answers = try ask(sites.flatMap { $0.open })[...]
      for index in sites.indices {
        let count = sites[index].open.count
        sites[index].take(Array(answers.prefix(count)))
        answers = answers.dropFirst(count)
      }
    }
    let manifest = AuditManifest.text(source: sites[0].members, target: sites[1].members)
    self.init(
      files: [configuration.source] + sites.flatMap { $0.files }
        + [SourceFile(name: ConfigurationFile.fileName, bytes: Array(manifest.utf8))],
      gaps: sites.flatMap { $0.gaps }, hasSetup: true)
  }

  private init(files: [SourceFile], gaps: [(subject: String, reason: String)], hasSetup: Bool) {
    self.gaps = gaps.map { visible("\(Self.gapPrefix)\($0.subject): \(Self.line($0.reason))") }
    self.hasSetup = hasSetup
    let list = self.gaps.map { $0 + "\n" }.joined()
    self.files = files + [SourceFile(name: AuditManifest.gaps, bytes: Array(list.utf8))]
  }

  /// The names of the roles, which `Role` holds as ARNs with a comma between; one without a comma serves both sides.
  private static func roles(_ root: JSONNode) -> (source: String, target: String) {
    let text = root.member("ReplicationConfiguration")?.member("Role")?.string?.text ?? ""
    let arns = text.utf8.split(separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
    func name(_ arn: Substring.UTF8View) -> String {
      let start = arn.lastIndex(of: UInt8(ascii: "/")).map { arn.index(after: $0) } ?? arn.startIndex
      return String(Substring(arn[start...]))
    }
    return (name(arns[0]), name(arns[arns.count - 1]))
  }

  /// A reason on one line, without the line ends that it ends with.
  private static func line(_ reason: String) -> String {
    var scalars = reason.unicodeScalars[...]
    while scalars.last == "\n" { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars.map { $0 == "\n" ? " " : $0 }))
  }
}
