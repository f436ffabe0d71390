/// The repositories of the platform with the commits that its facts were read from.
package enum UpstreamRepository: String, Sendable {
  case arsenal = "Arsenal"
  case backbeat
  case cloudServer = "cloudserver"
  case zenko = "Zenko"

  /// The commit of Arsenal 8.1.139, backbeat 8.6.49 and cloudserver 8.8.35; nil where no file is referred to.
  var commit: String? {
    switch self {
    case .arsenal: "94c7038e7416afea35e03ca9a472cc813a654887"
    case .backbeat: "0a32e66773027f99b5057bf9159bf1ec1f5fc3c0"
    case .cloudServer: "ec2e3046a1c8289100223b881d59ae5271ba8a08"
    case .zenko: nil
    }
  }

  /// Where the repository can be read.
  var url: String { "https://github.com/scality/\(rawValue)" }
}

/// The files of the platform that rules refer to, by their paths.
package enum UpstreamFile: String, CaseIterable, Sendable {
  case bucketPolicy = "lib/models/BucketPolicy.ts"
  case objectMetadata = "lib/models/ObjectMD.ts"
  case replicationConfiguration = "lib/models/ReplicationConfiguration.ts"
  case policyValidator = "lib/policy/policyValidator.ts"
  case bucketPolicySchema = "lib/policy/resourcePolicySchema.json"
  case policySchema = "lib/policy/userPolicySchema.json"
  case requestContext = "lib/policyEvaluator/RequestContext.ts"
  case evaluator = "lib/policyEvaluator/evaluator.ts"
  case principal = "lib/policyEvaluator/principal.ts"
  case actionMaps = "lib/policyEvaluator/utils/actionMaps.ts"
  case arnMatch = "lib/policyEvaluator/utils/checkArnMatch.ts"
  case conditions = "lib/policyEvaluator/utils/conditions.ts"
  case variables = "lib/policyEvaluator/utils/variables.ts"
  case wildcards = "lib/policyEvaluator/utils/wildcards.ts"
  case routeUtilities = "lib/s3routes/routesUtils.ts"

  case replicationCommand = "bin/replication.js"
  case queueProcessor = "extensions/replication/queueProcessor/QueueProcessor.js"
  case multipleBackendTask = "extensions/replication/tasks/MultipleBackendTask.js"
  case replicateObject = "extensions/replication/tasks/ReplicateObject.js"
  case updateReplicationStatus = "extensions/replication/tasks/UpdateReplicationStatus.js"
  case setupReplication = "extensions/replication/utils/SetupReplication.js"
  case roleCredentials = "lib/credentials/RoleCredentials.js"
  case objectQueueEntry = "lib/models/ObjectQueueEntry.js"

  case api = "lib/api/api.js"
  case permissionChecks = "lib/api/apiUtils/authorization/permissionChecks.js"
  case replicationDataLocator = "lib/api/apiUtils/object/getReplicationBackendDataLocator.js"
  case replicationInfo = "lib/api/apiUtils/object/getReplicationInfo.js"
  case bucketPutPolicy = "lib/api/bucketPutPolicy.js"
  case bucketPutReplication = "lib/api/bucketPutReplication.js"
  case objectGet = "lib/api/objectGet.js"
  case backbeatRoutes = "lib/routes/routeBackbeat.js"
  case responseHeaders = "lib/utilities/collectResponseHeaders.js"

  /// The repository of the file.
  var repository: UpstreamRepository {
    switch self {
    case .replicationCommand, .queueProcessor, .multipleBackendTask, .replicateObject, .updateReplicationStatus,
      .setupReplication, .roleCredentials, .objectQueueEntry:
      .backbeat
    case .api, .permissionChecks, .replicationDataLocator, .replicationInfo, .bucketPutPolicy,
      .bucketPutReplication, .objectGet, .backbeatRoutes, .responseHeaders:
      .cloudServer
    default: .arsenal
    }
  }

  /// Where the file can be read as it was when the facts were.
  var url: String? { repository.commit.map { "\(repository.url)/blob/\($0)/\(rawValue)" } }
}
