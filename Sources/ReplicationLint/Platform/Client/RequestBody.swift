import JSONSource

/// The size of the XML that AWS CLI makes of a configuration (`botocore/serialize.py`, RestXMLSerializer).
enum RequestBody {
  private static let opening = "<ReplicationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"

  /// The bytes of the request's body.
  static func size(of configuration: JSONNode) -> Int {
    var size = opening.utf8.count + "</ReplicationConfiguration>".utf8.count
    for member in effectiveMembers(configuration) {
      guard let name = member.name.string?.text else { continue }
      if name == "Rules" {
        for rule in member.value.elements { size += element("Rule", rule) }
      } else {
        size += element(name, member.value)
      }
    }
    return size
  }

  private static func effectiveMembers(_ node: JSONNode) -> [JSONNode.Member] {
    let reader = ObjectReader(node)
    return reader.members.filter { member in
      member.name.string.flatMap { reader.member($0.text) }?.value == member.value
    }
  }

  private static func element(_ name: String, _ value: JSONNode) -> Int {
    let content: Int
    switch value.kind {
    case .object:
      content = effectiveMembers(value).reduce(0) { $0 + element($1.name.string?.text ?? "", $1.value) }
    case .array: return value.elements.reduce(0) { $0 + element(name == "Tags" ? "Tag" : name, $1) }
    case .string: content = escapedSize(value.string?.text ?? "")
    default: content = value.range.count
    }
    // An empty element is written `<Name />`.
    return content == 0 ? name.utf8.count + 4 : 2 * name.utf8.count + 5 + content
  }

  private static func escapedSize(_ text: String) -> Int {
    text.utf8.reduce(0) { size, byte in
      switch byte {
      case UInt8(ascii: "&"): size + 5
      case UInt8(ascii: "<"), UInt8(ascii: ">"): size + 4
      default: size + 1
      }
    }
  }
}
