import Quantities

/// What a cell holds.
public enum CellValue: Sendable, Hashable {
  /// Words.
  case text(String)
  /// A finite number.
  case number(Double)
  /// True or false.
  case boolean(Bool)
  /// A day, perhaps with a time.
  case date(CellDate)
  /// A formula's failure, such as `#DIV/0!`.
  case error(String)
  /// Nothing, where a formula's value was never stored.
  case absent
}

/// A cell of a sheet. A cell that is not there holds nothing, which is not a zero.
public struct Cell: Sendable, Hashable {
  /// What it holds; for a formula, the value that was stored with it.
  public var value: CellValue
  /// The formula, without `=`; empty where the file gives it only by reference to another cell.
  public var formula: String?
  /// The text of a number in a file of text, where the shortest form of the number differs from it:
  /// `1.50`, `1 234,5`.
  public var written: String?

  /// A cell.
  public init(_ value: CellValue, formula: String? = nil, written: String? = nil) {
    self.value = value
    self.formula = formula
    self.written = written
  }

  /// A cell of words.
  public init(_ text: String) { self.init(.text(text)) }

  /// A cell of a number.
  public init(_ number: Double) { self.init(.number(number)) }

  /// The number, if it is one.
  public var number: Double? {
    if case .number(let number) = value { return number }
    return nil
  }

  /// The words, if it holds words.
  public var text: String? {
    if case .text(let text) = value { return text }
    return nil
  }

  /// What a reader would see: words as they are, numbers in their shortest form.
  public var label: String {
    switch value {
    case .text(let text): text
    case .number(let number): written ?? CSVWriter.number(number)
    case .boolean(let isTrue): isTrue ? "TRUE" : "FALSE"
    case .date(let date): date.description
    case .error(let error): error
    case .absent: ""
    }
  }
}
