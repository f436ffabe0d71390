// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the flags of the fuzzer stay out of the manifest that others depend on.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "repllint", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "ReplicationLint", package: "repllint"),
        .product(name: "ReplicationLintReports", package: "repllint"),
      ],
      swiftSettings: [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
  ],
  swiftLanguageModes: [.v6]
)
