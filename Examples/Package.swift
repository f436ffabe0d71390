// swift-tools-version: 6.2
import PackageDescription

/// A package of its own that uses repllint, as yours would: programs with the library, and the command plugin.
let package = Package(
  name: "examples",
  dependencies: [.package(name: "repllint", path: "..")],
  targets: [
    .executableTarget(name: "readme", dependencies: [.product(name: "ReplicationLint", package: "repllint")]),
    .executableTarget(
      name: "check-folder",
      dependencies: [
        .product(name: "ReplicationLint", package: "repllint"),
        .product(name: "ReplicationLintReports", package: "repllint"),
      ]),
    .executableTarget(name: "key-replicates", dependencies: [.product(name: "ReplicationLint", package: "repllint")]),
    // The last program of the tutorial in the documentation of the library.
    .executableTarget(name: "tutorial", dependencies: [.product(name: "ReplicationLint", package: "repllint")]),
  ],
  swiftLanguageModes: [.v6]
)
