import JSONSource
import ReplicationLint

/// Policies written in few words.
enum Policies {
  /// A permission policy with the statements whose members are given.
  static func permission(_ statement: String) -> PolicyDocument {
    document("[{\(statement)}]", .permission)
  }

  /// A policy with this value of `Statement`.
  static func document(_ statement: String, _ purpose: PolicyDocument.Purpose) -> PolicyDocument {
    let text = #"{"Version": "2012-10-17", "Statement": \#(statement)}"#
    return PolicyDocument(JSONDocument(SourceFile(name: "policy", text: text)).root, purpose: purpose)
  }

  /// The members of a statement for any action.
  static func statement(_ effect: String, _ resource: String, _ patterns: [String]) -> String {
    let list = patterns.map { "\"\($0)\"" }.joined(separator: ", ")
    return #""Effect": "\#(effect)", "Action": "s3:*", "\#(resource)": [\#(list)]"#
  }
}

extension KeyProof<AccessDecision> {
  /// The proof in one line.
  var summary: String {
    switch self {
    case .proved: "proved"
    case .refused(let key, let answer): "refused \(key): \(answer.recordedName)"
    case .depends(let key, .needsTags): "depends \(key): tags"
    case .depends(let key, .depends(let on)): "depends \(key): \(on.map(\.subject).joined(separator: ", "))"
    case .depends(let key, let answer): "depends \(key): \(answer.recordedName)"
    case .unknown: "unknown"
    }
  }
}
