import ReplicationLint

struct GitHubReport {
  init(_ report: Report, _ options: RenderOptions) {}
  func render() -> [UInt8] { [] }
}
