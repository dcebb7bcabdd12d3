import LinearAlgebra
import SocialAccounting

extension LabelledMatrix {
  /// `A B`, over the rows of `A` and the columns of `B`.
  ///
  /// - Precondition: `A` has as many columns as `B` rows.
  func times(_ other: LabelledMatrix) throws(SocialAccountingError) -> LabelledMatrix {
    precondition(columns.count == other.rows.count, "Columns of one are rows of the other.")
    let (height, depth, width) = (rows.count, columns.count, other.columns.count)
    var cells = [Double](repeating: 0, count: height * width)
    values.withUnsafeBufferPointer { a in
      other.values.withUnsafeBufferPointer { b in
        cells.withUnsafeMutableBufferPointer { c in
          for row in 0..<height {
            for inner in 0..<depth {
              let factor = a[row * depth + inner]
              if factor == 0 { continue }
              for column in 0..<width {
                c[row * width + column] += factor * b[inner * width + column]
              }
            }
          }
        }
      }
    }
    return try LabelledMatrix(rows: rows, columns: other.columns, values: cells)
  }

  /// Rows and columns exchanged.
  var transposed: LabelledMatrix {
    get throws(SocialAccountingError) {
      var cells = [Double](repeating: 0, count: values.count)
      for row in rows.indices {
        for column in columns.indices { cells[column * rows.count + row] = self[row, column] }
      }
      return try LabelledMatrix(rows: columns, columns: rows, values: cells)
    }
  }

  /// Every column divided by an amount.
  func columnsDivided(by amounts: [Double]) -> LabelledMatrix {
    var result = self
    for row in rows.indices {
      for column in columns.indices { result[row, column] /= amounts[column] }
    }
    return result
  }

  /// Every row multiplied by an amount.
  func rowsMultiplied(by amounts: [Double]) -> LabelledMatrix {
    var result = self
    for row in rows.indices {
      for column in columns.indices { result[row, column] *= amounts[row] }
    }
    return result
  }

  /// The same cells, column after column.
  public var dense: DenseMatrix {
    var result = DenseMatrix(rows: rows.count, columns: columns.count)
    for row in rows.indices {
      for column in columns.indices { result[row, column] = self[row, column] }
    }
    return result
  }
}
