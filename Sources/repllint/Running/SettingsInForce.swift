import JSONSource
import Jansson
import ReplicationLint
import ReplicationLintReports

/// The settings that apply to the files under one configuration, and where each comes from: `--print-config`.
struct SettingsInForce {
  /// One setting.
  private struct Setting {
    let name: String
    let value: String
    let origin: String
  }

  private let configurationPath: String?
  private let fileCount: Int
  private let settings: [Setting]

  /// Reads the settings of a workspace under the command line `check`.
  init(_ workspace: Workspace, _ check: CheckSettings) {
    let path = workspace.manifest?.file.source.name
    configurationPath = path
    fileCount = workspace.requested.count
    let written = workspace.manifest?.file.configuration ?? Configuration()
    let effective = workspace.configuration
    var settings: [Setting] = []
    func add(_ name: String, _ value: String, option: Bool = false, file: Bool = false, outer: String? = nil) {
      let origin = option ? "command line" : file ? outer ?? path ?? "default" : "default"
      settings.append(Setting(name: name, value: value, origin: origin))
    }
    add(
      "failOn", (check.failOn ?? workspace.failOn ?? .error).rawValue, option: check.failOn != nil,
      file: workspace.failOn != nil)
    add(
      "server.version", effective.server.version.map { "\($0)" } ?? "not known", option: check.run.serverVersion != nil,
      file: written.server.version != nil)
    let endpoints = effective.server.endpoints?.map { endpoint in
      endpoint.site + (endpoint.type.map { " (\($0))" } ?? "") + (endpoint.isDefault ? " (default)" : "")
    }
    add("server.endpoints", endpoints.map(Self.list) ?? "not known", file: endpoints != nil)
    add(
      "server.coldLocations", Self.list(effective.server.coldLocations),
      file: !effective.server.coldLocations.isEmpty)
    add("server.replicationV2", "\(effective.server.replicationV2)", file: effective.server.replicationV2)
    add(
      "server.internalPort", effective.server.internalPort.map { "\($0)" } ?? "not known",
      file: effective.server.internalPort != nil)
    add(
      "server.roleAuthentication", effective.server.roleAuthentication.map { "\($0)" } ?? "not known",
      file: effective.server.roleAuthentication != nil)
    add(
      "server.request", effective.server.request == nil ? "not known" : "known", file: effective.server.request != nil)
    add("strict", "\(effective.isStrict)", option: effective.isStrict)
    add("bucket", effective.bucket ?? "from the resources", option: effective.bucket != nil)
    add("sourceBucket", effective.sourceBucket ?? "from the policies", option: effective.sourceBucket != nil)
    add(
      "select", effective.select.isEmpty ? "all but optional rules" : Self.list(effective.select),
      option: !effective.select.isEmpty)
    add("ignore", Self.list(effective.ignore), option: !effective.ignore.isEmpty)
    for (slug, level) in effective.levels.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      add("rules.\(slug)", level.rawValue, option: check.run.levels[slug] != nil, file: true)
    }
    add("suppressions", "\(effective.suppressions.count)", file: !effective.suppressions.isEmpty)
    let allowed = effective.allowedDestinations?.map { entry in
      [entry.account, entry.bucket, entry.site].compactMap { $0 }.joined(separator: " ")
    }
    add(
      "allowedDestinations", allowed.map(Self.list) ?? "every destination", file: allowed != nil,
      outer: workspace.manifest?.outerDestinations?.path)
    add("setups", Self.list(effective.setups.map(\.name)), file: !effective.setups.isEmpty)
    self.settings = settings
  }

  private static func list(_ items: [String]) -> String { items.isEmpty ? "none" : items.joined(separator: ", ") }

  /// The settings for people.
  var text: String {
    let files = "\(fileCount) file\(fileCount == 1 ? "" : "s")"
    let head = configurationPath.map { "\(visible($0)), \(files)" } ?? "no configuration file, \(files)"
    return head + "\n" + settings.map { "  \($0.name): \(visible($0.value)) (\(visible($0.origin)))\n" }.joined()
  }

  /// The settings for programs.
  var json: JanssonValue {
    var value = JanssonValue.object()
    value.set("configuration", to: configurationPath.map { .string($0) } ?? .null())
    value.set("files", to: fileCount)
    value.set(
      "settings",
      to: .array(settings) { setting in
        var value = JanssonValue.object()
        value.set("name", to: setting.name)
        value.set("value", to: setting.value)
        value.set("from", to: setting.origin)
        return value
      })
    return value
  }

  /// All workspaces of a run in one output.
  static func render(_ run: Run, _ check: CheckSettings) -> [UInt8] {
    let all = run.workspaces.map { SettingsInForce($0, check) }
    guard check.format == .json else { return Array(all.map(\.text).joined(separator: "\n").utf8) }
    var root = JanssonValue.object()
    root.set("version", to: 1)
    root.set("configurations", to: .array(all) { $0.json })
    return root.encoded(.indented) + [UInt8(ascii: "\n")]
  }
}
