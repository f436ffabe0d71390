import Foundation
public import JSONSource
public import ReplicationLint

/// The documents that show one rule: `Tests/Fixtures/rules/SLUG` with the folders `bad`, `good` and, for a rule with
/// fixes, `fixed`.
public struct RuleFixture: Sendable, CustomStringConvertible {
  /// A folder of a fixture.
  public enum Part: String, Sendable, CaseIterable {
    /// Documents in which the rule finds something, and `expected.txt` with the text report on them.
    case bad
    /// Documents without errors in which the rule finds nothing.
    case good
    /// The documents of `bad` that the rule's fixes change, after them.
    case fixed
  }

  /// The folder of all fixtures, relative to the package.
  public static let root = "Tests/Fixtures/rules"

  /// The slug of the only rule that is tested; nil where all are. `scripts/test SLUG` sets it.
  public static let only = ProcessInfo.processInfo.environment["REPLLINT_RULE"]

  /// All fixtures that are tested, ordered by slug.
  public static let all: [RuleFixture] = Fixtures.files(in: Fixtures.url(root)).map(\.lastPathComponent)
    .filter { only == nil || $0 == only }.map { RuleFixture(slug: $0) }

  /// The slug of the rule.
  public let slug: String
  public var description: String { slug }

  /// Names the fixture of the rule called `slug`, which may not be there.
  public init(slug: String) { self.slug = slug }

  /// The path of a folder, relative to the package.
  public func path(_ part: Part) -> String { "\(Self.root)/\(slug)/\(part.rawValue)" }

  /// Returns whether a folder is there.
  public func has(_ part: Part) -> Bool { Fixtures.exists(Fixtures.url(path(part))) }

  /// The documents of a folder; their names are relative to it.
  public func read(_ part: Part) throws -> FixtureFolder { try FixtureFolder(path(part), showing: slug) }
}

/// The documents of one folder, and the settings of the run.
public struct FixtureFolder: Sendable {
  /// The documents, by name.
  public let inputs: [Input]
  /// The content of `.repllint.json`, with the rule that the folder shows switched on where it is optional.
  public let configuration: Configuration
  /// The file that contains the configuration.
  public let configurationFile: SourceFile?
  /// What is wrong with the configuration.
  public let problems: [Diagnostic]

  /// Reads the folder at `path`, relative to the package.
  public init(_ path: String, showing slug: String? = nil) throws {
    inputs = try Fixtures.files(in: Fixtures.url(path)) { $0.hasSuffix(".json") }.map { url in
      Input(try Fixtures.source("\(path)/\(url.lastPathComponent)", name: url.lastPathComponent))
    }
    let manifest = "\(path)/\(ConfigurationFile.fileName)"
    configurationFile =
      Fixtures.exists(Fixtures.url(manifest))
      ? try Fixtures.source(manifest, name: ConfigurationFile.fileName) : nil
    let file = configurationFile.map { ConfigurationFile($0) }
    problems = file?.problems ?? []
    var configuration = file?.configuration ?? Configuration()
    if let rule = slug.flatMap({ Catalogue.rule($0) }), rule.isOptional, configuration.levels[rule.slug] == nil {
      configuration.levels[rule.slug] = Configuration.Level(rawValue: rule.severity.rawValue)
    }
    self.configuration = configuration
  }

  /// The findings in the documents together.
  public func check() -> Report { Linter(configuration: configuration).check(inputs) }

  /// The configuration with nothing but the rule called `slug`.
  public func only(_ slug: String) -> Configuration {
    var only = configuration
    only.select = [slug]
    return only
  }
}
