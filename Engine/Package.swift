// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Engine",
  products: [
    .library(
      name: "Engine",
      targets: [
        "Quantities", "LinearAlgebra", "SocialAccounting", "Equations", "ModelLanguage", "Solvers",
        "Calibration", "Exporting", "InputOutput", "Workbooks", "Importing",
      ])
  ],
  targets: [
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CSuiteSparse", providers: [.apt(["libsuitesparse-dev"])]),
    .systemLibrary(name: "CLibZip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CKernels"),
    .target(name: "Quantities"),
    .target(name: "LinearAlgebra", dependencies: ["CKernels", "COpenBLAS", "CSuiteSparse"]),
    .target(
      name: "SocialAccounting", dependencies: ["CKernels", "Quantities", "LinearAlgebra"]),
    .target(name: "Equations", dependencies: ["CKernels", "Quantities"]),
    .target(name: "ModelLanguage", dependencies: ["Equations", "Quantities"]),
    .target(
      name: "Solvers", dependencies: ["CKernels", "Equations", "LinearAlgebra", "Quantities"]),
    .target(name: "Calibration", dependencies: ["Equations", "Solvers", "Quantities"]),
    // Tries broken texts and files; the tests start it as a program of its own, which may crash.
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "ModelLanguage", "Solvers", "Calibration", "Equations", "Importing", "Workbooks",
      ],
      path: "Fuzzing"),
    .target(name: "Exporting", dependencies: ["Equations", "Solvers"]),
    .target(name: "Workbooks", dependencies: ["CLibXML2", "CLibZip", "Quantities"]),
    .target(name: "Importing", dependencies: ["Workbooks", "Quantities"]),
    .testTarget(name: "WorkbooksTests", dependencies: ["Workbooks"]),
    .testTarget(name: "ImportingTests", dependencies: ["Importing", "Workbooks", "fuzz"]),
    .target(
      name: "InputOutput", dependencies: ["LinearAlgebra", "Quantities", "SocialAccounting"]),
    .testTarget(
      name: "InputOutputTests",
      dependencies: ["InputOutput", "LinearAlgebra", "Quantities", "SocialAccounting"],
      exclude: ["References"]),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(
      name: "SocialAccountingTests", dependencies: ["CKernels", "Quantities", "SocialAccounting"],
      exclude: ["References"]),
    .testTarget(name: "EquationsTests", dependencies: ["Equations"]),
    .testTarget(
      name: "ModelLanguageTests", dependencies: ["ModelLanguage", "fuzz"], exclude: ["Golden"]),
    .testTarget(
      name: "SolversTests", dependencies: ["Solvers", "Calibration", "ModelLanguage"],
      exclude: ["Golden"]),
    .testTarget(
      name: "ExportingTests", dependencies: ["Exporting", "Calibration", "ModelLanguage"],
      exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6]
)
