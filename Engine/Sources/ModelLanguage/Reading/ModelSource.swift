import Foundation

/// Where model text comes from: the file system, or memory in a test.
public struct ModelSource: Sendable {
  /// Reads the text at a path.
  public let read: @Sendable (String) throws(ModelSourceError) -> String

  /// Reads through a closure.
  public init(read: @escaping @Sendable (String) throws(ModelSourceError) -> String) {
    self.read = read
  }

  /// Reads from memory: path → text.
  public init(texts: [String: String]) {
    read = { (path) throws(ModelSourceError) -> String in
      guard let text = texts[path] else { throw .missing(path: path) }
      return text
    }
  }

  /// The file system.
  public static let fileSystem = ModelSource { (path) throws(ModelSourceError) -> String in
    guard let text = try TextFile.contents(at: path) else { throw .missing(path: path) }
    return text
  }
}

/// Why a text could not be read.
public enum ModelSourceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such file.
  case missing(path: String)
  /// The file is there and cannot be read.
  case unreadable(path: String)
  /// The bytes are not UTF-8 from this line on.
  case notUTF8(path: String, line: Int)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path): "there is no file \(path)"
    case .unreadable(let path): "\(path) cannot be read: check that it is a file and may be read"
    case .notUTF8(let path, let line):
      "\(path) is not UTF-8: line \(line) holds other bytes. Save it as UTF-8"
    }
  }
}

/// Reads text files.
enum TextFile {
  /// The text of a file, or nil where there is none.
  static func contents(at path: String) throws(ModelSourceError) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    guard !isFolder.boolValue, let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path)
    }
    if let text = String(validating: data, as: UTF8.self) { return text }
    var line = 1
    for row in data.split(separator: 10, omittingEmptySubsequences: false) {
      if String(validating: row, as: UTF8.self) == nil { break }
      line += 1
    }
    throw .notUTF8(path: path, line: line)
  }
}
