import Calibration
import Foundation
import ModelLanguage

/// Any model file with the folders of its tables, as a user names them, beside any country pack.
public struct OwnModel {
  /// The main file.
  public let file: String
  /// The tables; of each, the first folder that holds it gives it.
  public let data: ModelData
  private let hasFolders: Bool

  /// Finds the file and the folders.
  /// - Throws: ``AssessmentError/inputOutput(_:)`` for what is not there.
  public init(file: String, data folders: [String] = []) throws(AssessmentError) {
    guard FileManager.default.fileExists(atPath: file) else {
      throw .inputOutput("There is no model file \(file). Check the name.")
    }
    for folder in folders {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
        isFolder.boolValue
      else { throw .inputOutput("There is no folder \(folder) for --data. Check the name.") }
    }
    self.file = file
    data = ModelData(folders: folders)
    hasFolders = !folders.isEmpty
  }

  /// The model with its tables.
  /// - Throws: `ModelDiagnostics`; ``AssessmentError/badInput(_:)`` where all that is wrong is that
  ///   tables are missing and no folder is named.
  public func compiled(_ settings: ModelSettings = ModelSettings()) throws -> CompiledModel {
    do throws(ModelDiagnostics) {
      return try compile(settings)
    } catch {
      guard lacksOnlyData(error) else { throw error }
      throw AssessmentError.badInput("\(error)\nName the folder of the model's tables with --data.")
    }
  }

  /// The model with its tables; nil where all that is wrong is that tables are missing and no folder is
  /// named.
  /// - Throws: `ModelDiagnostics` for any other mistake.
  public func compiledIfComplete(
    _ settings: ModelSettings
  ) throws(ModelDiagnostics) -> CompiledModel? {
    do throws(ModelDiagnostics) {
      return try compile(settings)
    } catch {
      guard lacksOnlyData(error) else { throw error }
      return nil
    }
  }

  private func compile(_ settings: ModelSettings) throws(ModelDiagnostics) -> CompiledModel {
    try ModelCompiler().compile(
      main: file, data: data, choices: settings.choices, closure: settings.closure,
      overrides: settings.overrides)
  }

  private func lacksOnlyData(_ error: ModelDiagnostics) -> Bool {
    !hasFolders && error.diagnostics.allSatisfy(\.isMissingData)
  }

  /// The files that the model is read from: every variant of its text, and its tables.
  public func inputs(_ settings: ModelSettings = ModelSettings()) -> [String] {
    let text = (try? ModelText(main: file))?.blocks.map(\.path) ?? []
    let tables = (try? compiled(settings))?.dataFiles.map(\.path) ?? []
    return [file] + text + tables
  }

  /// The model with its numbers, and the periods over which it is solved.
  /// - Throws: As ``compiled(_:)``; `CalibrationError`; ``AssessmentError/usage(_:)`` for periods
  ///   that are none.
  public func prepared(
    _ settings: ModelSettings = ModelSettings(), from first: Int? = nil, to last: Int? = nil
  ) throws -> (model: PreparedModel, horizon: Horizon) {
    let compiled = try compiled(settings)
    let horizon = try Horizon(of: compiled, from: first, to: last)
    return (
      PreparedModel(compiled, try calibrate(compiled.model, baseYear: horizon.baseYear)), horizon
    )
  }
}

extension CompiledModel {
  /// The model with its numbers, or why it has none.
  /// - Throws: ``AssessmentError/usage(_:)`` for periods that are none.
  func calibratedIfComplete() throws(AssessmentError) -> (
    model: CalibratedModel?, withoutValues: String?
  ) {
    let baseYear = try Horizon(of: self).baseYear
    do throws(CalibrationError) {
      return (try calibrate(model, baseYear: baseYear), nil)
    } catch {
      return (nil, "values are left out: \(error)")
    }
  }
}
