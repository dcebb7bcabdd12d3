import Foundation
import Quantities
import Scenarios

/// Changes to a scenario file as a user writes them: `carbonPrice=50`, `carbonPrice@2030=120`,
/// `choices.wages=phillips`, `overrides.worldPrice[oil]=1.2`.
public struct ScenarioEdits {
  /// What is looked up when a name comes without its section.
  let vocabulary: ScenarioVocabulary

  /// Single values at the head of a scenario.
  static let words = ["description", "author", "pack", "parent", "base", "years", "closure"]
  static let sections = ["levers", "overrides", "choices", "add_factors", "measures"]

  /// Edits within a vocabulary.
  public init(_ vocabulary: ScenarioVocabulary) { self.vocabulary = vocabulary }

  /// Gives the value that a key names.
  ///
  /// - Parameters:
  ///   - key: A lever, `section.name`, or a word such as `description`; `@year` after it for one year.
  ///   - value: A number, `{2026: 20, 2030: 60}`, or a text.
  ///   - text: The file's text.
  /// - Throws: ``AssessmentError/usage(_:)`` for a key that means nothing, `ScenarioError` for a value
  ///   that is not YAML or a text that cannot be edited.
  public func set(_ key: String, to value: String, in text: inout ScenarioText) throws {
    let tree = try ScenarioTree(text: text.text, file: text.file)
    let place = try place(key, in: tree)
    if ScenarioEdits.sections.contains(key) {
      throw AssessmentError.usage(
        "\(key) is a section: say what is set in it, as \(key).NAME=VALUE.")
    }
    if place.path.count == 1 {
      let isSentence = ["description", "author"].contains(place.path[0])
      try text.set(place.path, to: isSentence ? .text(value) : .scalar(value, isPlain: true))
      return
    }
    let parsed: ScenarioTree
    do {
      parsed = try ScenarioTree(text: value, file: "\(key)=\(value)")
    } catch {
      throw AssessmentError.usage(
        "\"\(value)\" is no value for \(key). Write a number, as 50, or years and numbers in quotation marks, as '\(key)={2026: 20, 2027: 60}'."
      )
    }
    guard let year = place.year else { return try text.set(place.path, to: parsed) }
    switch tree.at(place.path) {
    case nil: try text.set(place.path, to: .mapping([.init(year, parsed)]))
    case .mapping(let pairs)? where pairs.allSatisfy({ $0.key != "from" }):
      try text.set(place.path + [year], to: parsed)
    case .scalar(let number, _)?:
      throw AssessmentError.usage(
        "\(place.path[1]) is \(number) in every year of \(text.file): to change single years, write them all, as \(place.path[1])='{shape: step, \(vocabulary.years.lowerBound): \(number), \(year): \(value)}'."
      )
    default:
      throw AssessmentError.usage(
        "\(place.path[1]) in \(text.file) runs from a year to a year: write the whole path, as \(place.path[1])='{\(year): \(value)}'."
      )
    }
  }

  /// Takes what a key names out of the file.
  /// - Throws: As ``set(_:to:in:)``.
  public func remove(_ key: String, from text: inout ScenarioText) throws {
    let tree = try ScenarioTree(text: text.text, file: text.file)
    let place = try place(key, in: tree)
    let path = place.path + (place.year.map { [$0] } ?? [])
    guard tree.at(path) != nil else {
      let names: [String] =
        if case .mapping(let pairs)? = tree.at(path.dropLast()) { pairs.map(\.key) } else { [] }
      throw AssessmentError.usage(
        "\(text.file) does not say \(key), so there is nothing to remove: "
          + NearestName.hint(for: path[path.count - 1], among: names, what: "there are"))
    }
    if place.year != nil, case .mapping(let pairs)? = tree.at(place.path),
      pairs.filter({ $0.key != "shape" && $0.key != "meaning" }).count == 1
    {
      throw AssessmentError.usage(
        "\(key) is the only year of \(place.path[1]): take out the whole path with --remove \(place.path[1])."
      )
    }
    try text.remove(path)
  }

  private struct Place {
    var path: [String]
    var year: String?
  }

  private func place(_ key: String, in tree: ScenarioTree) throws(AssessmentError) -> Place {
    if (ScenarioEdits.words + ScenarioEdits.sections).contains(key) { return Place(path: [key]) }
    if key == "name" {
      throw .usage(
        "A scenario's name is its file's: make another with `jtam scenario new NAME --parent …`.")
    }
    var name = key
    var year: String?
    if let at = key.lastIndex(of: "@") {
      let after = String(key[key.index(after: at)...])
      guard after.utf8.count == 4, let number = Int(after) else {
        throw .usage("\"\(after)\" in \"\(key)\" is no year. Write as carbonPrice@2030=120.")
      }
      guard vocabulary.years.contains(number) else {
        throw .usage(
          "\(key) names the year \(number), and the years that can be set are \(vocabulary.years.lowerBound) to \(vocabulary.years.upperBound)."
        )
      }
      name = String(key[..<at])
      year = after
    }
    if let section = ScenarioEdits.sections.first(where: { name.hasPrefix("\($0).") }) {
      let own = String(name.dropFirst(section.count + 1))
      guard year == nil || ["levers", "overrides", "add_factors"].contains(section) else {
        throw .usage("\(name) has no years: leave out @\(year ?? "").")
      }
      return Place(path: [section, written(own, in: tree[section])], year: year)
    }
    guard let cell = CellName(text: name) else {
      throw .usage(
        "\"\(name)\" is no name of a lever. Write as carbonPrice=50, or overrides.NAME=VALUE for another exogenous value."
      )
    }
    if vocabulary.levers[cell.name] != nil {
      // A lever that the file has among its overrides is changed there, so that it is not set twice.
      let isOverride =
        tree.at(["overrides", written(name, in: tree["overrides"])]) != nil
        && tree.at(["levers", written(name, in: tree["levers"])]) == nil
      let section = isOverride ? "overrides" : "levers"
      return Place(path: [section, written(name, in: tree[section])], year: year)
    }
    if vocabulary.exogenous.contains(cell.name) {
      return Place(path: ["overrides", written(name, in: tree["overrides"])], year: year)
    }
    if let variants = vocabulary.choices[name] {
      throw .usage(
        "\(name) is a choice and no lever: write choices.\(name)=VARIANT, where VARIANT is one of \(variants.joined(separator: ", "))."
      )
    }
    let known = Array(vocabulary.levers.keys) + ScenarioEdits.words
    let near =
      NearestName.of(cell.name, among: known)
      ?? NearestName.of(cell.name, among: vocabulary.exogenous)
    if let near { throw .usage("There is no lever \"\(name)\": did you mean \"\(near)\"?") }
    throw .usage(
      "There is no lever \"\(name)\": \(NearestName.hint(for: cell.name, among: known)) `jtam levers` says more of each."
    )
  }

  /// The name as this file spells it: `a[b, c]` is `a[b,c]`.
  private func written(_ name: String, in section: ScenarioTree?) -> String {
    guard case .mapping(let pairs)? = section, let cell = CellName(text: name) else { return name }
    return pairs.first { CellName(text: $0.key) == cell }?.key ?? name
  }
}
