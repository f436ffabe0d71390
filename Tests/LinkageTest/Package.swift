// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "linkage",
  dependencies: [.package(name: "repllint", path: "../..")],
  targets: [
    .executableTarget(name: "linkage", dependencies: [.product(name: "ReplicationLint", package: "repllint")])
  ],
  swiftLanguageModes: [.v6]
)
