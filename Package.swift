// swift-tools-version: 6.1
import PackageDescription

let engine: [Target.Dependency] = [.product(name: "Engine", package: "Engine")]

let package = Package(
  name: "jtam",
  products: [.executable(name: "jtam", targets: ["jtam"])],
  dependencies: [
    .package(path: "Engine"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .target(
      name: "CountryPacks", dependencies: engine + [.product(name: "Yams", package: "Yams")]),
    .target(name: "ModelLibrary", dependencies: engine, exclude: ["Blocks"]),
    .target(name: "Scenarios", dependencies: engine + [.product(name: "Yams", package: "Yams")]),
    .target(
      name: "Results", dependencies: engine + [.product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "Reporting", dependencies: engine + ["Results"]),
    .target(name: "Labour", dependencies: engine),
    .target(
      name: "Assessment",
      dependencies: engine + [
        "CountryPacks", "Labour", "ModelLibrary", "Scenarios", "Results", "Reporting",
      ]),
    .executableTarget(
      name: "jtam",
      dependencies: [
        "Assessment", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "CountryPacksTests", dependencies: ["CountryPacks"], exclude: ["Golden"]),
    .testTarget(
      name: "ResultsTests",
      dependencies: engine + [
        "Results", "StoreWriter", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "LabourTests", dependencies: engine + ["Labour"]),
    .testTarget(name: "ReportingTests", dependencies: engine + ["Reporting", "Results"]),
    .testTarget(
      name: "ScenariosTests", dependencies: engine + ["Scenarios"], exclude: ["Golden"]),
    .executableTarget(
      name: "StoreWriter", dependencies: engine + ["Results"], path: "Tests/StoreWriter"),
    // The tests drive the built program, which stands beside their bundle.
    .testTarget(name: "EndToEndTests", dependencies: ["jtam"]),
    .testTarget(
      name: "ReplicationTests", dependencies: engine,
      exclude: [
        "DixonEtAl1992/labor-supply.csv", "GodleyLavoie2007/steady-states.csv",
        "GodleyLavoie2007/table-3.4.csv", "HosoeEtAl2010/utility.csv", "Klein1950/estimates.csv",
        "Klein1950/simulation.csv", "ShovenWhalley1984/equilibria.csv",
      ]),
    .testTarget(
      name: "AssessmentTests",
      dependencies: engine + ["Assessment", "CountryPacks", "Reporting", "Results", "Scenarios"]),
  ],
  swiftLanguageModes: [.v6]
)
