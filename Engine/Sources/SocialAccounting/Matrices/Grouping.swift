/// Which group each label belongs to, and the order of the groups.
public struct Grouping: Sendable, Equatable {
  /// The groups, in order.
  public let groups: [String]
  /// The group of every label.
  public let groupOf: [String: String]

  /// Creates a grouping.
  /// - Throws: ``SocialAccountingError/unknownLabel(_:among:)`` when a label's group is not listed.
  public init(groups: [String], groupOf: [String: String]) throws(SocialAccountingError) {
    let known = try SocialAccounting.positions(of: groups)
    for (_, group) in groupOf.sorted(by: { $0.key < $1.key }) where known[group] == nil {
      throw SocialAccountingError.unknownLabel(group, among: groups)
    }
    self.groups = groups
    self.groupOf = groupOf
  }

  /// Every label as a group of its own.
  public init(identity labels: [String]) {
    groups = labels
    groupOf = Dictionary(labels.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The position of each label's group.
  /// - Throws: ``SocialAccountingError/ungrouped(_:)``.
  public func positions(of labels: [String]) throws(SocialAccountingError) -> [Int] {
    let order = try SocialAccounting.positions(of: groups)
    var result: [Int] = []
    for label in labels {
      guard let group = groupOf[label], let position = order[group] else {
        throw SocialAccountingError.ungrouped(label)
      }
      result.append(position)
    }
    return result
  }
}
