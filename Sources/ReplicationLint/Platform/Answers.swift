/// The answers of the platform that several rules quote, with the messages that operators search for.
///
/// Sources: botocore `validate.py`, AWS CLI `argprocess.py`, Arsenal `lib/errors/arsenalErrors.ts`,
/// `lib/policy/policyValidator.ts` and `lib/models/ReplicationConfiguration.ts`.
extension PlatformAnswer {
  /// The server throws an exception that nothing catches, and the worker that read the document stops.
  package static let thrown = PlatformAnswer(by: .server, "TypeError", "the server throws and answers nothing")

  /// The server reads a member of the replication endpoint that it does not have.
  static let undefinedEndpoint = PlatformAnswer(
    by: .server, "TypeError", "Cannot read properties of undefined (reading 'type')")

  /// AWS CLI cannot read the text of a structure.
  package static let invalidJSON = PlatformAnswer(
    by: .client, "ParamError", "Error parsing parameter '--replication-configuration': Invalid JSON")

  /// AWS CLI parses a string that does not begin with a bracket as its shorthand, and finds no `=` in it.
  static let noShorthand = noShorthand(received: "EOF")

  /// AWS CLI meets `received` where its shorthand has a `=`.
  static func noShorthand(received: String) -> PlatformAnswer {
    PlatformAnswer(
      by: .client, "ParamError",
      "Error parsing parameter '--replication-configuration': Expected: '=', received: '\(received)' for input:")
  }

  /// Whatever takes the text, it cannot read it.
  static let notJSON = PlatformAnswer(by: .client, "ParamError", "Invalid JSON")

  /// botocore finds the wrong shape; all such errors are reported together.
  package static func parameterValidation(_ detail: String) -> PlatformAnswer {
    PlatformAnswer(by: .client, "ParamValidation", "Parameter validation failed: \(detail)")
  }

  /// botocore refuses to send an empty policy.
  static func emptyPolicy(purpose: PolicyDocument.Purpose?) -> PlatformAnswer {
    let parameter = purpose == .trust ? "AssumeRolePolicyDocument" : "PolicyDocument"
    return parameterValidation("Invalid length for parameter \(parameter), value: 0, valid min length: 1")
  }

  /// The policy grammar is broken in a way that the server does not name.
  package static let malformedPolicy = malformedPolicy("Syntax errors in policy.")

  /// The policy grammar is broken.
  package static func malformedPolicy(_ message: String) -> PlatformAnswer {
    PlatformAnswer(by: .server, "MalformedPolicyDocument", message)
  }

  /// The configuration does not have the form that the server reads.
  package static let malformedXML = PlatformAnswer(
    by: .server, "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema.")

  /// A value of the configuration is not acceptable.
  package static func invalidArgument(_ message: String) -> PlatformAnswer {
    PlatformAnswer(by: .server, "InvalidArgument", message)
  }

  /// The configuration asks for something that the server does not do.
  package static func invalidRequest(_ message: String) -> PlatformAnswer {
    PlatformAnswer(by: .server, "InvalidRequest", message)
  }

  /// The body of a request exceeds `Limits.body`; the text is about something else.
  static let bodyTooLarge = invalidRequest("SOAP requests must be made over an HTTPS connection.")
}
