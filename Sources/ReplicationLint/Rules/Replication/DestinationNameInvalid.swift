import JSONSource

extension Rule {
  /// The destination's bucket has a name that no bucket can have.
  static let destinationNameInvalid = Rule(
    "destination-name-invalid", .replication, .refused,
    platform: .invalidArgument("The specified bucket is not valid"),
    title: "the destination bucket has a name that no bucket can have",
    rationale: """
      A bucket's name is 3 to 63 lowercase letters, digits, dots and hyphens, begins and ends with a letter or digit, \
      has no two dots together and no dot beside a hyphen, and is not an IP address. The server checks this in a \
      replication configuration and answers `The specified bucket is not valid`.
      """,
    references: [.file(.routeUtilities, "isValidBucketName")],
    fix: .sometimes,
    check: .replication { configuration, context in
      for rule in configuration.readableRules {
        guard let bucket = rule.bucket.value else { continue }
        let destination = DestinationARN(bucket)
        guard let name = destination.name else { continue }
        switch destination.fault {
        case nil, .furtherParts: break
        default: continue
        }
        if let fault = BucketName.fault(in: name.text) {
          let trimmed = String(
            String.UnicodeScalarView(name.text.unicodeScalars.filter { !$0.properties.isWhitespace }))
          context.report(
            .fault(fault, name.text), at: place(of: fault, in: name) ?? bucket.range, help: .help(fault),
            fix: trimmed != name.text && BucketName.fault(in: trimmed) == nil
              // A space inside may also have been meant as a hyphen.
              ? Fix(
                "remove the whitespace", isSafe: name.text.hasPart(trimmed), [Fix.Edit(name.contentRange, trimmed)])
              : nil)
        } else if BucketName.passesByAccident(name.text), name.text != "constructor" {
          context.report(
            "the server accepts \(quoted: name.text) by accident; it is not the name of a regular bucket",
            at: name.contentRange, consequence: .risk, help: "name the bucket that was created at the target site")
        }
      }
    })

  /// The bytes that are wrong: one character, or the name; nil for an empty name.
  private static func place(of fault: BucketName.Fault, in name: LocatedString) -> SourceRange? {
    if case .character(let scalar, let offset) = fault {
      return name.range(of: offset..<offset + String(scalar).utf8.count)
    }
    return name.isEmpty ? nil : name.contentRange
  }
}

extension Message {
  fileprivate static func fault(_ fault: BucketName.Fault, _ name: String) -> Message {
    switch fault {
    case .length(0): return "the destination names no bucket"
    case .length(let count): return "the bucket name \(quoted: name) has \(count) characters, not 3 to 63"
    case .character(let scalar, _): return "the bucket name \(quoted: name) contains \(describe(scalar))"
    case .separators: return "the bucket name \(quoted: name) has a dot or hyphen where none is allowed"
    case .address: return "the bucket name \(quoted: name) is an IP address"
    }
  }

  private static func describe(_ scalar: Unicode.Scalar) -> String {
    if ("A"..."Z").contains(scalar) { return "the uppercase letter `\(scalar)`" }
    if scalar == " " { return "a space" }
    if scalar == "_" { return "an underscore" }
    if scalar.isASCII, isVisible(scalar) { return "`\(scalar)`" }
    return "\(codePoint(scalar)) \(scalar.properties.name ?? scalar.properties.nameAlias ?? "")"
  }

  fileprivate static func help(_ fault: BucketName.Fault) -> Message {
    switch fault {
    case .character(let scalar, _) where scalar == "*" || scalar == "?":
      return "a destination is one bucket; wildcards mean nothing here"
    default: return "names are lowercase letters, digits, dots and hyphens"
    }
  }
}
