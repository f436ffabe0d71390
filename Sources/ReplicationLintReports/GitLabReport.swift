import ReplicationLint

struct GitLabReport {
  init(_ report: Report, _ options: RenderOptions) {}
  func render() -> [UInt8] { [] }
}
