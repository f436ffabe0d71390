import JSONSource

/// The condition keys that the server knows.
///
/// Source: Arsenal `lib/policyEvaluator/utils/conditions.ts`, `findConditionKey`. Keys are case-sensitive.
package enum ConditionKeys {
  /// Keys that some request can carry.
  package static let known = [
    "aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge",
    "aws:principaltype", "aws:referer", "aws:SecureTransport", "aws:SourceIp", "aws:UserAgent", "aws:userid",
    "aws:username", "s3:x-amz-acl", "s3:x-amz-grant-read", "s3:x-amz-grant-write", "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write-acp", "s3:x-amz-grant-full-control", "s3:x-amz-copy-source", "s3:x-amz-metadata-directive",
    "s3:x-amz-server-side-encryption", "s3:x-amz-storage-class", "s3:VersionId", "s3:LocationConstraint",
    "s3:delimiter", "s3:max-keys", "s3:prefix", "s3:signatureversion", "s3:authType", "s3:signatureAge",
    "s3:x-amz-content-sha256", "s3:ObjLocationConstraint", "sts:ExternalId", "keycloak:groups", "keycloak:roles",
    "iam:PolicyArn", "s3:ExistingObjectTag", "s3:RequestObjectTagKey", "s3:RequestObjectTagKeys",
    "s3:object-lock-remaining-retention-days",
  ]

  /// Keys whose name goes on with `/` and the key of a tag.
  private static let tagPrefixes = ["s3:ExistingObjectTag/", "s3:RequestObjectTagKey/"]

  /// Keys that no request of Backbeat carries, although the server knows them: it makes no user sessions, no listings
  /// with these parameters, and no multi-factor authentication.
  package static let absentForBackbeat = [
    "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:username", "aws:referer", "sts:ExternalId",
    "keycloak:groups", "keycloak:roles", "iam:PolicyArn", "aws:TokenIssueTime",
  ]

  /// Known keys that no request carries, whoever sends it: `RequestContext.ts` is never given their values.
  private static let absentForAll = [
    "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime",
  ]

  /// Keys that the evaluator reads from the caller, without asking whether it knows one (Arsenal
  /// lib/policyEvaluator/RequestContext.ts, `getRequesterExternalId`, and utils/conditions.ts, `findConditionKey`).
  package static let ofRequester = [
    "aws:username", "aws:userid", "aws:principaltype", "sts:ExternalId", "keycloak:groups", "keycloak:roles",
  ]

  /// Returns whether `key` is one that the evaluator reads from the caller.
  package static func isOfRequester(_ key: String) -> Bool { ofRequester.contains { $0.hasSameBytes(as: key) } }

  /// Returns whether a request of some caller may carry `key`.
  package static func isCarriedBySome(_ key: String) -> Bool {
    isKnown(key) && !absentForAll.contains { $0.hasSameBytes(as: key) }
  }

  /// Returns whether the server knows `key`.
  package static func isKnown(_ key: String) -> Bool {
    known.contains { $0.hasSameBytes(as: key) } || tagPrefixes.contains { key.utf8.starts(with: $0.utf8) }
  }

  /// Returns whether a request of Backbeat may carry `key`.
  package static func isCarriedByBackbeat(_ key: String) -> Bool {
    isKnown(key) && !absentForBackbeat.contains { $0.hasSameBytes(as: key) }
  }

  /// Returns whether `server.request` of the configuration can state the value of `key`.
  package static func isStatedByRequest(_ key: String) -> Bool {
    ["aws:SourceIp", "aws:SecureTransport", "aws:UserAgent", "aws:CurrentTime", "aws:EpochTime"]
      .contains { $0.hasSameBytes(as: key) }
  }

  /// The key that `key` most likely means.
  package static func nearest(to key: String) -> String? { suggestion(for: key, among: known) }
}
