/// Words of headers and labels, in the languages of the offices whose files are read.
enum Vocabulary {
  /// Small letters and digits only, so that `Time Period` and `TIME_PERIOD` are one.
  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "á", "à", "â", "ã": result += "a"
      case "é", "è", "ê": result += "e"
      case "í": result += "i"
      case "ó", "ô", "õ": result += "o"
      case "ú", "ü": result += "u"
      case "ç": result += "c"
      case "ñ": result += "n"
      case _ where scalar.properties.isAlphabetic || ("0"..."9").contains(scalar):
        result.unicodeScalars.append(scalar)
      default: continue
      }
    }
    return result
  }

  static let year: Set<String> = [
    "year", "time", "timeperiod", "ano", "annee", "period", "anio", "refperiod", "yearid",
  ]
  static let value: Set<String> = [
    "value", "obsvalue", "valor", "valeur", "amount", "observation", "val", "obs", "data",
  ]
  static let unit: Set<String> = [
    "unit", "units", "unitmeasure", "unidad", "unidade", "unite", "unitofmeasure",
  ]
  static let status: Set<String> = [
    "obsstatus", "status", "obsstatuslabel", "obsstatusname", "flag",
  ]
  static let row: Set<String> = [
    "row", "rows", "rowaccount", "fila", "linha", "ligne", "receiver", "receives", "to",
    "recipient",
  ]
  static let column: Set<String> = [
    "column", "col", "columns", "colaccount", "columnaccount", "columna", "coluna", "colonne",
    "payer", "pays", "from",
  ]
  static let table: Set<String> = ["table", "matrix", "tabla", "tabela", "tableau", "block"]
  /// Columns that describe the file and not a number.
  static let ignored: Set<String> = [
    "structure", "structureid", "structurename", "dataflow", "action", "notes", "note", "source",
    "sourcelabel", "noteclassif", "noteclassiflabel", "noteindicator", "noteindicatorlabel",
    "notesource", "notesourcelabel", "comment", "decimals", "obsconf", "confstatus",
  ]
  private static let totals: Set<String> = [
    "total", "totals", "sum", "soma", "suma", "somme", "totalgeral", "grandtotal", "totalgeneral",
    "columntotal", "rowtotal", "ttl", "sumcomputed",
  ]

  /// Headers of columns that explain the codes in another.
  static let names: Set<String> = [
    "label", "name", "description", "desc", "descripcion", "descricao", "nombre", "nome", "libelle",
  ]

  /// Whether a label is of the sum of all, and not of some.
  static func isWhole(_ label: String) -> Bool {
    totals.contains(plain(label)) || label == "_T" || label.hasSuffix("_TOTAL")
      || label.hasSuffix("_YGE15")
  }

  /// Whether a label says that what stands there is a sum.
  static func isTotal(_ label: String) -> Bool {
    let plain = plain(label)
    if totals.contains(plain) { return true }
    let first = label.lowercased().split(whereSeparator: { !$0.isLetter }).first
    return first == "total" || first == "totals" || first == "subtotal"
  }

  private static let supply = [
    "supply", "make", "oferta", "recursos", "producao", "produccion", "offre", "ressources",
    "resources", "output",
  ]
  private static let use = ["use", "usos", "uses", "utilizacion", "emplois", "consumo", "demand"]

  /// Whether a title speaks of supply or of use.
  static func isSupply(_ text: String) -> Bool { speaks(text, of: supply) }
  static func isUse(_ text: String) -> Bool { speaks(text, of: use) }

  private static func speaks(_ text: String, of words: [String]) -> Bool {
    let parts = text.split { !$0.isLetter }.map { plain(String($0)) }
    return parts.contains { words.contains($0) }
  }

  /// The year that a text names, when it names one alone: `SAM 2015`, not `2010-2015`.
  static func onlyYear(in text: String) -> Int? {
    let years = Set(
      text.split { !($0.isASCII && $0.isNumber) }.compactMap { run -> Int? in
        guard run.utf8.count == 4, let year = Int(run), (1950...2100).contains(year) else {
          return nil
        }
        return year
      })
    return years.count == 1 ? years.first : nil
  }

  /// The year that a header is: `2015`, `YR2015`, `2015 [YR2015]`.
  static func headerYear(_ text: String) -> Int? {
    let letters = text.filter(\.isLetter).lowercased()
    guard letters.isEmpty || letters == "yr" || letters == "fy" || letters == "x",
      text.utf8.count <= 14, let year = onlyYear(in: text) ?? longYear(text)
    else { return nil }
    return year
  }

  /// Years before 1950 too, when nothing else is written: series may be long.
  private static func longYear(_ text: String) -> Int? {
    guard text.utf8.count == 4, let year = Int(text), (1500...2500).contains(year) else {
      return nil
    }
    return year
  }
}
