import ReplicationLint

struct SARIFReport {
  init(_ report: Report, _ options: RenderOptions) {}
  func render() -> [UInt8] { [] }
}
