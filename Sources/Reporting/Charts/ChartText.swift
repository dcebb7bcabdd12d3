import Foundation

/// Words for pictures: lines that fit, lists, and sentences whose direction follows a number's sign.
public enum ChartText {
  /// A text broken between words into lines of at most so many characters, where words allow it; a
  /// number is not parted from its per cent sign.
  public static func wrapped(_ text: String, most: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= most || word.hasPrefix("%") {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// `a`, `a and b`, `a, b and c`.
  public static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A name written for programs as words: `carbon-tax` and `carbonTax` become `carbon tax`.
  public static func words(_ name: String) -> String {
    var text = ""
    var previous: Character = " "
    for character in name {
      if character == "-" || character == "_" {
        text += " "
      } else if character.isUppercase, previous.isLowercase {
        text += " \(character.lowercased())"
      } else {
        text.append(character)
      }
      previous = character
    }
    return text
  }

  /// A text with a capital first letter.
  public static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// `1.25 % above`, `0.30 points below`, or `no different from` when the number as printed is zero.
  public static func against(
    _ value: Double, unit: String, decimals: Int, above: String = "above", below: String = "below",
    equal: String = "no different from"
  ) -> String {
    let number = NumberText.fixed(value.magnitude, decimals: decimals)
    guard number.contains(where: { "123456789".contains($0) }) else { return equal }
    return "\(number)\(unit.isEmpty ? "" : " \(unit)") \(value < 0 ? below : above)"
  }

  /// A number with its sign, as a sentence prints it.
  public static func signed(_ value: Double, decimals: Int) -> String {
    NumberText.fixed(value, decimals: decimals, signed: true)
      .replacingOccurrences(of: "-", with: "−")
  }

  /// The smallest number of decimals, at least `fewest`, at which the largest value is told from zero.
  public static func decimals(for values: [Double], fewest: Int = 1) -> Int {
    let largest = values.map(\.magnitude).max() ?? 0
    var decimals = fewest
    var step = 1.0
    for _ in 0..<fewest { step /= 10 }
    while largest > 0, largest < 10 * step, decimals < 4 {
      step /= 10
      decimals += 1
    }
    return decimals
  }
}
