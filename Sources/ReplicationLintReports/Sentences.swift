import ReplicationLint

extension PlatformAnswer {
  /// The party that refuses the document, and its message.
  var sentence: String {
    let party = by == .client ? "AWS CLI" : "the server"
    return visible(
      message.isEmpty ? "refused by \(party) with \(code)" : "refused by \(party) with \(code): \(message)")
  }
}

extension Consequence {
  /// The effect of deploying the document.
  var sentence: String {
    switch self {
    case .refused: "refused (the platform does not accept the document)"
    case .fails: "fails (it is accepted, but ineffective)"
    case .exposed: "exposed (it works, and grants access to unintended principals)"
    case .risk: "risk (it works, but may break or allows too much)"
    case .style: "style (it works, and could be clearer)"
    }
  }
}

extension Report.Failure {
  /// The identifier of failures in formats that want a rule for everything; the catalogue has none of that name.
  static let identifier = "not-checked"
}

extension Diagnostic {
  /// The message, and on lines of their own the platform's answer and what to do.
  package var explanation: String { explanationLines.joined(separator: "\n") }

  /// The same as lines; a line break inside one belongs to quoted text.
  var explanationLines: [String] {
    ([message, platform?.sentence] + [help.map { "help: \($0)" }]).compactMap { $0 }
  }
}
