import Equations
import Quantities

/// The part of a formula that has no value, with the values that made it so.
extension ModelLowering {
  func notFinite(
    _ value: Double, _ symbol: Int, cell: Int, _ formula: CheckedExpression
  ) -> Diagnostic {
    var frame = frame(of: symbol, cell: cell)
    let cause = (try? cause(in: formula, &frame)) ?? nil
    return sources.diagnostic(
      cause?.span ?? formula.span,
      "`\(label(symbol, cell: cell))` is \(value.isNaN ? "not a number" : "infinite")"
        + (cause.map { ": \($0.operands)" } ?? ""),
      help: "correct the values; where a zero or a negative number is meant, `if` or `where` can "
        + "leave the element out")
  }

  private typealias Cause = (span: Span, operands: String)

  /// The innermost expression without a value whose operands have one; nil where all have.
  private func cause(
    in expression: CheckedExpression, _ frame: inout Frame
  ) throws(Diagnostic) -> Cause? {
    switch expression.kind {
    case .constant, .symbol: return nil
    case .lag(let operand, _): return try cause(in: operand, &frame)
    case .unary(_, let operand): return try cause(of: expression, [operand], &frame)
    case .binary(_, let left, let right): return try cause(of: expression, [left, right], &frame)
    case .choice(let condition, let first, let second):
      return try cause(in: try holds(condition, &frame) ? first : second, &frame)
    case .chain(let first, let links):
      var value = try evaluate(first, &frame)
      if let inner = try cause(in: first, &frame) { return inner }
      for link in links {
        if let inner = try cause(in: link.operand, &frame) { return inner }
        let operand = try evaluate(link.operand, &frame)
        let next = link.operation.evaluate(value, operand)
        guard next.isFinite else {
          let shown = written(link.operand.span)
          let operands =
            link.operation == .divide && operand == 0
            ? "\(CSVWriter.number(value)) is divided by `\(shown)`, which is 0"
            : "\(CSVWriter.number(value)) and `\(shown)` = \(CSVWriter.number(operand))"
          return (expression.span, operands)
        }
        value = next
      }
      return nil
    case .aggregate(_, let binders, let condition, let body):
      var found: Cause?
      try forEach(binders[...], condition, &frame, expression.span) { (frame) throws(Diagnostic) in
        if found == nil { found = try self.cause(in: body, &frame) }
      }
      if let found { return found }
      guard try !evaluate(expression, &frame).isFinite else { return nil }
      return (expression.span, "its terms are finite and together too large")
    }
  }

  private func cause(
    of expression: CheckedExpression, _ operands: [CheckedExpression], _ frame: inout Frame
  ) throws(Diagnostic) -> Cause? {
    for operand in operands {
      if let inner = try cause(in: operand, &frame) { return inner }
    }
    guard try !evaluate(expression, &frame).isFinite else { return nil }
    var values: [String] = []
    for operand in operands {
      if case .constant = operand.kind { continue }
      values.append(
        "`\(written(operand.span))` = \(CSVWriter.number(try evaluate(operand, &frame)))")
    }
    return (expression.span, values.joined(separator: ", "))
  }

  /// The text of a stretch, on one line.
  private func written(_ span: Span) -> String {
    let bytes = sources.texts[Int(span.file)].bytes[Int(span.start)..<Int(span.end)]
    let text = String(decoding: bytes, as: UTF8.self)
    return text.count > 80 ? text.prefix(80) + "…" : text
  }
}
