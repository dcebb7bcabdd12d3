/// Where the lines of a statement may begin, and what each place belongs to.
///
/// The tree is that of the brackets and operators. It is built of tokens and not of parsed
/// expressions, which have forgotten the parentheses that mean nothing.
struct LayoutTree {
  struct Node {
    enum Kind {
      case statement, item, chain, choice, group
    }

    let kind: Kind
    let start: Int
    /// The last token.
    let end: Int
    let parent: Int?
    /// Whether it is the `if` of an `else if`.
    var continuesChoice = false
    /// The tokens at which it may begin another line.
    var breaks: [Int] = []
    let depth: Int
  }

  private(set) var nodes: [Node] = []
  /// The node to which a possible beginning of a line belongs.
  private(set) var owners: [Int: Int] = [:]
  /// The brackets that close a group, with the bracket that opens it.
  private(set) var closings: [Int: Int] = [:]
  private let roles: StatementRoles

  init(_ roles: StatementRoles) {
    self.roles = roles
    let root = add(.statement, 0, roles.count - 1, parent: nil)
    statement(root)
  }

  private mutating func add(_ kind: Node.Kind, _ start: Int, _ end: Int, parent: Int?) -> Int {
    nodes.append(
      Node(
        kind: kind, start: start, end: end, parent: parent,
        depth: parent.map { nodes[$0].depth + 1 } ?? 0))
    return nodes.count - 1
  }

  private mutating func allow(_ token: Int, in node: Int) {
    guard token > 0, token < roles.count, owners[token] == nil else { return }
    nodes[node].breaks.append(token)
    owners[token] = node
  }

  /// The tokens of a range that stand outside any bracket opened in it.
  private func outer(_ range: Range<Int>) -> [Int] {
    var result: [Int] = []
    var position = range.lowerBound
    while position < range.upperBound {
      result.append(position)
      position = roles.partner[position].map { max($0, position) + 1 } ?? position + 1
    }
    return result
  }

  private mutating func statement(_ root: Int) {
    let clauses = roles.clauses
    let end = clauses.first ?? roles.count
    var start = roles.hasKeyword ? 1 : 0
    if let colon = outer(start..<end).first(where: { roles.isMark($0, .colon) }) {
      start = colon + 1
      allow(start, in: root)
    }
    let items = split(start..<end, at: .comma)
    for (number, item) in items.enumerated() {
      if number > 0 { allow(item.lowerBound, in: root) }
      let node =
        items.count == 1
        ? root : add(.item, item.lowerBound, item.upperBound - 1, parent: root)
      if let equals = outer(item).first(where: { roles.isMark($0, .equals) }) {
        allow(equals + 1, in: node)
        expression(item.lowerBound..<equals, parent: node)
        expression(equals + 1..<item.upperBound, parent: node)
      } else {
        expression(item, parent: node)
      }
    }
    for (number, clause) in clauses.enumerated() {
      allow(clause, in: root)
      let next = number + 1 < clauses.count ? clauses[number + 1] : roles.count
      expression(clause + 1..<max(clause + 1, next), parent: root)
    }
  }

  private func split(_ range: Range<Int>, at mark: Mark) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var start = range.lowerBound
    for position in outer(range) where roles.isMark(position, mark) {
      items.append(start..<position)
      start = position + 1
    }
    items.append(start..<range.upperBound)
    return items
  }

  private mutating func expression(_ range: Range<Int>, parent: Int) {
    guard !range.isEmpty else { return }
    let tokens = outer(range)
    let choice = tokens.first { roles.isWord($0, "if") }
    for level in StatementRoles.levels {
      let operators = tokens.filter {
        $0 > range.lowerBound && $0 < choice ?? range.upperBound && roles.binds($0, at: level)
      }
      guard !operators.isEmpty else { continue }
      let node = add(.chain, range.lowerBound, range.upperBound - 1, parent: parent)
      var start = range.lowerBound
      for position in operators {
        allow(position, in: node)
        expression(start..<position, parent: node)
        start = position + 1
      }
      expression(start..<range.upperBound, parent: node)
      return
    }
    if choice == range.lowerBound { return self.choice(range, tokens, parent: parent) }
    if roles.isUnary[range.lowerBound] || roles.isWord(range.lowerBound, "not") {
      return expression(range.lowerBound + 1..<range.upperBound, parent: parent)
    }
    if roles.isMark(range.lowerBound, .comma) || roles.isMark(range.lowerBound, .equals) { return }
    for position in tokens {
      guard let close = roles.partner[position], close > position else { continue }
      group(position, close, start: range.lowerBound, parent: parent)
    }
  }

  private mutating func choice(_ range: Range<Int>, _ tokens: [Int], parent: Int) {
    let node = add(.choice, range.lowerBound, range.upperBound - 1, parent: parent)
    if nodes[parent].kind == .choice, roles.isWord(range.lowerBound - 1, "else") {
      nodes[node].continuesChoice = true
    }
    var open = 0
    var start = range.lowerBound + 1
    for position in tokens.dropFirst() {
      if roles.isWord(position, "if") { open += 1 }
      let isOwn = open == 0
      if roles.isWord(position, "else"), open > 0 { open -= 1 }
      guard isOwn, roles.isWord(position, "then") || roles.isWord(position, "else") else {
        continue
      }
      allow(position, in: node)
      expression(start..<position, parent: node)
      start = position + 1
      // After `else` the rest is one expression.
      if roles.isWord(position, "else") { break }
    }
    expression(start..<range.upperBound, parent: node)
  }

  private mutating func group(_ open: Int, _ close: Int, start: Int, parent: Int) {
    // Indices stay together.
    guard !roles.isMark(open, .openBracket) else { return }
    let node = add(.group, start, close, parent: parent)
    closings[close] = open
    for item in split(open + 1..<close, at: .comma) where !item.isEmpty {
      allow(item.lowerBound, in: node)
      if roles.isMark(open, .openBrace) { continue }
      if let condition = outer(item).first(where: { roles.isWord($0, "where") }) {
        allow(condition, in: node)
        expression(item.lowerBound..<condition, parent: node)
        expression(condition + 1..<item.upperBound, parent: node)
      } else {
        expression(item, parent: node)
      }
    }
  }
}
