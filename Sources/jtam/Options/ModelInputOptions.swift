import ArgumentParser
import Assessment
import Foundation

/// The tables of a model file.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of the file's tables, one NAME.csv for each symbol and set. May be given again: the first folder that holds a table gives it.",
      valueName: "folder"))
  var data: [String] = []
}

/// Which model a tool reads: any model file, or the standard model with a pack.
struct ModelInputOptions: ParsableArguments {
  @Argument(help: "A model's main file. Without it the model of --model with the pack of --pack.")
  var file: String?

  @OptionGroup var dataOptions: DataOptions

  @OptionGroup var projectOptions: ProjectOptions

  mutating func validate() throws {
    if file != nil, projectOptions.pack != nil || projectOptions.model != nil {
      throw ValidationError(
        "A file is read without a pack. Leave out --pack and --model, or name it with --model.")
    }
    if file == nil, !dataOptions.data.isEmpty {
      throw ValidationError("--data holds the tables of a file: name the file, or a --pack.")
    }
  }

  /// The file named, with its tables; nil for the model of a pack.
  func own() throws -> OwnModel? {
    try file.map { try OwnModel(file: $0, data: dataOptions.data) }
  }

  /// The files that a model of one's own is read from.
  func inputs() throws -> [String] { try own()?.inputs(projectOptions.settings()) ?? [] }

  /// The model with what is known of it.
  func description() throws -> ModelDescription {
    guard let file else { return try ModelDescription(of: projectOptions.project()) }
    return try ModelDescription(
      file: file, data: dataOptions.data, settings: projectOptions.settings())
  }

  /// What is in the model.
  func guide() throws -> ModelGuide {
    let settings = try projectOptions.settings()
    return ModelGuide(
      try own()?.compiled(settings) ?? projectOptions.project().preparedModel().compiled)
  }

  /// What text and data say of a name.
  func explanation(of name: String) throws -> Explanation {
    guard let own = try own() else {
      return try Explanation(of: name, in: projectOptions.project().preparedModel())
    }
    let explanation = try Explanation(of: name, in: own, settings: projectOptions.settings())
    if let reason = explanation.withoutValues { Console.message(reason) }
    return explanation
  }

  /// What pages and documents say of it.
  func paper() throws -> ModelPaper {
    let model = try description()
    if let reason = model.withoutValues { Console.message(reason) }
    return ModelPaper(
      model.text, title: title, compiled: model.compiled, calibrated: model.calibrated)
  }

  private var title: String {
    guard let file else { return "The model of JTAM" }
    return URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
  }
}
