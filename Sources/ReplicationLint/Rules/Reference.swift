import JSONSource

/// A source of the facts that a rule rests on.
package struct Reference: Sendable, ExpressibleByStringLiteral {
  private enum Source: Sendable {
    case file(UpstreamFile)
    case pulls(UpstreamRepository, [Int])
    case other
  }

  private let source: Source
  /// The part of a file, or the whole reference where it is of something else.
  private let detail: StaticString

  private init(_ source: Source, _ detail: StaticString) {
    self.source = source
    self.detail = detail
  }

  /// Refers to something that is neither a file of the platform nor a pull request.
  package init(stringLiteral text: StaticString) { self.init(.other, text) }

  /// Refers to a file of the platform, or a part of it.
  static func file(_ file: UpstreamFile, _ part: StaticString = "") -> Reference { Reference(.file(file), part) }

  /// Refers to pull requests of a repository.
  static func pulls(_ repository: UpstreamRepository, _ numbers: Int...) -> Reference {
    Reference(.pulls(repository, numbers), "")
  }

  /// The reference in plain text: `Arsenal lib/models/ReplicationConfiguration.ts, _parsePrefix`.
  package var text: String { written { text, _ in text } }

  /// The reference in Markdown, with links to what can be read.
  package var markdown: String { written { text, url in url.map { "[\(text)](\($0))" } ?? text } }

  private func written(_ link: (_ text: String, _ url: String?) -> String) -> String {
    let detail = detail.description
    switch source {
    case .file(let file):
      let name = link("\(file.repository.rawValue) \(file.rawValue)", file.url)
      return detail.isEmpty ? name : "\(name), \(detail)"
    case .pulls(let repository, let numbers):
      let list = numbers.map { link(String($0), "\(repository.url)/pull/\($0)") }.joinedText(" and ")
      return "\(repository.rawValue) pull request\(numbers.count == 1 ? "" : "s") \(list)"
    case .other: return detail
    }
  }
}
