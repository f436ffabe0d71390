/// The platform's answer when it rejects a document, as the operator sees it.
public struct PlatformAnswer: Sendable, Hashable {
  /// The party that answers.
  @nonexhaustive public enum Party: String, Sendable, Hashable {
    /// AWS CLI and botocore, before anything is sent.
    case client
    /// CloudServer or Vault.
    case server
  }

  /// The party that rejects the document.
  public let by: Party
  /// The error code, such as `MalformedXML`.
  public let code: String
  /// The message beside the code.
  public let message: String

  /// Makes an answer.
  public init(by: Party, _ code: String, _ message: String) {
    self.by = by
    self.code = code
    self.message = message
  }
}
