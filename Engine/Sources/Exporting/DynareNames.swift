import Equations

/// Names that Dynare accepts for the cells of a model, no two alike.
///
/// `output[crops]` becomes `v_output_crops`: variables begin with `v_`, exogenous values with `x_`,
/// parameters with `p_`, so that no name is a word of Dynare's or a function of Octave's.
/// Characters that Dynare does not know become `_`, and a name that is taken already gets a number.
struct DynareNames {
  private var taken: Set<String> = []
  private(set) var ofCell: [String] = []
  private(set) var ofParameter: [String] = []

  /// MATLAB reads 63 characters of a name; the rest of this length is for numbers.
  private static let longest = 55

  init(model: EquationModel) {
    ofCell = [String](repeating: "", count: model.cellCount)
    ofParameter = [String](repeating: "", count: model.parameterCellCount)
    for symbol in model.symbols {
      for cell in symbol.cells {
        switch symbol.kind {
        case .variable: ofCell[cell] = make("v_", symbol.label(ofCell: cell))
        case .exogenous: ofCell[cell] = make("x_", symbol.label(ofCell: cell))
        case .parameter: ofParameter[cell] = make("p_", symbol.label(ofCell: cell))
        }
      }
    }
  }

  /// A new name for what the model calls `label`.
  mutating func make(_ prefix: String, _ label: String) -> String {
    let letters = label.map { character -> Character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
    }
    var plain = prefix + String(letters.prefix(Self.longest))
    while plain.hasSuffix("_") { plain.removeLast() }
    var name = plain
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(plain)_\(number)"
      number += 1
    }
    return name
  }
}
