// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(path: "../Engine")],
  targets: [
    .executableTarget(
      name: "benchmarks", dependencies: [.product(name: "Engine", package: "Engine")]),
    .executableTarget(
      name: "lanes", dependencies: [.product(name: "Engine", package: "Engine")]),
    .executableTarget(
      name: "draws", dependencies: [.product(name: "Engine", package: "Engine")]),
    // Shares the economy of the solvers' tests by links to its sources.
    .executableTarget(
      name: "synthetic", dependencies: [.product(name: "Engine", package: "Engine")]),
  ],
  swiftLanguageModes: [.v6]
)
