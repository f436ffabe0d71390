import ReplicationLint

extension PlatformAnswer {
  /// Who refuses the document, in which words.
  var sentence: String {
    let party = by == .client ? "AWS CLI" : "the server"
    return visible(
      message.isEmpty ? "refused by \(party) with \(code)" : "refused by \(party) with \(code): \(message)")
  }
}

extension Consequence {
  /// What happens to someone who deploys the document.
  var sentence: String {
    switch self {
    case .refused: "refused (the platform does not take the document)"
    case .fails: "fails (it is accepted, and does not do what it says)"
    case .exposed: "exposed (it works, and lets in someone who does not belong)"
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
  /// The message, and on lines of their own what the platform says and what to do.
  package var explanation: String { explanationLines.joined(separator: "\n") }

  /// The same as lines; a line break inside one is text of somebody else's.
  var explanationLines: [String] {
    ([message, platform?.sentence] + [help.map { "help: \($0)" }]).compactMap { $0 }
  }
}
