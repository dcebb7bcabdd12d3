// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(path: "../Engine")],
  targets: [
    .systemLibrary(name: "CBLAS", providers: [.apt(["libopenblas-dev"])]),
    .executableTarget(
      name: "benchmarks", dependencies: [.product(name: "Engine", package: "Engine")]),
    .executableTarget(
      name: "balancing", dependencies: [.product(name: "Engine", package: "Engine")]),
    .executableTarget(
      name: "lanes", dependencies: [.product(name: "Engine", package: "Engine")]),
    .executableTarget(
      name: "draws", dependencies: [.product(name: "Engine", package: "Engine")]),
    .executableTarget(
      name: "footprints", dependencies: [.product(name: "Engine", package: "Engine")]),
    .executableTarget(
      name: "synthetic", dependencies: ["CBLAS", .product(name: "Engine", package: "Engine")]),
  ],
  swiftLanguageModes: [.v6]
)
