import Calibration

/// Writes small models by the grammar of the language; most of them are right, so that what comes
/// after the parser is tried too.
struct ModelGrammar {
  private var random: Mutator
  private var sets: [(name: String, elements: [String])] = []
  private var indices: [(name: String, set: Int)] = []
  private var symbols: [Symbol] = []
  private var functions: [(name: String, arguments: Int)] = []
  private var lines: [String] = ["language 1"]
  private var tables: [String: String] = [:]

  private struct Symbol {
    enum Kind { case parameter, exogenous, variable }
    var name: String
    var kind: Kind
    var sets: [Int]
    /// Whether some combinations of its elements are missing.
    var isPartial = false
  }

  /// What may be used at a place.
  private struct Scope {
    var bound: [(name: String, set: Int)] = []
    var arguments: [String] = []
    var allowsTime = true
    var allowsLag = true
    /// Whether only parameters declared with values may be used.
    var symbolLimit = Int.max
  }

  init(_ random: Mutator) { self.random = random }

  /// A model with its data, and the generator to go on with.
  static func model(_ random: Mutator) -> (FuzzInput, Mutator) {
    var grammar = ModelGrammar(random)
    grammar.write()
    var input = FuzzInput(
      text: grammar.lines.joined(separator: "\n") + "\n", tables: grammar.tables)
    if grammar.random.chance(10) { input.closure = grammar.random.chance(80) ? "other" : "none" }
    if grammar.random.chance(10) {
      let name = grammar.random.chance(80) ? "p\(grammar.random.below(4))" : "p0[a]"
      input.overrides[name] = grammar.number(of: ["0", "1", "-2.5", "1e300", "0.1"])
    }
    return (input, grammar.random)
  }

  private mutating func number(of texts: [String]) -> Double { Double(random.pick(texts)) ?? 0 }

  private mutating func write() {
    for number in 0..<random.below(4) { writeSet(number) }
    for number in 0..<random.below(5) { writeParameter(number) }
    for number in 0..<random.below(3) { writeExogenous(number) }
    for number in 0..<random.below(3) { writeFunction(number) }
    let count = 1 + random.below(6)
    for number in 0..<count { declareVariable(number) }
    for number in 0..<count { writeEquation(number) }
    if random.chance(25) { writeCheck() }
    if random.chance(8) { writeLink() }
    if random.chance(4) { lines.append("closure other = { x0 by e0 }") }
    if random.chance(10) { lines.append("closure other = { p0 = \(random.below(3)) }") }
    // A slip in the counting of equations, now and then.
    if random.chance(6) { lines.remove(at: random.below(lines.count)) }
    if random.chance(4) { lines.append("equation again: \(expression(2, Scope())) = 1") }
  }

  // MARK: Declarations

  private mutating func writeSet(_ number: Int) {
    let name = "s\(number)"
    if number > 0, random.chance(30) {
      let parent = random.below(sets.count)
      let elements = sets[parent].elements.filter { _ in random.chance(60) }
      lines.append("set \(name) in \(sets[parent].name) = { \(elements.joined(separator: ", ")) }")
      // Counted as a set of its own: an index over it also fits the larger one.
      sets.append((name, elements))
    } else {
      let all = [
        ["a", "b"], ["c"], ["d", "e", "f"], ["oil-gas", "1991"], [],
        ["north", "south", "east", "west"],
      ]
      let elements = random.pick(all).map { "\($0)\(random.chance(50) ? "" : "\(number)")" }
      if random.chance(25) {
        lines.append("set \(name)")
        tables["\(name).csv"] = ([name] + elements).joined(separator: "\n") + "\n"
      } else {
        lines.append("set \(name) = { \(elements.joined(separator: ", ")) }")
      }
      sets.append((name, elements))
    }
    let first = "i\(number)"
    let second = "k\(number)"
    lines.append("index \(first), \(second) in \(name)")
    indices.append((first, sets.count - 1))
    indices.append((second, sets.count - 1))
  }

  private mutating func someSets() -> [Int] {
    guard !sets.isEmpty else { return [] }
    return (0..<random.pick([0, 0, 1, 1, 2])).map { _ in random.below(sets.count) }
  }

  /// `[i0, k0]`, two names where one set comes twice.
  private func brackets(_ numbers: [Int]) -> String {
    let names = indexNames(numbers)
    return names.isEmpty ? "" : "[\(names.joined(separator: ", "))]"
  }

  private func indexNames(_ numbers: [Int]) -> [String] {
    numbers.enumerated().map { place, set in
      numbers.prefix(place).contains(set) ? "k\(set)" : "i\(set)"
    }
  }

  private mutating func writeParameter(_ number: Int) {
    let name = "p\(number)"
    let over = someSets()
    var symbol = Symbol(name: name, kind: .parameter, sets: over)
    let scope = Scope(
      bound: zip(indexNames(over), over).map { ($0, $1) }, allowsTime: false, allowsLag: false)
    switch random.below(4) {
    case 0 where !over.isEmpty:
      let isSparse = random.chance(50)
      symbol.isPartial = isSparse
      lines.append("parameter \(name)\(brackets(over))\(isSparse ? " sparse" : "")\(clauses())")
      tables["\(name).csv"] = table(over, keeping: isSparse ? 60 : 100, years: nil)
    case 1: lines.append("parameter \(name)\(brackets(over)) = \(expression(2, scope))\(clauses())")
    default: lines.append("parameter \(name)\(brackets(over)) = \(constant())\(clauses())")
    }
    symbols.append(symbol)
  }

  private mutating func clauses() -> String {
    guard random.chance(15) else { return "" }
    return random.pick([
      " unit \"t\"", " status borrowed", " source \"a book\"", " unit \"million\" source \"s\"",
    ])
  }

  private mutating func table(_ over: [Int], keeping percent: Int, years: ClosedRange<Int>?)
    -> String
  {
    var rows: [[String]] = [[]]
    for set in over { rows = rows.flatMap { row in sets[set].elements.map { row + [$0] } } }
    var text = (indexNames(over) + (years == nil ? [] : ["year"]) + ["value"]).joined(
      separator: ",")
    for row in rows where random.chance(percent) {
      for year in years.map(Array.init) ?? [0] {
        text +=
          "\n" + (row + (years == nil ? [] : ["\(year)"]) + [constant()]).joined(separator: ",")
      }
    }
    return text + "\n"
  }

  private mutating func writeExogenous(_ number: Int) {
    let name = "e\(number)"
    let over = someSets()
    if random.chance(30) {
      lines.append("exogenous \(name)\(brackets(over))")
      tables["\(name).csv"] = table(over, keeping: random.chance(90) ? 100 : 70, years: 2017...2021)
    } else {
      let range = random.chance(15) ? " lever -5 to 1000" : clauses()
      lines.append("exogenous \(name)\(brackets(over)) = \(constant())\(range)")
    }
    symbols.append(Symbol(name: name, kind: .exogenous, sets: over))
  }

  private mutating func writeFunction(_ number: Int) {
    let count = 1 + random.below(3)
    let arguments = ["y", "z", "w"].prefix(count)
    let scope = Scope(arguments: Array(arguments), allowsLag: random.chance(50))
    lines.append(
      "function f\(number)(\(arguments.joined(separator: ", "))) = \(expression(2, scope))")
    functions.append(("f\(number)", count))
  }

  private mutating func declareVariable(_ number: Int) {
    let name = "x\(number)"
    let over = someSets()
    var symbol = Symbol(name: name, kind: .variable, sets: over)
    var text = "variable \(name)\(brackets(over))"
    if !over.isEmpty, random.chance(10) {
      symbol.isPartial = true
      let names = indexNames(over)
      text +=
        names.count > 1 && over[0] == over[1]
        ? " where \(names[0]) != \(names[1])" : " where 1 > 0"
    }
    let scope = Scope(
      bound: zip(indexNames(over), over).map { ($0, $1) }, allowsTime: false, allowsLag: false)
    if random.chance(80) {
      text += " base \(random.chance(70) ? constant() : expression(1, scope))"
    }
    if random.chance(75) { text += random.chance(60) ? " growth 0.02" : " before \(constant())" }
    lines.append(text + clauses())
    symbols.append(symbol)
  }

  // MARK: Equations

  private mutating func writeEquation(_ number: Int) {
    guard let symbol = symbols.first(where: { $0.name == "x\(number)" }) else { return }
    let names = indexNames(symbol.sets)
    let scope = Scope(bound: zip(names, symbol.sets).map { ($0, $1) })
    let target = "x\(number)\(brackets(symbol.sets))"
    let left = random.pick([
      target, target, target, target, "log(\(target))", "d(\(target))", "2 * \(target)",
    ])
    let damping = random.pick(["0.1 * ", "0.5 * ", "", "-"])
    var text = "\(left) = \(damping)(\(expression(3, scope)))"
    if random.chance(5) {
      text =
        "equation q\(number): \(expression(2, scope)) = \(text.split(separator: "=").last ?? "1")"
    }
    if random.chance(10) { text = complementarity(target, scope) }
    if random.chance(10) { text += " source \"a book\"" }
    if random.chance(8) { lines.append("## What it says.") }
    lines.append(text)
    if random.chance(4), random.chance(50) || symbols.contains(where: { $0.name == "p0" }) {
      lines.append("calibrate p0 in x\(number)")
    }
  }

  /// `A >= B perp x >= C`
  private mutating func complementarity(_ target: String, _ scope: Scope) -> String {
    let signs = [">=", "<="]
    let bound = random.chance(80) ? "0" : constant()
    return "\(expression(2, scope)) \(random.pick(signs)) \(expression(2, scope)) perp "
      + "\(target) \(random.chance(80) ? ">=" : "<=") \(bound)"
  }

  /// A set of combinations and a variable over it.
  private mutating func writeLink() {
    guard sets.count > 1 else { return }
    let condition = random.chance(50) ? " where \(constant()) > 0" : ""
    lines.append("set link = s0 * s1\(condition)")
    lines.append("variable flow[link] base 1")
    lines.append("flow[i0, i1] = \(constant()) + 0.5 * lag(flow[i0, i1])")
    lines.append("variable flowTotal")
    lines.append("flowTotal = sum(link, flow[s0, s1]) + (if \(constant()) > 0 then 1 else 0)")
    lines.append(
      "check flows: flowTotal = sum(i0, i1 where (i0, i1) in link, flow[i0, i1])")
  }

  private mutating func writeCheck() {
    let scope = Scope()
    lines.append(
      "check c: \(expression(2, scope)) = \(expression(2, scope))\(random.chance(50) ? " relative to 1" : "")"
    )
  }

  // MARK: Expressions

  private mutating func constant() -> String {
    random.pick(["1", "2", "0.5", "3", "10", "0.1", "1", "100", "1.5e-1", "0", "7", "-1", "1e6"])
  }

  private mutating func condition(_ depth: Int, _ scope: Scope) -> String {
    var fixed = scope
    fixed.allowsTime = false
    fixed.arguments = []
    switch random.below(6) {
    case 0 where scope.bound.count > 1:
      return "\(random.pick(scope.bound).name) != \(random.pick(scope.bound).name)"
    case 1 where !scope.bound.isEmpty && !sets.isEmpty:
      let index = random.pick(scope.bound)
      return
        "\(index.name) in \(sets[random.chance(80) ? index.set : random.below(sets.count)].name)"
    case 2 where !scope.bound.isEmpty:
      let index = random.pick(scope.bound)
      guard let element = sets[index.set].elements.first else { return "1 > 0" }
      return "\(index.name) = '\(element)'"
    case 3 where depth > 0: return "not (\(condition(depth - 1, scope)))"
    case 4 where depth > 0:
      return
        "\(condition(depth - 1, scope)) \(random.pick(["and", "or"])) \(condition(depth - 1, scope))"
    default:
      return
        "\(expression(depth - 1, fixed)) \(random.pick(["<", ">", "<=", ">=", "=", "!="])) \(constant())"
    }
  }

  /// A symbol with its indices, each an index that runs here or an element.
  private mutating func reference(_ scope: Scope) -> String? {
    let usable = symbols.filter { scope.allowsTime || $0.kind == .parameter }
    guard !usable.isEmpty else { return nil }
    let symbol = random.pick(usable)
    var places: [String] = []
    for set in symbol.sets {
      let fitting = scope.bound.filter { $0.set == set }
      if !fitting.isEmpty, random.chance(85) {
        places.append(random.pick(fitting).name)
      } else if let element = sets[set].elements.randomElement(using: &random.generator) {
        places.append("'\(element)'")
      } else {
        return nil
      }
    }
    var text = symbol.name + (places.isEmpty ? "" : "[\(places.joined(separator: ", "))]")
    if scope.allowsLag, scope.allowsTime, symbol.kind != .parameter, random.chance(25) {
      text = random.pick(["lag(\(text))", "\(text)[-1]", "lag(\(text), 2)"])
    }
    if symbol.isPartial, random.chance(80) {
      text = "(if exists \(bare(text)) then \(text) else 1)"
    }
    return text
  }

  /// The reference without its lag.
  private func bare(_ text: String) -> String {
    var text = text
    if text.hasPrefix("lag(") { text = String(text.dropFirst(4).dropLast()) }
    if text.hasSuffix(", 2") { text = String(text.dropLast(3)) }
    return text.hasSuffix("[-1]") ? String(text.dropLast(4)) : text
  }

  private mutating func expression(_ depth: Int, _ scope: Scope) -> String {
    if depth <= 0 || random.chance(20) {
      if !scope.arguments.isEmpty, random.chance(70) { return random.pick(scope.arguments) }
      if scope.arguments.isEmpty, random.chance(75), let text = reference(scope) { return text }
      return constant()
    }
    func again(_ grammar: inout ModelGrammar) -> String { grammar.expression(depth - 1, scope) }
    switch random.below(17) {
    case 0, 1, 2: return "\(again(&self)) + \(again(&self))"
    case 3, 4: return "\(again(&self)) - \(again(&self))"
    case 5, 6: return "(\(again(&self))) * (\(again(&self)))"
    case 7: return "(\(again(&self))) / (\(again(&self)))"
    case 8: return "(\(again(&self))) ^ \(random.pick(["2", "0.5", "-1", "(\(constant()))"]))"
    case 9: return "\(random.pick(["log", "exp", "sqrt", "abs", "step"]))(\(again(&self)))"
    case 10: return "\(random.pick(["min", "max"]))(\(again(&self)), \(again(&self)))"
    case 11: return "(if \(condition(1, scope)) then \(again(&self)) else \(again(&self)))"
    case 12, 13: return aggregate(depth, scope)
    case 14 where !functions.isEmpty && scope.allowsTime && scope.arguments.isEmpty:
      let function = random.pick(functions)
      let arguments = (0..<function.arguments).map { _ in again(&self) }
      return "\(function.name)(\(arguments.joined(separator: ", ")))"
    case 15 where scope.allowsLag && scope.allowsTime:
      guard scope.arguments.isEmpty, let text = reference(scope) else { return again(&self) }
      return "\(random.pick(["d", "dlog", "growth", "lag"]))(\(text))"
    default: return "-(\(again(&self)))"
    }
  }

  private mutating func aggregate(_ depth: Int, _ scope: Scope) -> String {
    let free = indices.filter { index in !scope.bound.contains { $0.name == index.name } }
    guard !free.isEmpty else { return expression(depth - 1, scope) }
    let index = random.pick(free)
    var inner = scope
    inner.bound.append(index)
    let filter = random.chance(20) ? " where \(condition(1, inner))" : ""
    let name = random.chance(85) ? "sum" : "product"
    return "\(name)(\(index.name)\(filter), \(expression(depth - 1, inner)))"
  }
}
