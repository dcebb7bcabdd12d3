import ArgumentParser
import Assessment
import CountryPacks
import Foundation

/// `jtam pack`.
struct Pack: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make country packs.", subcommands: [PackBuild.self])
}

/// `jtam pack build RECIPE`.
struct PackBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build a country pack's tables from its recipe and raw tables.",
    discussion: """
      Everything is computed before anything is written. Files that would change are replaced only \
      with --force; files that would not are left alone.
      """)

  @Argument(help: "The recipe, as Packs/brazil/recipe.yaml.")
  var recipe: String

  @Option(
    help: ArgumentHelp(
      "The folder the pack is written to; the recipe's own without it.", valueName: "folder"))
  var into: String?

  @Flag(help: "Replace files that differ.")
  var force = false

  @OptionGroup var talk: TalkOptions

  mutating func run() throws {
    let file = URL(fileURLWithPath: recipe)
    let folder = into.map { URL(fileURLWithPath: $0) } ?? file.deletingLastPathComponent()
    let tables = try PackBuilder(recipe: file).tables()
    let changed = tables.filter { table in
      FileManager.default.contents(atPath: folder.appendingPathComponent(table.path).path)
        != Data(table.text.utf8)
    }
    let replaced = changed.filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.path).path)
    }
    if let first = replaced.first, !force {
      throw AssessmentError.inputOutput(
        "\(replaced.count) of \(tables.count) files in \(folder.path) would change, the first being \(first.path). Nothing was written; replace them with --force, or build elsewhere with --into."
      )
    }
    for table in changed { try table.write(below: folder) }
    for table in changed { try Console.write(table.path + "\n") }
    talk.say(
      "\(tables.count) files built, \(changed.count) written to \(folder.path), \(tables.count - changed.count) already as they should be."
    )
  }
}
