import JSONSource
package import Jansson
package import ReplicationLint

/// The dry run for programs, version 1.
package struct TraceJSON {
  package init() {}

  func render(_ traces: [ReplicationTrace]) -> [UInt8] {
    if traces.count == 1 { return value(traces[0]).encoded(.indented) + [UInt8(ascii: "\n")] }
    return JanssonValue.array(traces, value).encoded(.indented) + [UInt8(ascii: "\n")]
  }

  /// One dry run, as a part of another value.
  package func value(_ trace: ReplicationTrace) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("version", to: 1)
    value.set("setup", to: trace.setup)
    value.set("key", to: trace.key)
    if trace.operation != .put { value.set("operation", to: trace.operation.rawValue) }
    value.set("outcome", to: trace.outcome.rawValue)
    value.set("steps", to: .array(trace.steps, step))
    value.set("assumptions", to: .array(trace.assumptions, AssumptionJSON.value))
    return value
  }

  private func step(_ step: ReplicationTrace.Step) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("step", to: step.step)
    if let side = step.side { value.set("role", to: side.rawValue) }
    if let action = step.action { value.set("action", to: action) }
    if let resource = step.resource { value.set("resource", to: resource) }
    value.set("result", to: step.result)
    if let note = step.note { value.set("note", to: note) }
    if let place = step.by { value.set("by", to: Self.place(place)) }
    return value
  }

  /// A place in a document.
  static func place(_ place: ReplicationTrace.SourceLocation) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("path", to: place.path)
    value.set("pointer", to: place.pointer.description)
    return value
  }
}
