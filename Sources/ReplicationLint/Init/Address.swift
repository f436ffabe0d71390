/// The parts of an address such as `http://node1:8600`, as far as another port of the same host needs them.
struct Address {
  /// `http` or `https`.
  let scheme: String
  /// The host as it is written, an IPv6 address with its brackets.
  let host: String

  /// Reads an address; nil when it begins with neither `http://` nor `https://`.
  init?(_ text: String) {
    guard let scheme = ["http", "https"].first(where: { text.utf8.starts(with: "\($0)://".utf8) }) else { return nil }
    self.scheme = scheme
    let authority = text.unicodeScalars.dropFirst(scheme.utf8.count + 3).prefix { !"/?#".unicodeScalars.contains($0) }
    if authority.first == "[", let end = authority.firstIndex(of: "]") {
      host = String(authority[...end])
    } else {
      host = String(authority.prefix { $0 != ":" })
    }
  }

  /// The same host on another port.
  func withPort(_ port: Int) -> String { "\(scheme)://\(host):\(port)" }
}

extension InitRequest.Connection {
  /// The port of IAM in the guide.
  private static let iamPort = 8600

  /// The address of IAM: the one that is given, else the guide's port on the host of S3.
  package var resolvedIAMEndpoint: String {
    iamEndpoint ?? Address(endpoint)?.withPort(Self.iamPort) ?? endpoint
  }
}
