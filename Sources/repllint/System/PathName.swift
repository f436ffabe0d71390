import JSONSource

/// A path as text. Nothing here asks the system.
///
/// Paths are taken apart by bytes: a `/` stays one also before a character that combines with it.
struct PathName {
  /// The path as it is written.
  let text: String

  private static let slash = UInt8(ascii: "/")

  /// Makes a path name.
  init(_ text: String) { self.text = text }

  /// Indicates whether the path begins at the root.
  var isAbsolute: Bool { text.utf8.first == Self.slash }

  /// The part before the last `/`; `.` when there is none.
  var folder: String {
    guard let slash = text.utf8.lastIndex(of: Self.slash) else { return "." }
    return slash == text.startIndex ? "/" : String(text[..<slash])
  }

  /// The part after the last `/`.
  var name: String {
    guard let slash = text.utf8.lastIndex(of: Self.slash) else { return text }
    return String(text[text.utf8.index(after: slash)...])
  }

  /// `path` as seen from the folder that this is; the current folder leaves no `./` behind.
  func appending(_ path: String) -> String {
    if PathName(path).isAbsolute || text == "." || text.isEmpty { return path }
    return text.utf8.last == Self.slash ? text + path : "\(text)/\(path)"
  }

  /// The way to this path from `folder`; both are absolute and without `.` and `..`.
  func relative(to folder: String) -> String {
    let here = parts
    let there = PathName(folder).parts
    let common = zip(here, there).prefix { $0.hasSameBytes(as: $1) }.count
    let way = Array(repeating: "..", count: there.count - common) + here[common...]
    return way.isEmpty ? "." : way.joined(separator: "/")
  }

  /// Returns whether the path is `folder` or lies below it; both are absolute and without `.` and `..`.
  func isIn(_ folder: String) -> Bool {
    let there = PathName(folder).parts
    return there.count <= parts.count && zip(there, parts).allSatisfy { $0.hasSameBytes(as: $1) }
  }

  /// The same path without `.`, and without `..` where a folder before it can be left out.
  var withoutSteps: String {
    var kept: [String] = []
    for part in parts where part != "." {
      if part == "..", let last = kept.last, last != ".." { kept.removeLast() } else { kept.append(part) }
    }
    if kept.isEmpty { return isAbsolute ? "/" : "." }
    return (isAbsolute ? "/" : "") + kept.joined(separator: "/")
  }

  private var parts: [String] { text.utf8.split(separator: Self.slash).map { String(Substring($0)) } }
}
