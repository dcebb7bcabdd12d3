/// How jobs are split by gender, age, skill and formality: the text of `recipe-labour.yaml`.
public struct LabourRecipe: Sendable, Codable, Equatable {
  /// The name of the pack.
  public var pack: String
  /// The year of the jobs.
  public var baseYear: Int
  /// Where jobs by industry stand.
  public var jobs: Jobs
  /// Sections of the activity classification, and the industries of the accounts in each; without them the
  /// tables of jobs are by industry.
  public var sections: [String: [String]]?
  /// The dimensions that are published by section.
  public var dimensions: [LabourDimensionRecipe]
  /// Age, which is published by another dimension's groups only; none where no source has it.
  public var age: LabourAgeRecipe?
  /// Published totals to set beside the pack's.
  public var checks: LabourChecksRecipe?
  /// The sources of the stage.
  public var sources: [TableSource]

  /// Where jobs by industry stand.
  public struct Jobs: Sendable, Codable, Equatable {
    /// The table.
    public var file: String
    /// The column of industry codes.
    public var column: String
    /// The texts of other columns that single out the rows of jobs.
    public var rows: [String: String]
    /// The column of numbers.
    public var valueColumn: String
  }

  /// The sentence of each dimension; age stands after the dimension that gives it.
  var notes: [(dimension: String, note: String)] {
    dimensions.flatMap { one in
      [(one.dimension, one.note)]
        + (age.map { one.dimension == $0.given ? [($0.dimension, $0.note)] : [] } ?? [])
    }
  }
}

/// A group of a dimension.
public struct LabourGroup: Sendable, Codable, Equatable {
  /// The element, as results name it.
  public var element: String
  /// What it is called in print.
  public var name: String
  /// The code of the raw table; none for a group that takes the rest.
  public var code: String?
  /// Whether the group takes what the others leave of the total.
  public var rest: Bool?
}

/// A dimension published by section.
public struct LabourDimensionRecipe: Sendable, Codable, Equatable {
  /// The dimension, such as `gender`.
  public var dimension: String
  /// The name of the pack's table.
  public var table: String
  /// The raw table.
  public var file: String
  /// The column of sections.
  public var sectionColumn: String
  /// What stands before a section's letter.
  public var sectionPrefix: String
  /// The column of groups.
  public var groupColumn: String
  /// The column of numbers.
  public var valueColumn: String
  /// The code of the section's total in the column of groups, where a group takes the rest.
  public var totalCode: String?
  /// A constant total, as 100 for rates in percent.
  public var total: Double?
  /// The groups.
  public var groups: [LabourGroup]
  /// The status of shares in an industry that is a whole section.
  public var wholeStatus: String
  /// The status of shares in an industry that shares its section with others.
  public var partStatus: String
  /// How industries differ inside a section, when a source says so.
  public var detail: LabourDetailRecipe?
  /// A sentence to print beside results.
  public var note: String
}

/// Differences of one group's share among the industries of a section.
public struct LabourDetailRecipe: Sendable, Codable, Equatable {
  /// The raw table.
  public var file: String
  /// The column of its sectors.
  public var keyColumn: String
  /// The column of shares.
  public var valueColumn: String
  /// The column that weighs sectors when an industry has several.
  public var weightColumn: String
  /// The group whose share is given; there are two groups.
  public var element: String
  /// The status of what is computed with it.
  public var status: String
  /// The sectors of each industry.
  public var bridge: [Entry]

  /// The sectors of an industry, and why these.
  public struct Entry: Sendable, Codable, Equatable {
    /// The industry of the accounts.
    public var industry: String
    /// Sectors of the raw table.
    public var sectors: [String]
    /// Why.
    public var reason: String
  }
}

/// A dimension published by the groups of another one.
public struct LabourAgeRecipe: Sendable, Codable, Equatable {
  /// The dimension, `age`.
  public var dimension: String
  /// The name of the pack's table.
  public var table: String
  /// The raw table.
  public var file: String
  /// The dimension that gives it.
  public var given: String
  /// The column of that dimension's groups.
  public var givenColumn: String
  /// Their codes by element.
  public var codes: [String: String]
  /// The column of groups.
  public var groupColumn: String
  /// The column of numbers.
  public var valueColumn: String
  /// The groups.
  public var groups: [LabourGroup]
  /// The status of the shares.
  public var status: String
  /// A sentence to print beside results.
  public var note: String
}

/// Published totals to set beside the pack's.
public struct LabourChecksRecipe: Sendable, Codable, Equatable {
  /// The section code of all activities.
  public var sectionTotal: String
  /// The group code of all ages.
  public var ageTotal: String
  /// Published shares.
  public var published: [Share]

  /// A group of a dimension.
  public struct Element: Sendable, Codable, Equatable {
    /// The dimension.
    public var dimension: String
    /// The element.
    public var element: String
  }

  /// A published share and the same share of the pack's jobs.
  public struct Share: Sendable, Codable, Equatable {
    /// What it is called.
    public var item: String
    /// The raw table.
    public var file: String
    /// The column of numbers.
    public var valueColumn: String
    /// The cell, by the texts of its columns.
    public var value: [String: String]
    /// The cell it is a share of; without one the value is a rate in percent.
    public var base: [String: String]?
    /// The industries; all without them.
    public var industries: [String]?
    /// The group among which the share is taken, as if independent in every industry.
    public var among: Element?
    /// The group whose share it is.
    public var of: Element
  }
}
