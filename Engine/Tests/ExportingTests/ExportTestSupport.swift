import Calibration
import Equations
import Foundation
import ModelLanguage
import Solvers

let testFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

/// A model's text, compiled and calibrated, with the problem of solving some years.
struct Sample {
  var model: EquationModel
  var problem: PathProblem

  init(_ text: String, years: ClosedRange<Int> = 2021...2023) throws {
    let compiled = try ModelCompiler(source: ModelSource(texts: ["sample.eqn": text]))
      .compile(main: "sample.eqn")
    model = compiled.model
    let hasBase = model.baseValue.contains { $0 != nil }
    let calibrated = try calibrate(model, baseYear: hasBase ? years.lowerBound - 1 : nil)
    problem = try calibrated.pathProblem(years: years)
  }

  func cell(_ label: String) -> Int {
    (0..<model.cellCount).first { model.label(ofCell: $0) == label } ?? -1
  }
}
