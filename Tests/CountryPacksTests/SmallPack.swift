import Foundation
import Quantities

@testable import CountryPacks

/// A pack of two industries that balances, written to a folder of its own and spoilt by tests.
struct SmallPack {
  /// The tables by path.
  var files = [
    "tables/2/sector.csv": "sector,name\nfarm,Farms\nmill,Mills\n",
    "tables/2/product.csv": "product,name\ngrain,Grain\nflour,Flour\n",
    "tables/2/user.csv": "user,name\nfarm,Farms\nmill,Mills\nhousehold,Households\n",
    "tables/2/margin.csv": "margin,name\ntrade,Trade\n",
    "tables/2/make0.csv": "product,sector,value\ngrain,farm,100\nflour,mill,150\n",
    "tables/2/useValue0.csv":
      "product,user,value\ngrain,mill,66\ngrain,household,60\nflour,farm,10\nflour,household,139\n",
    "tables/2/useBasic0.csv":
      "product,user,value\ngrain,mill,60\ngrain,household,60\nflour,farm,10\nflour,household,135\n",
    "tables/2/useMargin0.csv": "margin,product,user,value\ntrade,grain,mill,5\n",
    "tables/2/marginSupply0.csv": "margin,product,value\ntrade,flour,5\n",
    "tables/2/useTax0.csv": "product,user,value\ngrain,mill,1\nflour,household,4\n",
    "tables/2/importValue0.csv": "product,value\ngrain,18\nflour,0\n",
    "tables/2/importDuty0.csv": "product,value\ngrain,2\nflour,0\n",
    "tables/2/output0.csv": "sector,value\nfarm,100\nmill,150\n",
    "tables/2/wages0.csv": "sector,value\nfarm,50\nmill,60\n",
    "tables/2/operatingSurplus0.csv": "sector,value\nfarm,40\nmill,25\n",
    "tables/2/productionSubsidy0.csv": "sector,value\nfarm,0\nmill,1\n",
    "tables/2/jobs0.csv": "sector,value\nfarm,10\nmill,5\n",
    "tables/2/sam.csv": "row,column,value\na,b,5\nb,a,5\n",
    "tables/population.csv": "year,value\n2019,30\n2020,31\n2021,32\n",
    "tables/parameters.csv":
      "name,value\npriceInertia,0.7\npriceMomentum,0.1\npriceNotional,0.2\n",
  ]
  /// What `datapackage.json` says in its section for the program.
  var section =
    #""format":1,"baseYear":2019,"lastYear":2021,"currency":"BRL","tables":"tables","aggregations":{"2":"tables/2"},"detail":"2","unmixed":[]"#
  /// Its name.
  var name = "small"

  /// Writes the pack; the descriptor describes the tables as they are now.
  func write() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pack-\(UUID().uuidString)")
    let resources = files.keys.sorted().map { path in
      let hash = SHA256.hexadecimal(of: files[path] ?? "")
      return #"{"path":"\#(path)","hash":"sha256:\#(hash)"}"#
    }
    try write(
      "datapackage.json",
      #"{"name":"\#(name)","title":"Small","version":"1","jtam":{\#(section)},"resources":[\#(resources.joined(separator: ","))]}"#,
      in: folder)
    for (path, text) in files { try write(path, text, in: folder) }
    return folder
  }

  private func write(_ path: String, _ text: String, in folder: URL) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
