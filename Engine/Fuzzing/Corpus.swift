import Foundation

/// The texts that mutations begin with: the models that ship, wrong ones and those of the pages.
struct Corpus {
  /// Model texts, in the order of their paths.
  private(set) var texts: [String] = []
  /// Blocks of the model that ships, by the path an `include` names them by.
  private(set) var blocks: [String: String] = [:]

  /// Reads what is below the folder of the sources.
  init(sources: URL) {
    let folders = ["Sources/ModelLibrary/Blocks", "Examples", "Engine/Tests"]
    for folder in folders {
      for path in Corpus.paths(below: sources.appendingPathComponent(folder), ending: ".eqn") {
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { continue }
        // A long text would be all that is tried.
        if text.utf8.count < 20_000 { texts.append(text) }
        guard folder.hasSuffix("Blocks"), let name = path.path.split(separator: "/").last else {
          continue
        }
        blocks["\(name)"] = text
        blocks["../\(name)"] = text
      }
    }
    let pages = Corpus.paths(below: sources.appendingPathComponent("Documentation"), ending: ".md")
    for page in pages {
      guard let text = try? String(contentsOf: page, encoding: .utf8) else { continue }
      texts += Corpus.examples(of: text)
    }
  }

  private static func paths(below folder: URL, ending: String) -> [URL] {
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found: [URL] = []
    while let file = all?.nextObject() as? URL {
      if file.path.hasSuffix(ending) { found.append(file) }
    }
    return found.sorted { $0.path < $1.path }
  }

  /// The indented blocks that begin with `language 1`.
  private static func examples(of page: String) -> [String] {
    var found: [String] = []
    var block: [Substring]?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "    language 1" {
        if let block { found.append(block.joined(separator: "\n")) }
        block = []
      } else if !line.isEmpty, !line.hasPrefix("    "), let ended = block {
        found.append(ended.joined(separator: "\n"))
        block = nil
      }
      block?.append(line.dropFirst(4))
    }
    return found + (block.map { [$0.joined(separator: "\n")] } ?? [])
  }
}
