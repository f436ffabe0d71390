import Foundation
import JSONSource
import ReplicationLint

/// The recorded verdicts about access, compared with ours.
enum RecordedAccess {
  /// The form of the recorded calls; anything not listed was absent.
  static let facts = RequestFacts(
    sourceIP: "10.0.0.5", secureTransport: false, userAgent: "aws-sdk-nodejs/2.1005.0")

  /// The number of verdicts, those that differ, and those that we leave open because of the time of the call.
  struct Tally {
    var count = 0
    var differences: [String] = []
    var open: [String] = []
    var equal: Int { count - differences.count - open.count }
  }

  /// A folder with further verdicts.
  static let extra = ProcessInfo.processInfo.environment["REPLLINT_VERDICTS"]

  /// Compares the grants of every accepted permission document.
  static func permissions(in path: String) throws -> Tally {
    try tally(path) { record, verdict, input in
      let policy = PolicyDocument(input.root, purpose: .permission)
      return verdict.member("grants")?.members.map { grant -> (String, String, String) in
        let call = grant.name.string?.text ?? ""
        let parts = call.split(separator: " ").map { String($0) }
        let answer = evaluate([policy], request(parts[0], parts[1]))
        return (call, grant.value.string?.text ?? "", answer.recordedName)
      } ?? []
    }
  }

  /// Compares whether backbeat may assume the role of every accepted trust document.
  static func trusts(in path: String) throws -> Tally {
    try tally(path) { record, verdict, input in
      let policy = PolicyDocument(input.root, purpose: .trust)
      let answer = evaluateTrust(policy, request("sts:AssumeRole", "")).recordedName
      return [("backbeat", verdict.member("backbeat_may_assume")?.string?.text ?? "", answer)]
    }
  }

  private static func request(_ action: String, _ resource: String) -> RequestContext {
    RequestContext(
      action: action, resource: resource, facts: facts, clock: .at(RequestContext.earliestUse), silence: .absent)
  }

  private static func tally(
    _ path: String, _ compare: (JSONNode, JSONNode, JSONDocument) -> [(String, String, String)]
  ) throws -> Tally {
    var tally = Tally()
    for line in try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A) {
      let record = JSONDocument(SourceFile(name: "record", bytes: Array(line))).root
      guard let verdict = record.member("verdict"), verdict.member("accept")?.boolean == true else { continue }
      let text = record.member("input")?.string?.text ?? ""
      let input = JSONDocument(SourceFile(name: "input", bytes: Array(text.utf8)))
      for (name, recorded, ours) in compare(record, verdict, input) {
        tally.count += 1
        if ours == "Error" ? recorded.hasPrefix("Error") : ours == recorded { continue }
        let difference = "\(record.member("id")?.string?.text ?? ""), \(name): \(recorded), not \(ours)"
        if ours.hasPrefix("depends") && ours.contains("Time") {
          tally.open.append(difference)
        } else {
          tally.differences.append(difference)
        }
      }
    }
    return tally
  }
}

extension AccessDecision {
  /// The answer in the words of the records.
  var recordedName: String {
    switch self {
    case .allow: "Allow"
    case .implicitDeny: "ImplicitDeny"
    case .explicitDeny: "ExplicitDeny"
    case .needsTags: "NeedTagConditionEval"
    case .error: "Error"
    case .depends(let dependences): "depends on \(dependences.map(\.subject))"
    }
  }
}

extension TrustDecision {
  /// The answer in the words of the records.
  var recordedName: String {
    switch self {
    case .allow: "Allow"
    case .deny: "Deny"
    case .error: "Error"
    case .depends(let dependences): "depends on \(dependences.map(\.subject))"
    }
  }
}
