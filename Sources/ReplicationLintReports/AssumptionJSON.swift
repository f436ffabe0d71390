import Jansson
import ReplicationLint

/// An assumption of a verdict as JSON, the same in reports and traces.
enum AssumptionJSON {
  static func value(_ assumption: Assumption) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("id", to: assumption.id.rawValue)
    if let side = assumption.side { value.set("side", to: side.rawValue) }
    value.set("message", to: assumption.message)
    value.set("settledBy", to: assumption.settledBy)
    return value
  }
}
