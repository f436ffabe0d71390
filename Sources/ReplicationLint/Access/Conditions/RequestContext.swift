import JSONSource

/// One call as the evaluator of the platform sees it: what is asked, on what, and what condition keys and policy
/// variables stand for.
///
/// Sources: Arsenal `lib/policyEvaluator/RequestContext.ts`, `utils/conditions.ts` (`findConditionKey`) and
/// `utils/variables.ts` (`findVariable`).
package struct RequestContext: Sendable {
  /// The time of a call, in milliseconds since 1970 UTC.
  package enum Clock: Sendable, Hashable {
    /// At this time.
    case at(Int64)
    /// At this time or any time later.
    case from(Int64)
  }

  /// The assumed values where the facts give none, such as the role's user id or the request's version id.
  package enum Silence: Sendable, Hashable {
    /// They may be there or not, with any value.
    case unknown
    /// They are not there.
    case absent
  }

  /// The action, such as `s3:GetObjectVersion`.
  package var action: String
  /// The resource in UTF-16 units, such as `arn:aws:s3:::bucket/key`.
  package var resource: [UInt16]
  /// The known facts about the call.
  package var facts: RequestFacts
  /// Indicates whether the evaluator is given the caller, as it is for policies of roles. For bucket policies it is
  /// not, and it throws on every condition key and policy variable about the caller (cloudserver
  /// `permissionChecks.js`).
  package var hasRequester = true
  /// Indicates whether the server evaluates policies again with the tags of the object, which are not known.
  var readsTags = false
  /// Indicates whether Backbeat makes the call. Others may send what Backbeat never does: headers, parameters of
  /// listings, an external id.
  var isOfBackbeat = true
  /// The time of the call.
  package var clock: Clock
  /// The assumed values for everything that is not known.
  package var silence: Silence

  /// No document that is checked now is used before 2026-11-22T00:00:00Z, in milliseconds since 1970. A library
  /// without a clock can still decide conditions on times before it.
  package static let earliestUse: Int64 = 1_795_305_600_000

  /// The evaluator's error where a bucket policy asks about the caller.
  static let withoutRequester = "TypeError: Cannot read properties of undefined"

  /// Describes a call of Backbeat with the keys of its role; `facts` nil means that nothing is known of it.
  package init(
    action: String, resource: String, facts: RequestFacts?, clock: Clock? = nil, silence: Silence = .unknown
  ) {
    self.init(action: action, resource: Array(resource.utf16), facts: facts, clock: clock, silence: silence)
  }

  /// Describes a call on a resource given in UTF-16 units, so that surrogates without partner are kept.
  package init(
    action: String, resource: [UInt16], facts: RequestFacts?, clock: Clock? = nil, silence: Silence = .unknown
  ) {
    self.action = action
    self.resource = resource
    self.facts = facts ?? RequestFacts()
    self.clock = clock ?? facts?.time.map { .at($0) } ?? .from(Self.earliestUse)
    self.silence = silence
  }
}

/// The possible values of a condition key.
enum KeyValue: Sendable, Hashable {
  /// Nothing: undefined or null.
  case absent
  /// This text.
  case text([UInt16])
  /// Some text that is not known.
  case unknownText
  /// An address, which the evaluator keeps as an object and not as text.
  case address(IPAddress)
  /// An address that is not known.
  case unknownAddress
  /// The time of the call as ISO 8601 text.
  case time(RequestContext.Clock)
  /// The time of the call as decimal milliseconds since 1970.
  case epoch(RequestContext.Clock)
}

extension RequestContext {
  /// All possible values of a condition key; one element when that is certain. Names are case-sensitive.
  func values(ofKey name: [UInt16]) -> [KeyValue] {
    // Only ASCII names are known, and Swift takes some others for equal to them.
    guard name.allSatisfy({ $0 < 0x80 }) else { return [.absent] }
    switch String(utf16: name) {
    case "aws:CurrentTime": return [.time(clock)]
    case "aws:EpochTime": return [.epoch(clock)]
    case "aws:SecureTransport": return transports.map { .text($0) }
    case "aws:SourceIp": return [address.map { .address($0) } ?? .unknownAddress]
    case "aws:UserAgent": return facts.userAgent.map { [.text(Array($0.utf16))] } ?? unstated
    case "aws:principaltype": return isRoleSession ? [.text(Array("AssumedRole".utf16))] : unstated
    case "aws:userid": return unstated
    case "s3:VersionId": return isOfBackbeat ? versionID : unstated
    // Set by CloudServer from the signature; not known which (requestContext.getSignatureVersion, getAuthType).
    case "s3:signatureversion", "s3:authType", "s3:signatureAge", "s3:x-amz-content-sha256": return unstated
    // `aws:TokenIssueTime` and the MFA keys are not implemented; `aws:SourceArn`, `SourceVpc` and `SourceVpce` are
    // undefined; a role session has no `aws:username`; Backbeat sends no referer, no ACL, grant, copy, encryption or
    // storage class header, lists nothing, makes no bucket and no retention, and gives no external id; a name that the
    // evaluator does not know is undefined.
    case let name: return isOfBackbeat || !ConditionKeys.isCarriedBySome(name) ? [.absent] : unstated
    }
  }

  /// The replacement of a policy variable.
  enum VariableValue: Sendable, Hashable {
    /// Nothing: the variable stays as it is written.
    case undefined
    case text([UInt16])
    /// Text that is not known, or nothing.
    case unknown
  }

  /// The replacement of `${name}`.
  func value(ofVariable name: [UInt16]) -> VariableValue {
    guard name.allSatisfy({ $0 < 0x80 }) else { return .undefined }
    switch String(utf16: name) {
    // The value is null, and joining null into a string gives nothing.
    case "aws:TokenIssueTime": return .text([])
    case "aws:CurrentTime", "aws:EpochTime": return .unknown
    case "aws:SecureTransport": return transports.count == 1 ? .text(transports[0]) : .unknown
    case "aws:SourceIp": return address.map { .text(Array($0.text.utf16)) } ?? .unknown
    case "aws:UserAgent": return facts.userAgent.map { .text(Array($0.utf16)) } ?? ifUnstated
    case "aws:principaltype": return isRoleSession ? .text(Array("AssumedRole".utf16)) : ifUnstated
    case "aws:userid": return ifUnstated
    case "aws:username", "s3:prefix", "s3:max-keys", "s3:x-amz-acl": return isOfBackbeat ? .undefined : ifUnstated
    default: return .undefined
    }
  }

  /// Indicates whether the caller is a session of a role, as on every call of Backbeat to S3 (Arsenal `AuthInfo`,
  /// Vault's `AssumedRole`). Vault alone knows what it passes for the service that assumes the role.
  private var isRoleSession: Bool { !action.utf8.starts(with: "sts:".utf8) }

  private var address: IPAddress? { facts.sourceIP.flatMap { IPAddress(Array($0.utf16)) } }

  private var transports: [[UInt16]] {
    let all = facts.secureTransport.map { [$0] } ?? [true, false]
    return all.map { Array(($0 ? "true" : "false").utf16) }
  }

  private var unstated: [KeyValue] { silence == .absent ? [.absent] : [.absent, .unknownText] }
  private var ifUnstated: VariableValue { silence == .absent ? .undefined : .unknown }

  /// Backbeat reads objects by version (`ReplicateObject.js`); its own routes may carry a version; calls on a bucket do
  /// not.
  private var versionID: [KeyValue] {
    if silence == .absent || !resource.contains(0x2F) { return [.absent] }
    let isRead = action.utf8.starts(with: "s3:GetObjectVersion".utf8)
    return isRead ? [.unknownText] : unstated
  }
}
