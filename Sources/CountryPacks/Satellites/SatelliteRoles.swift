/// Sets of industries that play a role of their own in a model.
enum SatelliteRoles {
  /// The sets by industry, then by sector.
  /// - Throws: ``SatelliteError/unknown(kind:name:place:)`` for a code that is no industry.
  static func tables(_ inputs: SatelliteInputs, detail: String) throws -> [PackTable] {
    try inputs.recipe.roles.flatMap { role in
      try inputs.check(users: role.industries, place: "roles")
      let industries = inputs.industries.filter { role.industries.contains($0) }
      let sectors = inputs.recipe.sectors.filter { sector in
        industries.contains { inputs.sectorOfIndustry[$0] == sector }
      }
      return [
        PackTable(
          path: "\(detail)/\(role.set).csv", header: [role.set, "name"],
          rows: industries.map { [$0, inputs.nameOfIndustry[$0] ?? $0] }),
        PackTable(
          path: "tables/\(inputs.recipe.sectors.count)/\(role.set).csv",
          header: [role.set, "name"],
          rows: sectors.map { [$0, inputs.nameOfSector[$0] ?? $0] }),
      ]
    }
  }
}
