// swift-tools-version: 6.3
import PackageDescription

/// Warnings are errors in our own CI, never for people who depend on us: `.ci/run` sets this variable.
let strict = Context.environment["REPLLINT_STRICT"] != nil

/// `scripts/fuzz` sets this variable and links the servers into a program of its own, which only a library can be. Packages
/// that depend on this one do not see that library.
let isFuzzed = Context.environment["REPLLINT_FUZZ"] != nil

/// Scripts that build tests or everything set this variable: with the command plugin, SwiftPM compiles the command and all
/// of its libraries a second time, as a tool of the plugin.
let hasNoPlugin = Context.environment["REPLLINT_NO_PLUGIN"] != nil

let settings: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

let command: [Target.Dependency] = [
  "JSONSource", "ReplicationLint", "ReplicationLintReports", "Jansson", "CExtendedAttributes",
  .product(name: "ArgumentParser", package: "swift-argument-parser"),
]

let package = Package(
  name: "repllint",
  products: [
    .library(name: "ReplicationLint", targets: ["ReplicationLint", "JSONSource"]),
    .library(name: "ReplicationLintReports", targets: ["ReplicationLintReports"]),
    .executable(name: "repllint", targets: ["repllint"]),
    .plugin(name: "RepllintCommand", targets: ["RepllintCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .target(name: "JSONSource", swiftSettings: settings),
    .target(name: "ReplicationLint", dependencies: ["JSONSource"], swiftSettings: settings),
    .systemLibrary(
      name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"]), .brew(["jansson"])]),
    .systemLibrary(name: "CExtendedAttributes"),
    .target(name: "Jansson", dependencies: ["CJansson"], swiftSettings: settings),
    .target(
      name: "ReplicationLintReports", dependencies: ["JSONSource", "ReplicationLint", "Jansson"],
      swiftSettings: settings),
    .executableTarget(name: "repllint", dependencies: command, swiftSettings: settings),
    .plugin(
      name: "RepllintCommand",
      capability: .command(
        intent: .custom(
          verb: "repllint", description: "Check IAM policies and replication configurations for Scality Backbeat.")),
      dependencies: ["repllint"]),
    .target(
      name: "RepllintTestSupport", dependencies: ["JSONSource", "ReplicationLint"], path: "Tests/RepllintTestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "JSONSourceTests", dependencies: ["JSONSource", "Jansson", "RepllintTestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ReplicationLintTests",
      dependencies: ["JSONSource", "ReplicationLint", "ReplicationLintReports", "RepllintTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ReplicationLintReportsTests",
      dependencies: ["JSONSource", "ReplicationLint", "ReplicationLintReports", "Jansson", "RepllintTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "RepllintTests",
      dependencies: [
        "JSONSource", "RepllintTestSupport", "ReplicationLint", "ReplicationLintReports", "repllint",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

if hasNoPlugin {
  package.products.removeAll { $0.name == "RepllintCommand" }
  package.targets.removeAll { $0.type == .plugin }
}

if isFuzzed {
  package.products.removeAll { ["repllint", "RepllintCommand"].contains($0.name) }
  package.products.append(.library(name: "RepllintServers", targets: ["repllint"]))
  package.targets.removeAll { $0.isTest || $0.type == .plugin || $0.type == .executable }
  package.targets.append(
    .target(
      name: "repllint", dependencies: command,
      // What a library cannot hold: the entry point, and the commands that need it.
      exclude: ["Repllint.swift", "ManualCommand.swift", "CompletionsCommand.swift"], swiftSettings: settings))
}
