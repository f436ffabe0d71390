import JSONSource

/// A step of an audit for certain names.
package struct AuditQuestion: Sendable {
  let side: Side
  let step: AuditStep
  let names: AuditNames
  private let connection: InitRequest.Connection

  init(_ side: Side, _ step: AuditStep, _ names: AuditNames, _ connection: InitRequest.Connection) {
    (self.side, self.step, self.names, self.connection) = (side, step, names, connection)
  }

  /// The arguments of AWS CLI, without the name of the program.
  package var arguments: [String] {
    let endpoint = step.service == .s3 ? connection.endpoint : connection.resolvedIAMEndpoint
    return [step.service.command, step.rawValue] + step.options(names).map { "\($0.name)=\($0.value)" }
      + ["--output", "json", "--endpoint-url=\(endpoint)", "--profile=\(connection.profile)"]
  }

  /// Variables of the environment that AWS CLI needs: it would wait in a pager otherwise.
  package static let variables = [(name: "AWS_PAGER", value: ""), (name: "AWS_DEFAULT_OUTPUT", value: "json")]

  /// The same names with another step.
  func followed(by step: AuditStep, version: String) -> AuditQuestion {
    var names = names
    names.version = version
    return AuditQuestion(side, step, names, connection)
  }
}

/// The result of a question.
package enum AuditAnswer: Sendable {
  /// AWS CLI ended well and printed this.
  case printed([UInt8])
  /// There is no answer, for this reason.
  case refused(String)
}

/// An answer that was read.
enum AuditResult {
  case document(JSONDocument)
  case refused(String)

  /// Reads the answer to `question`. A bucket whose versioning was never set is answered by nothing at all.
  init(_ answer: AuditAnswer, to question: AuditQuestion) {
    switch answer {
    case .refused(let reason): self = .refused(reason)
    case .printed(let bytes):
      let document = JSONDocument(SourceFile(name: question.step.file(question.names), bytes: bytes))
      let isNothing = bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
      let isRight = document.isValid && document.root.kind == .object
      self =
        isRight || (isNothing && question.step == .versioning)
        ? .document(document) : .refused("the answer is not a JSON object")
    }
  }

  /// The root of the document.
  var root: JSONNode? { if case .document(let document) = self { document.root } else { nil } }
}
