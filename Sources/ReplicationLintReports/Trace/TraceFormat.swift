public import JSONSource
public import ReplicationLint

/// A format of the dry run of an object.
@nonexhaustive public enum TraceFormat: String, CaseIterable, Sendable {
  /// A table for people, with the statement that ends it.
  case text
  /// One JSON object for programs; a list of them when there are several setups.
  case json
  /// A picture in text: from bucket to bucket.
  case diagram
  /// The same picture in the language of Mermaid, for documentation.
  case mermaid

  /// Writes `traces`; `sources` are the files that their places point into.
  public func render(_ traces: [ReplicationTrace], sources: [SourceFile], _ options: RenderOptions) -> [UInt8] {
    switch self {
    case .text: TraceText(sources, options).render(traces)
    case .json: TraceJSON().render(traces)
    case .diagram: Array(traces.map { TraceDiagram($0).text }.joined(separator: "\n").utf8)
    case .mermaid: Array(traces.map { TraceDiagram($0).mermaid }.joined(separator: "\n").utf8)
    }
  }
}
