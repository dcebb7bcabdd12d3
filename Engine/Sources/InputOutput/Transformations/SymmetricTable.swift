import LinearAlgebra
import SocialAccounting

/// A symmetric table made from supply and use tables, with what the model's assumption did to it.
public struct SymmetricTable: Sendable, Equatable {
  /// The model.
  public let model: SymmetricModel
  /// Domestic flows between products, or between industries.
  public let flows: LabelledMatrix
  /// Domestic final demand.
  public let finalDemand: LabelledMatrix
  /// The other layers, in the same classification.
  public let layers: [SupplyUseSystem.ValuationLayer]
  /// Value added.
  public let primaryInputs: LabelledMatrix
  /// Output, as the table's rows add up.
  public let output: [Double]

  /// A cell that the transformation made negative, in a part whose table had no negative cell before.
  public struct Negative: Sendable, Equatable {
    /// Which part of the table: `flows`, `final demand`, `primary inputs` or a layer.
    public let part: String
    /// The row.
    public let row: String
    /// The column.
    public let column: String
    /// The value.
    public let value: Double
  }

  /// Negative cells, the largest first. Nothing is cut: a table with large ones says that the assumption
  /// does not fit, or that the classification is too coarse.
  public let negatives: [Negative]

  /// Flows per unit of output.
  public var coefficients: LabelledMatrix { flows.columnsDivided(by: output) }

  /// The table for multipliers: layers become rows of primary inputs, one for each.
  /// - Throws: ``InputOutputError``, ``SocialAccountingError``.
  public func inputOutputTable(tolerance: Double = 1e-9) throws -> InputOutputTable {
    var inputs = try LabelledMatrix(
      rows: layers.map(\.name) + primaryInputs.rows, columns: flows.columns)
    for column in flows.columns.indices {
      for (row, layer) in layers.enumerated() {
        inputs[row, column] = layer.use.columnTotal(column)
      }
      for row in primaryInputs.rows.indices {
        inputs[layers.count + row, column] = primaryInputs[row, column]
      }
    }
    return try InputOutputTable(
      sectors: flows.rows, flows: .dense(flows.dense), finalDemand: finalDemand,
      primaryInputs: inputs, tolerance: tolerance)
  }
}

extension SupplyUseSystem {
  /// The symmetric table of a model.
  ///
  /// With the make table `V` (industries by products), use `U`, final demand `Y`, value added `W`,
  /// product output `q` and industry output `g`:
  ///
  /// | | flows | final demand | value added |
  /// | --- | --- | --- | --- |
  /// | A | `U V′⁻¹ q̂` | `Y` | `W V′⁻¹ q̂` |
  /// | B | `U ĝ⁻¹ V` | `Y` | `W ĝ⁻¹ V` |
  /// | C | `ĝ V′⁻¹ U` | `ĝ V′⁻¹ Y` | `W` |
  /// | D | `V q̂⁻¹ U` | `V q̂⁻¹ Y` | `W` |
  ///
  /// Layers are transformed as the flows are.
  ///
  /// - Throws: ``InputOutputError`` when A or C has another number of products than industries or a make
  ///   table that cannot be inverted; ``SocialAccountingError``.
  public func symmetric(_ model: SymmetricModel) throws -> SymmetricTable {
    let change = try Change(self, model)
    let flows = try change.use(use)
    let demand = try change.finalDemand(finalDemand)
    let inputs = try change.primaryInputs(primaryInputs)
    var changedLayers: [ValuationLayer] = []
    for layer in layers {
      changedLayers.append(
        ValuationLayer(
          name: layer.name, use: try change.use(layer.use),
          finalDemand: try change.finalDemand(layer.finalDemand)))
    }
    var negatives = SupplyUseSystem.negatives("flows", flows, before: use)
    negatives += SupplyUseSystem.negatives("final demand", demand, before: finalDemand)
    negatives += SupplyUseSystem.negatives("primary inputs", inputs, before: primaryInputs)
    for (layer, changed) in zip(layers, changedLayers) {
      negatives += SupplyUseSystem.negatives(layer.name, changed.use, before: layer.use)
    }
    return SymmetricTable(
      model: model, flows: flows, finalDemand: demand, layers: changedLayers, primaryInputs: inputs,
      output: model.isByProduct ? productOutput : industryOutput,
      negatives: negatives.sorted { $0.value < $1.value })
  }

  /// Negative cells of a part that had none before.
  private static func negatives(
    _ part: String, _ table: LabelledMatrix, before: LabelledMatrix
  ) -> [SymmetricTable.Negative] {
    if before.values.contains(where: { $0 < 0 }) { return [] }
    let largest = table.values.reduce(0) { max($0, $1.magnitude) }
    var found: [SymmetricTable.Negative] = []
    for row in table.rows.indices {
      for column in table.columns.indices where table[row, column] < -1e-12 * largest {
        found.append(
          SymmetricTable.Negative(
            part: part, row: table.rows[row], column: table.columns[column],
            value: table[row, column]))
      }
    }
    return found
  }

  /// The multiplications of a model.
  private struct Change {
    let system: SupplyUseSystem
    let model: SymmetricModel
    /// For A and B, industries to products on the right; for C and D, products to industries on the left.
    let matrix: LabelledMatrix

    init(_ system: SupplyUseSystem, _ model: SymmetricModel) throws {
      self.system = system
      self.model = model
      switch model {
      case .a:
        var products = try LabelledMatrix(rows: system.products, columns: system.products)
        for (product, output) in system.productOutput.enumerated() {
          products[product, product] = output
        }
        matrix = try Change.solved(system, model, products)
      case .b:
        let mix = system.productMix
        matrix = try mix.transposed
      case .c:
        let industries = try LabelledMatrix(rows: system.products, columns: system.products)
        var unit = industries
        for product in system.products.indices { unit[product, product] = 1 }
        matrix = try Change.solved(system, model, unit).rowsMultiplied(by: system.industryOutput)
      case .d:
        matrix = try system.marketShares()
      }
    }

    /// `V′⁻¹ B`, by industry and the columns of `B`.
    static func solved(
      _ system: SupplyUseSystem, _ model: SymmetricModel, _ right: LabelledMatrix
    ) throws -> LabelledMatrix {
      guard system.products.count == system.industries.count else {
        throw InputOutputError.notSquare(
          model: "Model \(model.rawValue)", products: system.products.count,
          industries: system.industries.count)
      }
      let factors: DenseLU
      do {
        factors = try system.make.dense.factored()
      } catch .singular(let column) {
        throw InputOutputError.singularMake(industry: system.industries[column])
      }
      let solution = try factors.solve(right.dense)
      var result = try LabelledMatrix(rows: system.industries, columns: right.columns)
      for row in result.rows.indices {
        for column in result.columns.indices { result[row, column] = solution[row, column] }
      }
      return result
    }

    func use(_ table: LabelledMatrix) throws -> LabelledMatrix {
      try model.isByProduct ? table.times(matrix) : matrix.times(table)
    }

    func finalDemand(_ table: LabelledMatrix) throws -> LabelledMatrix {
      try model.isByProduct ? table : matrix.times(table)
    }

    func primaryInputs(_ table: LabelledMatrix) throws -> LabelledMatrix {
      try model.isByProduct ? table.times(matrix) : table
    }
  }
}
