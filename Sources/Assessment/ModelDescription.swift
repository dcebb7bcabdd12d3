import Calibration
import Foundation
import ModelLanguage

/// A model's text with what data and calibration add, for pages, documents and lint.
public struct ModelDescription {
  /// Every file, every variant.
  public let text: ModelText
  /// The model with its data; nil where it does not compile without the tables it asks for.
  public let compiled: CompiledModel?
  /// The same with its numbers; nil where it has no base year.
  public let calibrated: CalibratedModel?
  /// Why there are no values, where there are none.
  public let withoutValues: String?

  /// Reads the standard model, or the one of the project, with its pack.
  public init(of project: Project) throws {
    let prepared = try project.preparedModel()
    text = try ModelText(main: project.locator.modelFile().path)
    compiled = prepared.compiled
    calibrated = prepared.calibrated
    withoutValues = nil
  }

  /// Reads any model file.
  ///
  /// - Parameters:
  ///   - file: The model's main file.
  ///   - folders: The folders of its tables. Without one, a model that needs tables has no values.
  /// - Throws: `ModelDiagnostics` for mistakes of form, and for any mistake when a folder is named.
  public init(file: String, data folders: [String] = [], settings: ModelSettings) throws {
    let own = try OwnModel(file: file, data: folders)
    text = try ModelText(main: file)
    compiled = try own.compiledIfComplete(settings)
    guard let compiled else {
      calibrated = nil
      withoutValues =
        "values are left out: name the folder of the model's tables with --data to have them"
      return
    }
    (calibrated, withoutValues) = try compiled.calibratedIfComplete()
  }
}
