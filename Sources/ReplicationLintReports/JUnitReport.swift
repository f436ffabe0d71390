import ReplicationLint

struct JUnitReport {
  init(_ report: Report, _ options: RenderOptions) {}
  func render() -> [UInt8] { [] }
}
