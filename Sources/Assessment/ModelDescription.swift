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
    let compiled = try ModelDescription.compile(
      own, hasData: !folders.isEmpty, settings: settings)
    self.compiled = compiled
    guard let compiled else {
      calibrated = nil
      withoutValues =
        "values are left out: name the folder of the model's tables with --data to have them"
      return
    }
    do {
      calibrated = try calibrate(compiled.model, baseYear: Horizon(of: compiled).baseYear)
      withoutValues = nil
    } catch {
      calibrated = nil
      withoutValues = "values are left out: \(error)"
    }
  }

  /// The model with its tables; nil where none are named and it needs some. Any other mistake ends it.
  private static func compile(
    _ own: OwnModel, hasData: Bool, settings: ModelSettings
  ) throws(ModelDiagnostics) -> CompiledModel? {
    do throws(ModelDiagnostics) {
      return try ModelCompiler().compile(
        main: own.file, data: own.data, choices: settings.choices, closure: settings.closure,
        overrides: settings.overrides)
    } catch {
      guard !hasData, error.diagnostics.allSatisfy(\.isMissingData) else { throw error }
      return nil
    }
  }
}
