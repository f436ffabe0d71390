import JSONSource

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

  /// AWS CLI cannot decode the file that a parameter names (awscli/paramfile.py, `get_file`).
  static func undecodable(_ parameter: String, _ path: String) -> PlatformAnswer {
    PlatformAnswer(
      by: .client, "ParamError",
      "Error parsing parameter '\(parameter)': Unable to load paramfile (\(path)), text contents could not be decoded.  "
        + "If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.")
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

/// The messages that the server gives for some causes of `MalformedPolicyDocument`; all others get `malformedPolicy`.
///
/// Source: Arsenal `lib/policy/policyValidator.ts`, `errDict` and `_parseErrors`.
extension PlatformAnswer {
  /// There is no `Version`.
  static let policyWithoutVersion = malformedPolicy("Policy document must be version 2012-10-17 or greater.")
  /// A statement has no `Action`.
  static let statementWithoutActions = malformedPolicy("Policy statement must contain actions.")
  /// An action does not name its service. Answered only where the action is not an element of a list.
  static let actionWithoutVendor = malformedPolicy(
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
  /// A resource is not an ARN.
  static let resourceIsNoARN = malformedPolicy("Resource must be in ARN format or \"*\".")
  /// A list of resources is empty.
  static let statementWithoutResources = malformedPolicy("Policy statement must contain resources.")
}

extension PlatformAnswer {
  /// A bucket policy is refused in a way that the server does not name.
  static let malformedBucketPolicy = malformedBucketPolicy("This policy contains invalid Json")

  /// A bucket policy is empty.
  static let emptyBucketPolicy = malformedBucketPolicy("request json is empty or undefined")

  /// A bucket policy is refused (Arsenal `lib/models/BucketPolicy.ts`, cloudserver `lib/api/bucketPutPolicy.js`).
  static func malformedBucketPolicy(_ message: String) -> PlatformAnswer {
    PlatformAnswer(by: .server, "MalformedPolicy", message)
  }

  /// The same answer as put-bucket-policy gives it: one grammar, with a code and a general text of its own.
  var forBucketPolicy: PlatformAnswer {
    guard by == .server, code.hasSameBytes(as: "MalformedPolicyDocument") else { return self }
    return self == .malformedPolicy ? .malformedBucketPolicy : .malformedBucketPolicy(message)
  }
}
