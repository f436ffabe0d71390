import JSONSource

/// The findings and verdicts about documents and the setups that they form.
struct Judgement: Sendable {
  /// The documents, ordered by path.
  let documents: [Document]
  /// The findings in each document alone, undecided where they depend on its setups.
  let findings: [[Diagnostic]]
  /// The setups, ordered by name.
  let analyses: [SetupAnalysis]
  /// The findings in setups.
  let setupFindings: [Diagnostic]
  /// The findings across setups.
  let runFindings: [Diagnostic]
  /// The paths of foreign files that were passed over.
  let skipped: [String]
  /// The locations of values, for a judgement that another one is made from.
  private let index: DocumentIndex?

  private struct DocumentIndex: Sendable {
    let byID: [Document.ID: Int]
    let byFile: [ExactString: Range<Int>]
    let bySetup: [ExactString: Int]
  }

  init(
    documents: [Document], findings: [[Diagnostic]], analyses: [SetupAnalysis], setupFindings: [Diagnostic],
    runFindings: [Diagnostic], skipped: [String], isReused: Bool
  ) {
    self.documents = documents
    self.findings = findings
    self.analyses = analyses
    self.setupFindings = setupFindings
    self.runFindings = runFindings
    self.skipped = skipped
    index = isReused ? Self.index(documents, analyses) : nil
  }

  private static func index(_ documents: [Document], _ analyses: [SetupAnalysis]) -> DocumentIndex {
    let byID = Dictionary(keepingFirst: documents.enumerated().map { ($1.id, $0) })
    // The documents of a file follow each other.
    let byFile: [ExactString: Range<Int>] = documents.enumerated().reduce(into: [:]) { files, document in
      let path = ExactString(document.element.path)
      files[path] = (files[path]?.lowerBound ?? document.offset)..<(document.offset + 1)
    }
    let bySetup = Dictionary(keepingFirst: analyses.enumerated().map { (ExactString($1.setup.name), $0) })
    return DocumentIndex(byID: byID, byFile: byFile, bySetup: bySetup)
  }

  /// The first setup with a name.
  func analysis(called name: String) -> SetupAnalysis? { index?.bySetup[ExactString(name)].map { analyses[$0] } }

  /// The documents of a file whose bytes are the same here, as they are before any setup is known.
  func documents(in input: Input) -> [Document]? {
    guard let range = index?.byFile[ExactString(input.source.name)],
      documents[range.lowerBound].json.source.bytes == input.source.bytes
    else { return nil }
    return documents[range].map { document in
      var document = document
      document.isPartOfSetup = false
      return document
    }
  }

  /// The findings in `document`, where it is the same here and read alike.
  func findings(in document: Document) -> [Diagnostic]? {
    guard let index = index?.byID[document.id], documents[index].json === document.json,
      documents[index].isPartOfSetup == document.isPartOfSetup
    else { return nil }
    return findings[index]
  }

  /// The findings in each document, with their consequences for the setups of the document.
  ///
  /// Where all of them replicate, an ineffective grant does not break replication.
  var resolvedFindings: [[Diagnostic]] {
    if findings.allSatisfy({ $0.allSatisfy { $0.whenProved == nil } }) { return findings }
    var proved: Set<Document.ID> = []
    var others: Set<Document.ID> = []
    for analysis in analyses {
      let ids = analysis.setup.documents.map { $0.id }
      if analysis.replicates == true { proved.formUnion(ids) } else { others.formUnion(ids) }
    }
    return zip(documents, findings).map { document, findings in
      if findings.allSatisfy({ $0.whenProved == nil }) { return findings }
      let isProved = proved.contains(document.id) && !others.contains(document.id)
      return findings.map { $0.resolved(isProved: isProved) }
    }
  }
}
