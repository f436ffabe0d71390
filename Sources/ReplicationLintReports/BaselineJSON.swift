import Jansson
public import ReplicationLint

extension Baseline {
  /// The file, version 1: an object with the findings in the order of the report.
  public var json: [UInt8] {
    var value = JanssonValue.object()
    value.set("version", to: 1)
    value.set(
      "findings",
      to: .array(entries) { entry in
        var value = JanssonValue.object()
        value.set("fingerprint", to: entry.fingerprint)
        value.set("rule", to: entry.rule)
        value.set("path", to: entry.path)
        value.set("message", to: entry.message)
        return value
      })
    return value.encoded(.indented) + [UInt8(ascii: "\n")]
  }
}
