import ArgumentParser
import Assessment
import Foundation

/// Which model a tool reads: any model file, or the standard model with a pack.
struct ModelInputOptions: ParsableArguments {
  @Argument(help: "A model's main file. Without it the model of --model with the pack of --pack.")
  var file: String?

  @Option(help: "The folder of the file's tables: one NAME.csv for each symbol and set.")
  var data: String?

  @OptionGroup var projectOptions: ProjectOptions

  mutating func validate() throws {
    if file != nil, projectOptions.pack != nil || projectOptions.model != nil {
      throw ValidationError(
        "A file is read without a pack. Leave out --pack and --model, or name it with --model.")
    }
    if file == nil, data != nil {
      throw ValidationError("--data holds the tables of a file: name the file, or a --pack.")
    }
  }

  /// The model with what is known of it.
  func description() throws -> ModelDescription {
    guard let file else { return try ModelDescription(of: projectOptions.project()) }
    return try ModelDescription(file: file, data: data, settings: projectOptions.settings())
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
