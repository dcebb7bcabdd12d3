import Workbooks

extension ImportCheck {
  /// Compares published sums with what they are sums of.
  ///
  /// A sum may be of sums over fewer dimensions, of everything, of what stands before or after it, of what stands between it and the sum
  /// before, or of the sums before it; one of these must fit. A number between its smallest and its
  /// largest part is a mean, as of rates, and no sum.
  mutating func totals(_ table: ImportedTable) {
    var groups: [[Int]: [Key: [ImportedRecord]]] = [:]
    for total in table.totals where groups[total.over] == nil {
      var parts: [Key: [ImportedRecord]] = [:]
      for record in table.records {
        parts[rest(record, total.over), default: []].append(record)
      }
      groups[total.over] = parts
    }
    var before: [[Int]: [Key: [ImportedRecord]]] = [:]
    let lines = sumsOfSums(table)
    for total in table.totals {
      let key = rest(total.record, total.over)
      let parts = groups[total.over]?[key] ?? []
      let earlier = before[total.over]?[key] ?? []
      before[total.over, default: [:]][key, default: []].append(total.record)
      guard parts.count >= 2 else { continue }
      let value = total.record.value
      let candidates =
        sums(parts, earlier, before: total.record.cell)
        + total.over.compactMap { dimension in
          lines[total.over.filter { $0 != dimension }]?[rest(total.record, [dimension])]
        }
      let allowance = rounding(parts)
      let gaps = candidates.map { ($0 - value).magnitude }
      guard let nearest = gaps.indices.min(by: { gaps[$0] < gaps[$1] }) else { continue }
      let size = max(value.magnitude, candidates[nearest].magnitude, 1e-300)
      guard gaps[nearest] > allowance, gaps[nearest] / size > ImportCheck.rounding else { continue }
      let values = parts.map(\.value)
      if let least = values.min(), let most = values.max(), least <= value, value <= most,
        values.allSatisfy({ $0 >= 0 }), !data.mapping.kind.isAccounts
      {
        continue
      }
      // What "total industry" in a list is the sum of is known to no program.
      let isPartial = total.over.contains { !Vocabulary.isWhole(total.record.elements[$0]) }
      if isPartial, data.mapping.layout == .longList || data.mapping.layout == .wideList {
        continue
      }
      guard let severity = ImportCheck.severity(gaps[nearest] / size) else { continue }
      let what = total.record.elements.map(\.shortened).joined(separator: ", ")
      add(
        .total, severity, at: table.source(total.record.cell), size: gaps[nearest] / size,
        "The published sum \"\(what)\" is \(ImportCheck.shown(value)), and what it is the sum of adds up to \(ImportCheck.shown(candidates[nearest])), a gap of \(ImportCheck.shown(value - candidates[nearest])). A number may be missing, or be counted twice."
      )
    }
  }

  /// What published sums over fewer dimensions add up to: the corner of a table is the sum of the
  /// sums beside it.
  private func sumsOfSums(_ table: ImportedTable) -> [[Int]: [Key: Double]] {
    var sums: [[Int]: [Key: Double]] = [:]
    for total in table.totals {
      for dimension in table.dimensions.indices where !total.over.contains(dimension) {
        sums[total.over, default: [:]][rest(total.record, [dimension]), default: 0] +=
          total.record.value
      }
    }
    return sums
  }

  private func rest(_ record: ImportedRecord, _ over: [Int]) -> Key {
    Key(
      elements: record.elements.indices.map { over.contains($0) ? "" : record.elements[$0] },
      year: record.year)
  }

  private func sums(
    _ parts: [ImportedRecord], _ earlier: [ImportedRecord], before cell: CellReference
  ) -> [Double] {
    func sum(_ records: [ImportedRecord]) -> Double { records.reduce(0) { $0 + $1.value } }
    func isBefore(_ left: CellReference, _ right: CellReference) -> Bool {
      left.row <= right.row && left.column <= right.column && left != right
    }
    var sums = [
      sum(parts), sum(parts.filter { isBefore($0.cell, cell) }),
      sum(parts.filter { isBefore(cell, $0.cell) }),
    ]
    if let last = earlier.last {
      let after = parts.filter { isBefore($0.cell, cell) && !isBefore($0.cell, last.cell) }
      if after.count > 1 {
        sums.append(sum(after))
        sums.append(sum(after) + last.value)
      }
      if earlier.count > 1 { sums.append(sum(earlier)) }
    }
    return sums
  }

  /// What rounding of the parts can add up to: half of a unit each, when all are whole numbers.
  private func rounding(_ parts: [ImportedRecord]) -> Double {
    parts.allSatisfy { $0.value == $0.value.rounded() } ? Double(parts.count + 1) / 2 : 0
  }
}
