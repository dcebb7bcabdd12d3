import ArgumentParser

/// `jtam model`.
struct Model: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read, solve and examine models.",
    subcommands: [
      ModelSolve.self, ModelList.self, ModelExplain.self, ModelPrint.self, ModelCheck.self,
      ModelMultipliers.self, ModelDraws.self, ModelFormat.self, ModelLint.self, ModelDoc.self,
      ModelExport.self,
    ])
}
