import Scenarios

/// Scenario texts made at random, in every style that people write, and edits of them.
struct SampleText {
  private var state: UInt64
  private var lines: [(text: String, owner: String)] = []

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func random(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }

  private mutating func isHeads() -> Bool { random(2) == 0 }

  static func names(of section: String) -> [String] {
    switch section {
    case "levers": ["carbonPrice", "carbonRecycling", "greenInvestment[wind]", "subsidy"]
    case "overrides": ["worldPrice[oil]", "demandFactor"]
    default: ["wages", "fiscal"]
    }
  }

  /// A text, and for each of its lines the dotted name it belongs to.
  mutating func text() -> (text: String, owners: [String]) {
    note()
    add("name: sample\(isHeads() ? "   # its name" : "")", "name")
    switch random(4) {
    case 0: add("description: What it \"is\", in a line.  # plain", "description")
    case 1:
      add("description: >-", "description")
      add("  Folded: over", "description")
      add("", "description")
      add("  some lines # which is no comment", "description")
    case 2: add("'description': 'It''s quoted'", "description")
    default: break
    }
    note()
    if isHeads() { add("parent: baseline", "parent") }
    for section in ["choices", "levers", "overrides"] { write(section) }
    note()
    let ending = isHeads() ? "\r\n" : "\n"
    let isOpen = isHeads() && random(3) == 0
    let text = lines.map(\.text).joined(separator: ending) + (isOpen ? "" : ending)
    return (text, lines.map(\.owner))
  }

  /// A path and its new value, or nil to take it out.
  mutating func edit() -> (path: [String], value: ScenarioTree?) {
    if random(8) == 0 { return (["description"], .text("Other \(random(9))")) }
    let section = ["levers", "levers", "overrides", "choices"][random(4)]
    let names = SampleText.names(of: section)
    let path = [section, names[random(names.count)]]
    if random(4) == 0 { return (path, nil) }
    if section == "choices" { return (path, .text("phillips")) }
    if isHeads() { return (path, .scalar("\(random(50))", isPlain: true)) }
    return (path, .mapping(pairs()))
  }

  private mutating func pairs() -> [ScenarioTree.Pair] {
    var pairs: [ScenarioTree.Pair] = []
    if isHeads() { pairs.append(.init("shape", .text(isHeads() ? "step" : "linear"))) }
    for year in 2026...2029 where isHeads() || year == 2026 {
      pairs.append(.init("\(year)", .scalar("\(random(90)).5", isPlain: true)))
    }
    return pairs
  }

  private mutating func write(_ section: String) {
    let names = SampleText.names(of: section).filter { _ in random(3) > 0 }
    note()
    switch random(5) {
    case 0 where names.isEmpty: add("\(section): {}  # nothing yet", section)
    case 0, 1: writeFlow(section, names)
    case _ where names.isEmpty: return
    default:
      let depth = String(repeating: " ", count: 1 + random(4))
      add("\(section):\(isHeads() ? "  # a section" : "")", "")
      for name in names {
        if random(3) == 0 { add("\(depth)# about \(name): {not: a, value", "") }
        writeBlock(section, name, depth)
        if random(4) == 0 { add("", "") }
      }
      if random(4) == 0 { add("\(depth)# the end of \(section)", "") }
    }
  }

  private mutating func writeBlock(_ section: String, _ name: String, _ depth: String) {
    let owner = "\(section).\(name)"
    let key = random(3) == 0 ? "\"\(name)\"" : name
    if section == "choices" { return add("\(depth)\(key): rule # which", owner) }
    switch random(3) {
    case 0: add("\(depth)\(key):  \(random(20))\(isHeads() ? "" : " # a number")", owner)
    case 1:
      add("\(depth)\(key): {2026: 1, '2027': 2.50}\(isHeads() ? "" : "   # braces")", owner)
    default:
      add("\(depth)\(key):\(isHeads() ? "" : " # years")", owner)
      for year in [2026, 2027, 2028] {
        if random(4) == 0 { add("\(depth)  # in \(year)", owner) }
        add("\(depth)    \(year): \(random(9))\(isHeads() ? "" : " # \(year)")", owner)
      }
    }
  }

  private mutating func writeFlow(_ section: String, _ names: [String]) {
    let isTall = isHeads()
    let items = names.map { name in
      let key = name.contains("[") || isHeads() ? "\"\(name)\"" : name
      if section == "choices" { return "\(key): rule" }
      return isHeads() ? "\(key): \(random(30))" : "\(key): {2026: 1,2027: 2}"
    }
    guard isTall, !items.isEmpty else {
      return add("\(section): {\(items.joined(separator: ", "))} # in braces", section)
    }
    add("\(section): {", section)
    for (position, item) in items.enumerated() {
      if isHeads() { add("    # before \(position)", section) }
      let comma = position + 1 < items.count || isHeads() ? "," : ""
      add("  \(item)\(comma)\(isHeads() ? "" : " # item")", section)
    }
    add("  }", section)
  }

  private mutating func note() {
    if random(3) == 0 { add("# a note: with {braces} and \"quotes", "") }
    if random(3) == 0 { add("", "") }
  }

  private mutating func add(_ text: String, _ owner: String) { lines.append((text, owner)) }

  /// The lines of a text, each with the characters that end it.
  static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for character in text {
      line.append(character)
      if character.isNewline {
        lines.append(line)
        line = ""
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// A tree with names in alphabetical order, so that two that say the same are equal.
  static func sorted(_ tree: ScenarioTree?) -> ScenarioTree? {
    guard case .mapping(let pairs)? = tree else { return tree }
    return .mapping(pairs.sorted { $0.key < $1.key })
  }
}
