/// Sets of industries that play a role of their own in a model.
enum SatelliteRoles {
  /// The sets, by industry.
  /// - Throws: ``SatelliteError/unknown(kind:name:place:)`` for a code that is no industry.
  static func tables(_ inputs: SatelliteInputs, detail: String) throws -> [PackTable] {
    try inputs.recipe.roles.map { role in
      try inputs.check(users: role.industries, place: "roles")
      return PackTable(
        path: "\(detail)/\(role.set).csv", header: [role.set, "name"],
        rows: inputs.industries.filter { role.industries.contains($0) }
          .map { [$0, inputs.nameOfIndustry[$0] ?? $0] })
    }
  }
}
