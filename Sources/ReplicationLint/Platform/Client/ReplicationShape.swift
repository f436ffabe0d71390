/// The form of a JSON value that botocore asks for before it sends anything.
package indirect enum Shape: Sendable {
  /// One member of a structure.
  package struct Member: Sendable {
    /// Its name.
    package let name: String
    /// Indicates whether botocore refuses a structure without it.
    package let isRequired: Bool
    /// The form of its value.
    package let shape: Shape

    static func required(_ name: String, _ shape: Shape) -> Member {
      Member(name: name, isRequired: true, shape: shape)
    }
    static func optional(_ name: String, _ shape: Shape) -> Member {
      Member(name: name, isRequired: false, shape: shape)
    }
  }

  /// An object with these members.
  case structure([Member])
  /// A list of values of one form.
  case list(Shape)
  /// A string of at least `minimum` characters.
  case string(minimum: Int = 0)
  /// A whole number; Python takes booleans for numbers too.
  case integer
}

extension Shape {
  /// The shape `ReplicationConfiguration` of botocore's S3 model (data/s3/2006-03-01/service-2.json). Enumerations
  /// and lengths are not checked there.
  package static let replicationConfiguration: Shape = .structure([
    .required("Role", .string()), .required("Rules", .list(rule)),
  ])

  private static let rule: Shape = .structure([
    .optional("ID", .string()), .optional("Priority", .integer), .optional("Prefix", .string()),
    .optional("Filter", filter), .required("Status", .string()),
    .optional(
      "SourceSelectionCriteria",
      .structure([
        .optional("SseKmsEncryptedObjects", statusOnly), .optional("ReplicaModifications", statusOnly),
      ])),
    .optional("ExistingObjectReplication", statusOnly), .required("Destination", destination),
    .optional("DeleteMarkerReplication", .structure([.optional("Status", .string())])),
  ])

  private static let filter: Shape = .structure([
    .optional("Prefix", .string()), .optional("Tag", tag),
    .optional("And", .structure([.optional("Prefix", .string()), .optional("Tags", .list(tag))])),
  ])

  private static let tag: Shape = .structure([.required("Key", .string(minimum: 1)), .required("Value", .string())])
  private static let statusOnly: Shape = .structure([.required("Status", .string())])
  private static let minutes: Shape = .structure([.optional("Minutes", .integer)])

  private static let destination: Shape = .structure([
    .required("Bucket", .string()), .optional("Account", .string()), .optional("StorageClass", .string()),
    .optional("AccessControlTranslation", .structure([.required("Owner", .string())])),
    .optional("EncryptionConfiguration", .structure([.optional("ReplicaKmsKeyID", .string())])),
    .optional("ReplicationTime", .structure([.required("Status", .string()), .required("Time", minutes)])),
    .optional("Metrics", .structure([.required("Status", .string()), .optional("EventThreshold", minutes)])),
  ])
}
