/// One statement in lines.
struct StatementLayout {
  private let tokens: [Token]
  private let roles: StatementRoles
  private let tree: LayoutTree
  /// The comments before each token.
  private var comments: [Int: [Comment]] = [:]
  private let words: [String]
  /// The tokens that begin a line.
  private var starts: Set<Int> = [0]

  init(tokens: [Token], comments: [Comment], source: SourceText) {
    self.tokens = tokens
    roles = StatementRoles(tokens)
    tree = LayoutTree(roles)
    words = tokens.map {
      String(decoding: source.bytes[Int($0.span.start)..<Int($0.span.end)], as: UTF8.self)
    }
    for comment in comments {
      let next = tokens.firstIndex { $0.span.start > comment.span.start } ?? tokens.count
      self.comments[next, default: []].append(comment)
    }
    keepBreaks()
    breakLongLines()
  }

  /// The lines of the author, those that begin where a line may begin.
  private mutating func keepBreaks() {
    for position in tokens.indices.dropFirst() {
      if comments[position] != nil {
        starts.insert(position)
      } else if tokens[position].beginsLine {
        if roles.leadsLine(position - 1), position > 1, tree.owners[position - 1] != nil,
          comments[position - 1] == nil
        {
          starts.insert(position - 1)
        } else if tree.owners[position] != nil || tree.closings[position] != nil {
          starts.insert(position)
        }
      }
    }
  }

  private mutating func breakLongLines() {
    while true {
      let indents = self.indents()
      let begin = starts.sorted()
      var added = false
      for (number, start) in begin.enumerated() {
        let end = number + 1 < begin.count ? begin[number + 1] : tokens.count
        let width = indents[start, default: 0] + text(start..<end).count
        guard width > ModelFormatter.longestLine,
          let position = bestBreak(start..<end, indent: indents[start, default: 0])
        else { continue }
        starts.insert(position)
        added = true
        break
      }
      if !added { return }
    }
  }

  /// The place that divides a line best: the operator that binds least, as far right as the line reaches.
  private func bestBreak(_ line: Range<Int>, indent: Int) -> Int? {
    var best: (position: Int, rank: Int)?
    var width = indent
    for position in line {
      if position > line.lowerBound {
        if let owner = tree.owners[position], width > indent {
          var rank = 10 * tree.nodes[owner].depth
          if width > ModelFormatter.filledLine { rank += 1000 }
          if width < ModelFormatter.filledLine / 3 { rank += 35 }
          // After `=` all the rest should fit.
          let isAfterEquals = roles.isMark(position - 1, .equals)
          if isAfterEquals, text(position..<line.upperBound).count > ModelFormatter.filledLine - 2 {
            rank += 25
          }
          if roles.isMark(position - 1, .openParenthesis) { rank += 15 }
          if best.map({ width > ModelFormatter.filledLine ? rank < $0.rank : rank <= $0.rank })
            ?? true
          {
            best = (position, rank)
          }
        }
        if roles.isSpaced(position) { width += 1 }
      }
      width += words[position].count
    }
    return best?.position
  }

  private func text(_ range: Range<Int>) -> String {
    var text = ""
    for position in range {
      if position > range.lowerBound, roles.isSpaced(position) { text += " " }
      text += words[position]
    }
    return text
  }

  /// How far each line is set in.
  private func indents() -> [Int: Int] {
    var indents: [Int: Int] = [0: 0]
    var known: [Int: Int] = [:]
    let begin = starts.sorted()
    var lineOf: [Int] = []
    for (number, start) in begin.enumerated() {
      let end = number + 1 < begin.count ? begin[number + 1] : tokens.count
      lineOf += Array(repeating: start, count: end - start)
    }
    for start in begin.dropFirst() {
      if let open = tree.closings[start] {
        indents[start] = indents[lineOf[open], default: 0]
      } else if let owner = tree.owners[start] {
        indents[start] = continuation(of: owner, lineOf, indents, &known)
      } else {
        indents[start] = 2
      }
    }
    return indents
  }

  /// Where the further lines of a node begin: deeper than the line it begins on, and deeper than
  /// the further lines of whatever it is part of, where these are still to come.
  private func continuation(
    of number: Int, _ lineOf: [Int], _ indents: [Int: Int], _ known: inout [Int: Int]
  ) -> Int {
    if let result = known[number] { return result }
    let node = tree.nodes[number]
    let line = lineOf[node.start]
    let base = indents[line, default: 0]
    var result = base + 2
    if node.kind == .choice, line == node.start, node.start > 0 { result = base }
    if node.continuesChoice, let parent = node.parent {
      result = continuation(of: parent, lineOf, indents, &known)
    }
    var ancestor = node.continuesChoice ? nil : node.parent
    while let outer = ancestor {
      let breaks = tree.nodes[outer].breaks
      if breaks.contains(where: { $0 > node.end && starts.contains($0) }) {
        result = max(result, continuation(of: outer, lineOf, indents, &known) + 2)
      }
      ancestor = tree.nodes[outer].parent
    }
    known[number] = result
    return result
  }

  func lines() -> [FormattedLines.Line] {
    let indents = self.indents()
    let begin = starts.sorted()
    var lines: [FormattedLines.Line] = []
    for (number, start) in begin.enumerated() {
      let end = number + 1 < begin.count ? begin[number + 1] : tokens.count
      let margin = String(repeating: " ", count: indents[start, default: 0])
      for comment in comments[start] ?? [] {
        let words = comment.text.formattedComment
        if comment.beginsLine || lines.isEmpty {
          lines.append(FormattedLines.Line(code: margin + words, comment: nil))
        } else {
          lines[lines.count - 1].comment = words
        }
      }
      lines.append(FormattedLines.Line(code: margin + text(start..<end), comment: nil))
    }
    return lines
  }
}
