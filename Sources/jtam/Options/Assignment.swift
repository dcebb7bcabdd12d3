import ArgumentParser
import Foundation
import Quantities

/// `name=value` on the command line.
struct Assignment: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    name = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
    if value.isEmpty { return nil }
  }

  /// The pairs by name.
  /// - Throws: `ValidationError` when a name is given two values.
  static func dictionary(_ pairs: [Assignment], option: String) throws -> [String: String] {
    var result: [String: String] = [:]
    for pair in pairs {
      guard result.updateValue(pair.value, forKey: pair.name) == nil else {
        throw ValidationError("\(option) gives \(pair.name) twice. Keep one.")
      }
    }
    return result
  }

  /// The pairs as numbers.
  static func numbers(_ pairs: [Assignment]) throws -> [String: Double] {
    try dictionary(pairs, option: "--set").mapValues { text in
      do throws(NumberTextError) {
        return try Double(decimal: text)
      } catch {
        throw ValidationError(
          "--set needs a number, and \"\(text.visible)\" \(error.message). \(error.advice)")
      }
    }
  }
}

/// Years on the command line: `2030,2050`, `2020-2050`, or both joined by commas.
struct YearSelection: ExpressibleByArgument {
  let years: Set<Int>

  init?(argument: String) {
    var years: Set<Int> = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
        first <= last, first >= 0, last <= 9999
      else { return nil }
      years.formUnion(first...last)
    }
    if years.isEmpty { return nil }
    self.years = years
  }
}
