import Workbooks

extension ImportCheck {
  /// Looks along the years of each number: years that are not there, and jumps of a thousand.
  mutating func series(_ table: ImportedTable) {
    let years = Set(table.records.compactMap(\.year))
    guard years.count >= 3 else { return }
    var paths: [[String]: [(year: Int, value: Double, cell: CellReference)]] = [:]
    for record in table.records {
      guard let year = record.year else { continue }
      paths[record.elements, default: []].append((year, record.value, record.cell))
    }
    let known = years.sorted()
    var jumps: [Int: [(elements: [String], from: Double, to: Double, cell: CellReference)]] = [:]
    for (elements, unsorted) in paths {
      let path = unsorted.sorted { $0.year < $1.year }
      guard let first = path.first, let last = path.last else { continue }
      let present = Set(path.map(\.year))
      let absent = known.filter { $0 > first.year && $0 < last.year && !present.contains($0) }
      if !absent.isEmpty {
        add(
          // Lists of payments leave zeros out.
          .missingYear, data.mapping.kind.isAccounts ? .note : .warning,
          at: table.source(first.cell), size: Double(absent.count),
          "\(Key(elements: elements, year: nil)) has no number for \(ImportCheck.years(absent)), between \(first.year) and \(last.year). A missing year is not a zero: find it, or say how it is to be filled."
        )
      }
      for (one, next) in zip(path, path.dropFirst()) where one.value != 0 && next.value != 0 {
        if isThousand(next.value / one.value) {
          jumps[next.year, default: []].append((elements, one.value, next.value, next.cell))
        }
      }
    }
    let gaps = zip(known, known.dropFirst()).filter { $1 - $0 > 1 }
    // Tables of every fifth year have no gaps; a table of years has.
    if let gap = gaps.first, gaps.count * 4 <= known.count, let record = table.records.first {
      add(
        .missingYear, .warning, at: table.source(record.cell), size: Double(gap.1 - gap.0 - 1),
        "No number at all is of \(ImportCheck.years(Array((gap.0 + 1)..<gap.1))), and there are some of \(gap.0) and \(gap.1)."
      )
    }
    for (year, found) in jumps {
      let ordered = found.sorted { $0.cell < $1.cell }
      guard let first = ordered.first else { continue }
      let text =
        "\(Key(elements: first.elements, year: year)) is \(ImportCheck.shown(first.to)), after \(ImportCheck.shown(first.from)) the year before"
      if found.count > 1, found.count * 2 > paths.count {
        add(
          .unitJump, .error, at: table.source(first.cell), size: Double(found.count),
          "\(found.count) of \(paths.count) numbers change about a thousand times in \(year): \(text). The unit changes there."
        )
      } else {
        for jump in ordered {
          add(
            .unitJump, .warning, at: table.source(jump.cell), size: 1,
            "\(Key(elements: jump.elements, year: year)) is \(ImportCheck.shown(jump.to)), after \(ImportCheck.shown(jump.from)) the year before, about a thousand times. The unit may differ."
          )
        }
      }
    }
  }

  /// `2011, 2013-2015`.
  private static func years(_ years: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for year in years {
      if let last = ranges.last, last.upperBound == year - 1 {
        ranges[ranges.count - 1] = last.lowerBound...year
      } else {
        ranges.append(year...year)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
