/// A table for people, in aligned columns.
public struct TextTable: Sendable {
  /// Where the text of a column stands.
  public enum Alignment: Sendable { case left, right }

  /// A column's heading.
  public struct Column: Sendable {
    /// The heading.
    public var title: String
    /// Where the text stands.
    public var alignment: Alignment

    /// Creates a heading.
    public init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The cells; a short row is filled with blanks, and a row of none is a dividing line.
  public var rows: [[String]]

  /// Creates a table.
  public init(columns: [Column], rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// The table as text.
  /// - Parameter plain: ASCII only, without lines drawn in box characters.
  public func text(plain: Bool = false) -> String {
    let widths = columns.indices.map { column in
      max(
        columns[column].title.count,
        rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      let padded = columns.indices.map { column in
        let cell = column < cells.count ? cells[column] : ""
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return columns[column].alignment == .left ? cell + blanks : blanks + cell
      }
      var text = padded.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }
    let rule =
      widths.map { String(repeating: plain ? "-" : "─", count: $0) }
      .joined(separator: plain ? "  " : "──") + "\n"
    return line(columns.map(\.title)) + rule
      + rows.map { $0.isEmpty ? rule : line($0) }.joined()
  }
}
