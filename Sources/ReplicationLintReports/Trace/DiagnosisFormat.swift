package import JSONSource
package import ReplicationLint

/// A format of the causes of an object's status.
package enum DiagnosisFormat: String, CaseIterable, Sendable {
  /// A numbered list for people.
  case text
  /// One JSON object for programs.
  case json

  /// Writes `diagnoses`; `sources` are the files that their places point into.
  package func render(_ diagnoses: [Diagnosis], sources: [SourceFile], _ options: RenderOptions) -> [UInt8] {
    switch self {
    case .text: DiagnosisText(sources, options).render(diagnoses)
    case .json: DiagnosisJSON().render(diagnoses)
    }
  }
}
