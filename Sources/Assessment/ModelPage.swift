import ModelLanguage
import Quantities

/// A model as one HTML page that needs nothing else: contents, formulas with links, values, search.
public struct ModelPage {
  private let paper: ModelPaper
  private let math: MathMLWriter

  /// A page of a model.
  public init(_ paper: ModelPaper) {
    self.paper = paper
    math = MathMLWriter(anchors: paper.targets)
  }

  /// The page.
  public func html() -> String {
    let title = MathMLWriter.escaped(paper.title)
    let sections = paper.sections.filter { !$0.entries.isEmpty }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>\(ModelPage.style)</style>
      </head>
      <body>
      <a class="skip" href="#content">To the equations</a>
      <nav aria-label="Contents">
      <p class="title"><a href="#top">\(title)</a></p>
      <label for="search">Find a name, a word or a unit</label>
      <input id="search" type="search" autocomplete="off" spellcheck="false">
      <p id="found" role="status"></p>
      <ol>
      \(sections.map(contents).joined())</ol>
      </nav>
      <main id="content">
      <header id="top">
      <h1>\(title)</h1>
      <p>\(summary)</p>
      <p>Every name in a formula leads to the place where it is declared. A name with 0 at its end is a value of the base
      year; t−1 marks last year’s value, Δ a change from last year.</p>
      </header>
      \(sections.map(section).joined())</main>
      <script>\(ModelPage.script)</script>
      </body>
      </html>

      """
  }

  private var summary: String {
    var counts: [ModelItem.Kind: Int] = [:]
    for section in paper.sections {
      for case .item(let item) in section.entries {
        counts[item.kind, default: 0] += 1
      }
    }
    let words: [(ModelItem.Kind, String, String)] = [
      (.variable, "variable", "variables"),
      (.exogenous, "value given from outside", "values given from outside"),
      (.parameter, "parameter", "parameters"), (.set, "set", "sets"),
      (.check, "check", "checks"), (.closure, "closure", "closures"),
    ]
    let parts = words.compactMap { kind, one, many in
      counts[kind].map { "\($0) \($0 == 1 ? one : many)" }
    }
    return parts.joined(separator: ", ") + "."
  }

  private func contents(_ section: ModelPaper.Section) -> String {
    let names = section.entries.compactMap { entry -> String? in
      guard case .item(let item) = entry, [.variable, .exogenous, .equation].contains(item.kind)
      else { return nil }
      return "<li><a href=\"#\(MathMLWriter.escaped(item.anchor))\">"
        + "\(MathMLWriter.escaped(item.name))</a></li>"
    }
    let list = names.isEmpty ? "" : "<ul>\(names.joined())</ul>"
    let link = "<a href=\"#\(section.anchor)\">\(MathMLWriter.escaped(name(section)))</a>"
    return list.isEmpty
      ? "<li>\(link)</li>\n" : "<li><details><summary>\(link)</summary>\(list)</details></li>\n"
  }

  private func name(_ section: ModelPaper.Section) -> String {
    section.title.hasSuffix(".eqn") ? String(section.title.dropLast(4)) : section.title
  }

  private func section(_ section: ModelPaper.Section) -> String {
    var text =
      "<section id=\"\(section.anchor)\">\n<h2>\(MathMLWriter.escaped(name(section)))</h2>\n"
    if let variant = section.variant {
      text += "<p class=\"variant\">\(MathMLWriter.escaped(variant))</p>\n"
    }
    var parameters: [ModelPaper.Entry.Described] = []
    for entry in section.entries {
      // Parameters without a formula that follow each other are rows of one table.
      if case .item(let item) = entry, item.kind == .parameter, item.formulas.isEmpty {
        parameters.append(item)
        continue
      }
      text += table(parameters)
      parameters = []
      switch entry {
      case .prose(let prose):
        text += prose.split(separator: "\n").map {
          "<p class=\"prose\">\(MathMLWriter.escaped(String($0)))</p>\n"
        }.joined()
      case .item(let item): text += article(item)
      }
    }
    return text + table(parameters) + "</section>\n"
  }

  private func table(_ items: [ModelPaper.Entry.Described]) -> String {
    guard !items.isEmpty else { return "" }
    var text = """
      <div class="wide"><table><thead><tr><th scope="col">Parameter</th><th scope="col">Meaning</th>\
      <th scope="col">Value</th><th scope="col">Unit</th><th scope="col">Status</th></tr></thead><tbody>

      """
    for item in items {
      text += """
        <tr id="\(MathMLWriter.escaped(item.anchor))" class="entry"><th scope="row">\(label(item))</th>\
        <td>\(MathMLWriter.escaped(item.description))\(cited(item))\(usedIn(item))</td>\
        <td class="number">\(MathMLWriter.escaped(item.value))</td>\
        <td>\(MathMLWriter.escaped(item.unit))</td><td>\(status(item))</td></tr>

        """
    }
    return text + "</tbody></table></div>\n"
  }

  private func article(_ item: ModelPaper.Entry.Described) -> String {
    var text = """
      <article id="\(MathMLWriter.escaped(item.anchor))" class="entry \(item.kind.rawValue)">
      <h3>\(label(item))\(facts(item))</h3>

      """
    if !item.description.isEmpty {
      text += "<p>\(MathMLWriter.escaped(item.description))</p>\n"
    }
    var conditions: [String] = []
    for (words, formula) in item.formulas {
      if words.isEmpty {
        text += "<div class=\"formula\" tabindex=\"0\">\(math.display(formula))</div>\n"
      } else {
        conditions.append("<span>\(MathMLWriter.escaped(words)) \(math.inline(formula))</span>")
      }
    }
    if !conditions.isEmpty {
      text += "<p class=\"terms\">\(conditions.joined(separator: " "))</p>\n"
    }
    if !item.members.isEmpty {
      text += "<p class=\"members\">"
      text += item.members.map { "<span>\(MathMLWriter.escaped($0))</span>" }.joined(separator: " ")
      text += "</p>\n"
    }
    var notes: [String] = []
    if !item.value.isEmpty {
      notes.append(
        (item.kind == .parameter ? "Value " : "Base year ") + MathMLWriter.escaped(item.value))
    }
    if item.status != nil { notes.append(status(item)) }
    notes.append("<span class=\"place\">\(MathMLWriter.escaped(item.place))</span>")
    text += "<p class=\"notes\">\(notes.joined(separator: " · "))</p>\n"
    text += cited(item) + usedIn(item)
    return text + "</article>\n"
  }

  private func label(_ item: ModelPaper.Entry.Described) -> String {
    let name = MathMLWriter.escaped(item.name)
    let rest = MathMLWriter.escaped(String(item.label.dropFirst(item.name.count)))
    return "<a class=\"name\" href=\"#\(MathMLWriter.escaped(item.anchor))\">\(name)</a>"
      + (rest.isEmpty ? "" : "<span class=\"indices\">\(rest)</span>")
  }

  private func facts(_ item: ModelPaper.Entry.Described) -> String {
    item.facts.map { " <small>\(MathMLWriter.escaped($0))</small>" }.joined()
  }

  private func status(_ item: ModelPaper.Entry.Described) -> String {
    item.status.map { "<span class=\"status \($0.rawValue)\">\($0.rawValue)</span>" } ?? ""
  }

  private func cited(_ item: ModelPaper.Entry.Described) -> String {
    item.source.isEmpty
      ? "" : "<p class=\"notes\">Source: \(MathMLWriter.escaped(item.source))</p>\n"
  }

  private func usedIn(_ item: ModelPaper.Entry.Described) -> String {
    let users = (paper.users[item.name] ?? []).filter { $0.anchor != item.anchor }
    guard !users.isEmpty, paper.targets[item.name] == item.anchor else { return "" }
    let links = users.map {
      "<a href=\"#\(MathMLWriter.escaped($0.anchor))\">\(MathMLWriter.escaped($0.name))</a>"
    }.joined(separator: ", ")
    return users.count > 8
      ? "<details class=\"notes\"><summary>Used in \(users.count) places</summary>\(links)</details>\n"
      : "<p class=\"notes\">Used in \(links)</p>\n"
  }
}
