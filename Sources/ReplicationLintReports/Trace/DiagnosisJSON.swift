import JSONSource
import Jansson
import ReplicationLint

/// The causes of an object's status for programs, version 1: one object, with a list of setups.
struct DiagnosisJSON {
  func render(_ diagnoses: [Diagnosis]) -> [UInt8] {
    var value = JanssonValue.object()
    value.set("version", to: 1)
    value.set("setups", to: .array(diagnoses, setup))
    return value.encoded(.indented) + [UInt8(ascii: "\n")]
  }

  private func setup(_ diagnosis: Diagnosis) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("setup", to: diagnosis.trace.setup)
    value.set("key", to: diagnosis.trace.key)
    value.set("status", to: diagnosis.status.rawValue)
    value.set("outcome", to: diagnosis.trace.outcome.rawValue)
    value.set("causes", to: .array(diagnosis.causes, cause))
    return value
  }

  private func cause(_ cause: Diagnosis.Cause) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("message", to: cause.message)
    value.set("confirmation", to: cause.confirmation)
    if let place = cause.by { value.set("by", to: TraceJSON.place(place)) }
    return value
  }
}
