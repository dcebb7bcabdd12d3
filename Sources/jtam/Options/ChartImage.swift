import Assessment
import Foundation
import Reporting

/// A chart as an image; its ground is white, whatever the page it will stand on.
struct ChartImage {
  private let specification: JSONValue
  private let scale: Double

  init(_ specification: JSONValue, scale: Double = 2) {
    var ground = specification
    if case .object(var object) = specification {
      object["background"] = "white"
      ground = .object(object)
    }
    self.specification = ground
    self.scale = scale
  }

  /// Draws it and writes the file.
  func write(as form: ChartFormat, to file: String, replacing: Bool) throws {
    guard let format = ChartRenderer.Format(rawValue: form.rawValue) else {
      throw AssessmentError.usage("\(file) is no image: its name must end in .svg or .png.")
    }
    try OutputFile.check([file], replacing: replacing)
    let image = try ChartRenderer.find().render(
      specification.text(pretty: false), format: format, scale: scale)
    try OutputFile.write(image, to: file, replacing: replacing)
  }
}
