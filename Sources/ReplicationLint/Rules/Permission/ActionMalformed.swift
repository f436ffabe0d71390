import JSONSource

extension Rule {
  /// An action that is not written `service:Action`.
  static let actionMalformed = Rule(
    "action-malformed", .permission, .refused, platform: .malformedPolicy, isAboutActionName: true,
    title: "an action is not written `service:Action`",
    rationale: """
      An action is `service:Action`, or `*` alone. The server refuses one without a service or with a wildcard in it. \
      It accepts a second colon and spaces, but actions are compared as whole strings, so `s3:Get:Object` and ` s3:X` \
      match nothing, and the permission is not there when Backbeat needs it.
      """,
    references: [.file(.policySchema, "actionItem"), .file(.evaluator, "isActionApplicable")],
    fix: .sometimes,
    check: .policy { policy, context in
      for entry in policy.actions {
        if !entry.item.isAccepted {
          // The server gives its message for this case only where the action is not an element of a list.
          context.report(
            .refused(entry.text.text), at: entry.text.range,
            platform: entry.isListed ? .malformedPolicy : .actionWithoutVendor,
            help: .write(entry.text.text, policy.purpose),
            fix: repair(entry))
        } else if policy.purpose == .permission, let oddity = entry.item.oddity {
          context.report(
            .neverMatches(entry.text.text, oddity), at: entry.text.range, consequence: entry.deadness,
            whenProved: .risk,
            help: "write `service:Action` without spaces and with one colon", fix: repair(entry))
        }
      }
    })

  private static func repair(_ entry: ActionEntry) -> Fix? {
    let text = entry.text.text
    let tight = text.filter { !$0.isWhitespace }
    if !tight.hasSameBytes(as: text), S3Action.named(tight) != nil || tight.hasSameBytes(as: "*") {
      // An accepted action would then grant something that it does not grant now.
      let isSafe = !ActionGrammar.accepts(text) && !namesEverything(tight)
      return Fix("write \(quoted: tight)", isSafe: isSafe, [Fix.Edit(entry.text.range, jsonString(tight))])
    }
    for prefix in ["s3", "sts"] {
      let bare = tight.hasPrefix("\(prefix).") ? String(tight.dropFirst(prefix.count + 1)) : tight
      if let known = prefix == "s3" ? S3Action.named("s3:\(bare)")?.name : S3Action.assumeRole(bare) {
        return .unsafe("write `\(known)`", Fix.Edit(entry.text.range, jsonString(known)))
      }
    }
    return nil
  }
}

extension Message {
  fileprivate static func refused(_ action: String) -> Message {
    "the server refuses the action \(quoted: action)"
  }
  fileprivate static func write(_ action: String, _ purpose: PolicyDocument.Purpose) -> Message {
    if purpose == .trust { return "write `\(S3Action.assumeRole)`" }
    let colon = action.utf8.firstIndex(of: UInt8(ascii: ":"))
    let star = action.utf8.firstIndex(of: UInt8(ascii: "*"))
    if let colon, let star, star < colon { return "write the service without a wildcard, such as `s3:`" }
    return "write `service:Action`, such as `s3:GetObjectVersion`"
  }
  fileprivate static func neverMatches(_ action: String, _ oddity: ActionPattern.Oddity) -> Message {
    switch oddity {
    case .secondColon: "the action \(quoted: action) has a second colon and never matches"
    case .blank: "the action \(quoted: action) contains whitespace and never matches"
    }
  }
}
