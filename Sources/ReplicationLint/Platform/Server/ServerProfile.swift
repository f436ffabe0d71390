/// The known facts about the server that the documents are for. Everything is optional: unknown facts are never
/// guessed.
public struct ServerProfile: Sendable, Hashable {
  /// A site to which CloudServer can replicate, from `replicationEndpoints` of its configuration.
  public struct Endpoint: Sendable, Hashable {
    /// The name that a rule's `StorageClass` may give.
    public var site: String
    /// The kind of an external location, such as `aws_s3`; nil for a Scality site.
    public var type: String?
    /// Indicates whether rules without a site go here; without such an endpoint the first one is it.
    public var isDefault: Bool

    /// Makes an endpoint.
    public init(site: String, type: String? = nil, isDefault: Bool = false) {
      self.site = site
      self.type = type
      self.isDefault = isDefault
    }

    /// Indicates whether the site is a Scality one, which takes two roles.
    public var isScality: Bool { type == nil }
  }

  /// The version of CloudServer and Backbeat.
  public var version: ServerVersion?
  /// The replication endpoints; nil when not known, empty when the server has none.
  public var endpoints: [Endpoint]?
  /// Names of cold locations, to which nothing replicates.
  public var coldLocations: [String]
  /// Indicates whether the server reads version 2 rules: Filter, Priority, several destinations (Arsenal pull request
  /// 2627).
  public var replicationV2: Bool
  /// The form of Backbeat's requests, to decide conditions.
  public var request: RequestFacts?
  /// Indicates whether Backbeat uses CloudServer's internal port, which ignores bucket policies; nil when not known.
  public var internalPort: Bool?
  /// Indicates whether `replicationV2` is stated, true or false.
  public var statesReplicationV2: Bool
  /// Indicates whether Backbeat authenticates with the roles of the configuration (`auth.type` is `role`); nil when not
  /// known.
  public var roleAuthentication: Bool?
  /// The enforced checks of the server, where they are known otherwise than by its version.
  public var statedReading: ServerReading?

  /// Makes a profile; without arguments nothing is known.
  public init(
    version: ServerVersion? = nil, endpoints: [Endpoint]? = nil, coldLocations: [String] = [],
    replicationV2: Bool? = nil, request: RequestFacts? = nil, internalPort: Bool? = nil
  ) {
    self.version = version
    self.endpoints = endpoints
    self.coldLocations = coldLocations
    self.replicationV2 = replicationV2 ?? false
    statesReplicationV2 = replicationV2 != nil
    self.request = request
    self.internalPort = internalPort
  }

  /// The endpoint of rules without a site: the one marked default, else the first (Arsenal
  /// `ReplicationConfiguration._parseStorageClass`).
  public var defaultEndpoint: Endpoint? {
    endpoints.flatMap { list in list.first(where: { $0.isDefault }) ?? list.first }
  }

  /// Returns whether the server has a change; nil when its version, or the release of the change, is not known.
  public func has(_ change: ServerChange) -> Bool? { version.flatMap { change.isIn($0) } }

  /// The enforced checks of the server: those of the guide for versions before 9.5.2, and where no version is given.
  public var reading: ServerReading { statedReading ?? (enforcesBackbeatRoutes == true ? .enforced2025 : .documented) }

  /// Indicates whether Backbeat's calls meet bucket policies; they do unless the configuration states that they use the
  /// internal port.
  public var readsBucketPolicies: Bool { internalPort != true || has(.internalPort) == false }

  /// Indicates whether an Allow of a bucket policy needs an IAM Allow beside it where the caller is of another account.
  /// Where the version leaves it open, the stricter server is taken.
  public var crossAccountAllowNeedsIAM: Bool {
    reading != .checked2024 && has(.crossAccountAllowNeedsIAM) != false
  }

  /// Indicates whether Backbeat is known to authenticate with other credentials than the roles, so that neither they nor
  /// their policies decide anything (backbeat extensions/replication/ReplicationConfigValidator.js, `auth.type`).
  public var ignoresRoles: Bool { roleAuthentication == false }

  /// Indicates whether a write to a target bucket without versioning is refused: for certain only where Backbeat reads
  /// version 2 rules, since only there it was seen to ask for it.
  public var checksTargetVersioning: Bool { replicationV2 && has(.targetVersioningIsChecked) != false }

  /// Indicates whether such a write may be refused where Backbeat reads version 1 rules: it asks for it since BB-640, of
  /// which the release is not known (scality/backbeat pull requests 2601, 2607 and 2608;
  /// extensions/replication/tasks/ReplicateObject.js, `VersioningRequired`).
  public var mayCheckTargetVersioning: Bool { version != nil && has(.targetVersioningIsChecked) != false }

  /// The server's answer to a rule for its default site where it has no site at all.
  var answerWithoutEndpoint: PlatformAnswer {
    replicationV2 || has(.noEndpointIsAnswered) == true
      ? .invalidRequest("No configured replication endpoint") : .undefinedEndpoint
  }

  /// Indicates whether Backbeat's own routes obey IAM policies; nil when the version is not known.
  public var enforcesBackbeatRoutes: Bool? { has(.backbeatRoutesObeyPolicies) }
}

/// The attributes of Backbeat's requests, as far as conditions can test them.
public struct RequestFacts: Sendable, Hashable {
  /// The caller's address, IPv4 or IPv6.
  public var sourceIP: String?
  /// Indicates whether Backbeat talks TLS to CloudServer.
  public var secureTransport: Bool?
  /// The `User-Agent` header.
  public var userAgent: String?

  /// The time of the requests, in milliseconds since 1970 UTC.
  public var time: Int64?

  /// Indicates whether everything that conditions on requests are about is known.
  public var isComplete: Bool { sourceIP != nil && secureTransport != nil && userAgent != nil }

  /// Makes facts; nil is not known.
  public init(
    sourceIP: String? = nil, secureTransport: Bool? = nil, userAgent: String? = nil, time: Int64? = nil
  ) {
    self.sourceIP = sourceIP
    self.secureTransport = secureTransport
    self.userAgent = userAgent
    self.time = time
  }
}
