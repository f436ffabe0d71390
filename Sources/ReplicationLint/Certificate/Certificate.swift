/// Proofs as data: that every key which the enabled rules of setups select replicates, with everything that a reader
/// needs to check it from the documents alone.
package struct Certificate: Sendable, Hashable {
  /// The files that the proofs are about.
  package let files: [File]
  /// A proof for each setup.
  package let setups: [CertifiedSetup]

  /// A file with the digest of its bytes.
  package struct File: Sendable, Hashable {
    /// The path as it was given.
    package let path: String
    /// The SHA-256 of the bytes in hexadecimal digits.
    package let digest: String
  }
}

/// The value that a document is, in its file.
package struct DocumentAddress: Sendable, Hashable {
  /// The file.
  package let path: String
  /// A JSON Pointer into the file; a second one into the document that the string at the first one holds.
  package let pointers: [String]
}

/// The proof of one setup.
package struct CertifiedSetup: Sendable, Hashable {
  /// The setup's name.
  package let name: String
  /// The replication configuration.
  package let replication: DocumentAddress
  /// The reading of policies that the server enforces.
  package let reading: String
  /// Indicates whether the server reads rules of version 2, which are not certified.
  package let isVersionTwo: Bool
  /// The roles that `Role` names.
  package let roles: [String]
  /// The sites, the source first.
  package let sites: [CertifiedSite]
  /// The policies of the sites.
  package let policies: [DocumentAddress]
  /// The enabled rules.
  package let rules: [CertifiedRule]
  /// The calls on objects of the rules, each with its proof.
  package let calls: [CertifiedCall]
  /// The facts that no document shows and that the proof rests on.
  package let assumptions: [Assumption]

  /// The calls and trust policies that were decided and are not certified.
  package var assumedCount: Int {
    calls.count {
      if case .assumed = $0.evidence { true } else { false }
    } + sites.count { $0.trustAssumption != nil }
  }
}

extension CertifiedSetup {
  /// The facts beyond the documents that are taken as decided.
  package var givenCount: Int {
    calls.reduce(0) { $0 + $1.given.count } + sites.reduce(0) { $0 + $1.trustGiven.count }
  }
}

/// One side of a certified setup; policies are numbers in the setup's list.
package struct CertifiedSite: Sendable, Hashable {
  /// The side.
  package let side: Side
  /// The bucket: of the source as it is stated or found, of the target as the rules name it.
  package var bucket: String?
  /// The trust policy of the role.
  package var trust: Int?
  /// The statement of it that lets Backbeat assume the role.
  package var trustStatement: Int?
  /// Conditions of the trust policy that are taken as decided.
  package var trustGiven: [CertifiedFact] = []
  /// The reason why the trust policy is not certified; nil where it is.
  package var trustAssumption: String?
  /// The policies of the role.
  package var permissions: [Int] = []
  /// The policy of the bucket.
  package var bucketPolicy: Int?
}

/// An enabled rule of a certified setup.
package struct CertifiedRule: Sendable, Hashable {
  /// The place in the list of rules, from 0.
  package let index: Int
  /// Indicates whether the objects go to a location outside Scality, for which the source role does everything.
  package let isExternal: Bool
}

/// A part of a statement that depends on facts beyond the documents, as it was decided.
package struct CertifiedFact: Sendable, Hashable {
  /// The policy.
  package let policy: Int
  /// The place of the statement in it, from 0.
  package let statement: Int
  /// `Condition`, or `Principal` in the policy of a bucket.
  package let part: String
  /// Indicates whether the condition is met, or the principal names the role's session.
  package let holds: Bool
}

/// One question that the server asks for objects of a rule, with the proof that the answer is yes for all.
package struct CertifiedCall: Sendable, Hashable {
  /// The rule.
  package let rule: Int
  /// The side whose role calls.
  package let side: Side
  /// The action.
  package let action: String
  /// The bucket.
  package let bucket: String
  /// The prefix of the keys; nil where the question is about the bucket itself.
  package let prefix: String?
  /// Indicates whether policies of the role are asked; otherwise only a bucket policy can refuse.
  package let asksRole: Bool
  /// Indicates whether the policy of the bucket is asked.
  package let asksBucket: Bool
  /// The facts by which statements were taken, or left out.
  package let given: [CertifiedFact]
  /// The statements about the action that can match an object.
  package let statements: [CertifiedStatement]
  /// The proof.
  package let evidence: Evidence

  /// The reason why every key is allowed.
  package enum Evidence: Sendable, Hashable {
    /// The statements allow the bucket itself.
    case text
    /// One pattern matches every key, and no Deny matches any.
    case covering(statement: Int, pattern: Int)
    /// States of all patterns side by side that cannot be left, each of them allowed.
    case invariant([[[Int]]])
    /// It was decided, and the certificate does not hold the proof.
    case assumed(String)
  }
}
