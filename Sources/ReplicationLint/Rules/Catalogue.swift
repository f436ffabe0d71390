import JSONSource

/// The rules, in the order of their groups.
public enum Catalogue {
  /// Every rule.
  public static let rules: [Rule] = [
    syntax, policy, trust, permission, bucketPolicy, replication, setup, security, style,
  ].flatMap { $0 }

  /// The rule called `slug`, or known by it before.
  public static func rule(_ slug: String) -> Rule? { bySlug[aliases[slug] ?? slug] }

  /// Old slugs of rules that were renamed.
  static let aliases: [String: String] = [:]

  /// The slugs of the rules about names of actions.
  static let actionNameRules = Set(rules.filter { $0.isAboutActionName }.map { $0.slug })

  private static let bySlug = Dictionary(keepingFirst: rules.map { ($0.slug, $0) })
}

extension Catalogue {
  static let syntax: [Rule] = [
    .jsonSyntax, .wrongType, .duplicateKey, .suspiciousCharacter, .wrappedDocument, .unknownKind, .placeholderValue,
    .unusedSuppression,
  ]
  static let policy: [Rule] = [
    .unknownTopLevelKey, .idNotAccepted, .version, .statementMissing, .unknownStatementKey, .missingElement,
    .effectInvalid, .sidInvalid, .sidDuplicate, .emptyList, .bothForms,
  ]
  static let trust: [Rule] = [
    .principalMissing, .notPrincipal, .resourceInTrust, .principalMalformed, .principalMixed, .serviceNotBackbeat,
    .serviceAsList, .principalRolePath, .principalARNInvalid, .trustAction, .conditionBlocksBackbeat,
    .backbeatNotTrusted,
  ]
  static let permission: [Rule] = [
    .actionMalformed, .actionUnknown, .actionIsAPIName, .actionAWSOnly, .unversionedRead,
    .notAReplicationPolicy, .principalInPermissionPolicy, .arnMalformed, .arnPartition, .arnRegionOrAccount,
    .bucketNameInvalid,
    .policyVariable, .objectActionOnBucket, .bucketActionOnObjects, .conditionOperatorUnknown,
    .conditionOperatorUnsupported, .conditionNeverMet, .redundantEntry,
  ]
  static let bucketPolicy: [Rule] = [
    .bucketPolicyNotImplemented, .bucketPolicyPrincipal, .bucketPolicyActionMismatch,
    .bucketPolicyResource, .bucketPolicyConditionKey, .bucketPolicyAddress, .bucketPolicyEmptyOperator,
    .bucketPolicyThrows, .bucketPolicyRolePrincipal, .bucketPolicyActionUnused, .bucketPolicyConditionConstant,
    .bucketPolicyNotForm,
  ]
  static let replication: [Rule] = [
    .requiredMemberMissing, .unknownMember, .rulePrefixMissing, .statusInvalid, .nothingEnabled, .roleCount,
    .roleARNMalformed, .roleWhiteSpace, .rolesIdentical, .destinationARNMalformed, .destinationNameInvalid,
    .severalDestinations, .storageClassUnknown, .noReplicationEndpoint, .limitExceeded, .prefixOverlap,
    .prefixLooksLikeGlob, .prefixLeadingSlash, .ruleIDDuplicate, .awsOnlyMember, .filterNotSupported,
    .filterWithPrefix, .filterIgnored, .priorityInvalid, .destinationAccountInvalid, .destinationRoleUnmatched,
    .destinationNotSite, .replicationVersionDiffers, .siteListedTwice, .prefixURLEncoded, .preferredReadPartial,
  ]
  static let setup: [Rule] = [
    .sourceConfigReadMissing, .sourceReadMissing, .targetReplicateMissing, .destinationNotInPolicy, .prefixNotCovered,
    .denyBlocksReplication, .bucketOwnerDiffers, .sourceReplicateObject, .conditionOnNeededPermission,
    .roleARNDisagrees, .roleOrderWrong,
    .policyNotAttached, .policiesSwapped, .destinationDisagrees, .sourceIsDestination, .replicationLoop,
    .versioningNotEnabled, .objectNotReplicated, .documentSetIncomplete,
    .guidePermissionMissing, .externalTargetTags, .bucketUnused, .wrongSideAccess, .onePolicyForBothRoles,
  ]
  static let security: [Rule] = [
    .trustAnyone, .trustBesidesBackbeat, .actionWildcard, .notFormWithAllow, .actionNotNeeded, .iamInReplicationRole,
    .resourceStar, .allowedDestinations,
  ]
  static let style: [Rule] = [.oneOrList, .canonicalCase, .order, .sidMissing, .ruleIDMissing, .layout]
}
