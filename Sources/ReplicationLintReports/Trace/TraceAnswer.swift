import ReplicationLint

extension ReplicationTrace.Step {
  /// The result in words; an error code of the platform stays what the operator sees.
  var answer: String {
    switch result {
    case "Allow": "allowed"
    case "ImplicitDeny": "not allowed"
    case "ExplicitDeny": "explicitly denied"
    case "NeedTagConditionEval": "dependent on object tags"
    case "Error": "an evaluation error"
    case "Depends": "undetermined"
    case "Unknown": "not known"
    default: visible(result)
    }
  }
}
