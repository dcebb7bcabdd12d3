import CountryPacks
import ModelLanguage
import ModelLibrary

extension ModelSource {
  /// The file system, with the model's units of money in the currency and at the prices of a pack.
  ///
  /// The standard model states its units as money of ``StandardModel/currency`` at the prices of
  /// ``StandardModel/baseYear``. For another pack the two words are exchanged inside `unit "…"`, nowhere else:
  /// notes and sources keep what they say. Codes have three letters and years four digits, so every place in
  /// the text stays where it is, and the model of the currency it was written in is read as it stands.
  static func money(of pack: CountryPack) -> ModelSource {
    money(currency: pack.currency, baseYear: pack.baseYear)
  }

  /// The same for a currency and a year.
  static func money(currency: String, baseYear: Int) -> ModelSource {
    guard currency != StandardModel.currency || baseYear != StandardModel.baseYear else {
      return .fileSystem
    }
    return ModelSource { (path) throws(ModelSourceError) -> String in
      let text = try ModelSource.fileSystem.read(path)
      return restated(text, currency: currency, baseYear: baseYear)
    }
  }

  private static func restated(_ text: String, currency: String, baseYear: Int) -> String {
    let mark = "unit \""
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    guard let first = parts.first else { return text }
    return parts.dropFirst().reduce(String(first)) { result, part in
      let end = part.firstIndex(of: "\"") ?? part.endIndex
      let unit = part[..<end].replacing(StandardModel.currency, with: currency)
        .replacing(String(StandardModel.baseYear), with: String(baseYear))
      return result + mark + unit + part[end...]
    }
  }
}
