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
    guard let text = try TextFile.contents(at: path, limit: TextFile.modelLimit) else {
      throw .missing(path: path)
    }
    return text
  }
}

/// Why a text could not be read.
public enum ModelSourceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such file.
  case missing(path: String)
  /// The file is there and cannot be read.
  case unreadable(path: String)
  /// The file holds more than may be read.
  case tooLarge(path: String, limit: Int)
  /// The bytes are not UTF-8 from this line on.
  case notUTF8(path: String, line: Int)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path): "there is no file \(path)"
    case .unreadable(let path): "\(path) cannot be read: check that it is a file and may be read"
    case .tooLarge(let path, let limit):
      "\(path) is larger than \(limit / 1_000_000) MB, the most that is read of such a file"
    case .notUTF8(let path, let line):
      "\(path) is not UTF-8: line \(line) holds other bytes. Save it as UTF-8"
    }
  }
}

/// Reads text files.
enum TextFile {
  /// The most bytes of a file of model text.
  static let modelLimit = 16_000_000
  /// The most bytes of a data table.
  static let tableLimit = 1_000_000_000

  /// The text of a file, or nil where there is none.
  static func contents(at path: String, limit: Int) throws(ModelSourceError) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    guard !isFolder.boolValue, let data = start(of: path, count: limit + 1) else {
      throw .unreadable(path: path)
    }
    guard data.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    if let text = String(validating: data, as: UTF8.self) { return text }
    var line = 1
    for row in data.split(separator: 10, omittingEmptySubsequences: false) {
      if String(validating: row, as: UTF8.self) == nil { break }
      line += 1
    }
    throw .notUTF8(path: path, line: line)
  }

  /// The first bytes of a file; a device may have no end.
  private static func start(of path: String, count: Int) -> Data? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    var data = Data()
    do {
      while data.count < count,
        let more = try file.read(upToCount: min(count - data.count, 1 << 24)), !more.isEmpty
      {
        data.append(more)
      }
    } catch {
      return nil
    }
    return data
  }
}
