package import JSONSource

/// A string parsed as an Amazon Resource Name, `arn:partition:service:region:account:resource`, whatever it really is.
///
/// The platform splits ARNs on `:` without further grammar; a resource may hold further colons.
package struct ARN: Sendable {
  /// The whole text.
  package let text: LocatedString
  /// The text between the colons; at least one part.
  package let parts: [LocatedString]

  /// Splits `text` on `:`.
  package init(_ text: LocatedString) {
    self.text = text
    parts = text.split(":")
  }

  /// A part by its number, from 0; nil when the text has fewer.
  package func part(_ number: Int) -> LocatedString? { number < parts.count ? parts[number] : nil }

  /// The partition, such as `aws`.
  package var partition: LocatedString? { part(1) }
  /// The service, such as `s3`.
  package var service: LocatedString? { part(2) }
  /// The region; empty in ARNs of S3 and IAM.
  package var region: LocatedString? { part(3) }
  /// The account; empty in ARNs of S3.
  package var account: LocatedString? { part(4) }

  /// Everything from the sixth part on, its colons included.
  package var resource: LocatedString? {
    guard parts.count != 6 else { return parts[5] }
    guard parts.count > 6 else { return nil }
    let head = parts[..<5].reduce(0) { $0 + $1.text.utf8.count + 1 }
    return text.part(head..<text.text.utf8.count)
  }

  /// The bucket of an S3 ARN: the resource up to its first `/`, wildcards included.
  package var bucket: LocatedString? {
    resource.map { resource in
      guard let slash = resource.text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return resource }
      return resource.part(0..<resource.text.utf8.distance(from: resource.text.utf8.startIndex, to: slash))
    }
  }

  /// The key, or pattern of keys, of an S3 ARN: the resource after its first `/`; nil when there is none.
  package var key: LocatedString? {
    guard let resource, let slash = resource.text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let offset = resource.text.utf8.distance(from: resource.text.utf8.startIndex, to: slash)
    return resource.part(offset + 1..<resource.text.utf8.count)
  }
}
