import ModelLanguage
import Quantities

/// A model as a LaTeX document: every equation set as a formula, with its words, unit and source.
public struct ModelLaTeX {
  private let paper: ModelPaper
  private let writer: LaTeXWriter

  /// A document of a model.
  public init(_ paper: ModelPaper) {
    self.paper = paper
    writer = LaTeXWriter(links: Set(paper.targets.keys))
  }

  /// The document, for pdfLaTeX, XeLaTeX or LuaLaTeX.
  public func document() -> String {
    var text = ModelLaTeX.preamble(title: paper.title)
    for section in paper.sections { text += self.section(section) }
    return text + "\\end{document}\n"
  }

  private func section(_ section: ModelPaper.Section) -> String {
    var text = "\\section{\(LaTeXWriter.escaped(section.title))}\n\n"
    if let variant = section.variant {
      text += "\\emph{\(LaTeXWriter.escaped(variant))}\n\n"
    }
    for entry in section.entries {
      switch entry {
      case .prose(let prose):
        for paragraph in prose.split(separator: "\n") {
          text += "\\emph{\(LaTeXWriter.escaped(String(paragraph)))}\n\n"
        }
      case .item(let item): text += self.item(item)
      }
    }
    return text
  }

  private func item(_ item: ModelPaper.Entry.Described) -> String {
    var text = ""
    if paper.targets[item.name] == item.anchor {
      text += "\\hypertarget{symbol:\(item.name)}{}"
    }
    text += "\\noindent\\textbf{\(LaTeXWriter.escaped(item.label))}"
    let facts = item.facts.map(LaTeXWriter.escaped).joined(separator: "; ")
    if !facts.isEmpty { text += " \\textit{(\(facts))}" }
    text += ". " + LaTeXWriter.escaped(item.description) + "\n"
    var terms: [String] = []
    for formula in item.formulas {
      if formula.label.isEmpty {
        text += writer.display(formula.formula)
      } else if formula.formula.width > 70 {
        text += "\n\\noindent \(LaTeXWriter.escaped(formula.label)):\n"
        text += writer.display(formula.formula)
      } else {
        terms.append(
          "\(LaTeXWriter.escaped(formula.label)) $\(writer.inner(formula.formula))$")
      }
    }
    if !terms.isEmpty { text += "\n\\noindent " + terms.joined(separator: "; ") + ".\n" }
    if !item.source.isEmpty {
      text += "\n\\noindent {\\small Source: \(LaTeXWriter.escaped(item.source)).}\n"
    }
    return text + "\n\\medskip\n"
  }

  private static func preamble(title: String) -> String {
    """
    \\documentclass[a4paper,10pt]{article}
    \\usepackage{iftex}
    \\ifPDFTeX\\usepackage[utf8]{inputenc}\\fi
    \\usepackage[T1]{fontenc}
    \\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}
    \\usepackage{textcomp,amsmath,amssymb}
    \\usepackage[margin=2.2cm]{geometry}
    \\usepackage[hidelinks]{hyperref}
    \\allowdisplaybreaks
    \\setlength{\\parindent}{0pt}
    \\sloppy
    \\title{\(LaTeXWriter.escaped(title))}
    \\date{}
    \\begin{document}
    \\maketitle
    \\tableofcontents

    """
  }
}
