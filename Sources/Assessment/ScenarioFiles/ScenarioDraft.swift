import Equations
import Quantities
import Scenarios

/// The text of a new scenario: what it says, and as comments what else it could say.
public struct ScenarioDraft {
  private let model: PreparedModel
  private let years: ClosedRange<Int>

  /// Drafts for a model.
  public init(model: PreparedModel, years: ClosedRange<Int>) {
    self.model = model
    self.years = years
  }

  /// A file that runs as it is.
  ///
  /// - Parameter ofBaseline: Whether the parent is a baseline, whose own choices, such as a rule that steers
  ///   its budget, are not meant for what is compared with it.
  public func text(
    name: String, parent: String, ofBaseline: Bool, description: String?
  ) throws -> String {
    let sentence = ScenarioDraft.scalar(
      description ?? "A change to \(parent): say here in a sentence what it is and why.")
    return """
      # \(name): a change to \(parent). Lines after a # are notes, which the program never touches.
      #   jtam scenario validate \(name)   finds what is wrong with this file
      #   jtam scenario show \(name)       what it says and what it has from \(parent)
      #   jtam run \(name)                 solves it

      # The name is the file's name; runs are called after it.
      name: \(name)
      # What it is, for readers.
      description: \(sentence)
      # The scenario this one is a change to. All that is not said here is as there.
      parent: \(parent)

      # Policy levers. A path is one of
      #   50                                  50 in every year from \(years.lowerBound)
      #   {2026: 20}                          20 from 2026; before that, as in the parent
      #   {shape: linear, 2026: 20, 2030: 60} even steps between the years, then 60
      #   {shape: step, 2026: 20, 2030: 60}   20 until 2029, then 60
      # To use a lever, write it without the # and with your value.
      levers:
      \(try levers())
      # Other exogenous values, as `jtam model list --kind exogenous` names them.
      # overrides:
      #   NAME: {from: 2030, to: 2032, value: 1.2, shape: step, meaning: multiply}

      # Variants of parts of the model; without a line the parent's.
      \(choices(ofBaseline: ofBaseline))
      """
  }

  private func levers() throws -> String {
    let values = try model.calibrated.exogenousValues(in: years.lowerBound)
    var text = ""
    for symbol in model.model.symbols {
      guard let lever = symbol.lever else { continue }
      let first = CellName(symbol.name, symbol.elements.first ?? [])
      let range =
        "\(CSVWriter.number(lever.lowerBound)) to \(CSVWriter.number(lever.upperBound))"
      let typical =
        if let low = lever.typicalLow, let high = lever.typicalHigh {
          ", typically \(CSVWriter.number(low)) to \(CSVWriter.number(high))"
        } else { "" }
      let unit = symbol.unit.isEmpty ? "" : "\(symbol.unit), "
      text += "  # \(ModelGuide.line(symbol.description))\n"
      if symbol.elements.count > 1 {
        let labels = symbol.cells.prefix(12).map(symbol.label(ofCell:)).joined(separator: ", ")
        text += "  # Cells: \(labels)\(symbol.elements.count > 12 ? " and more" : "")\n"
      }
      text +=
        "  # \(first): \(CSVWriter.number(values[symbol.firstCell]))   # \(unit)\(range)\(typical)\n"
    }
    return text
  }

  /// The choices as notes, but for those of a baseline that are not the model's own: these are made, so
  /// that a policy is not answered by the baseline's rule unseen.
  private func choices(ofBaseline: Bool) -> String {
    var made = false
    let lines = model.compiled.choices.sorted { $0.slot < $1.slot }.map { choice in
      let options = choice.options.joined(separator: ", ")
      let usual = choice.options.first ?? choice.selected
      guard ofBaseline, choice.selected != usual else {
        return "#   \(choice.slot): \(choice.selected)   # one of \(options)\n"
      }
      made = true
      return
        "  # The baseline has \(choice.selected), with which the model would answer a policy by itself.\n"
        + "  \(choice.slot): \(usual)   # one of \(options)\n"
    }.joined()
    return (made ? "choices:\n" : "# choices:\n") + lines
  }

  private static func scalar(_ text: String) -> String {
    var file = ScenarioText("name: a\n", file: "draft")
    try? file.set(["description"], to: .text(text))
    return file.text.split(separator: "\n").last.map { String($0.dropFirst(13)) } ?? ""
  }
}
