// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the fuzzer's driver stays out of the manifest that others depend on. `scripts/fuzz`
// passes `-sanitize=fuzzer` to every module, so that the libraries report their edges too.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "repllint", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "ReplicationLint", package: "repllint"),
        .product(name: "ReplicationLintReports", package: "repllint"),
        .product(name: "RepllintServers", package: "repllint"),
      ],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])])
  ],
  swiftLanguageModes: [.v6]
)
