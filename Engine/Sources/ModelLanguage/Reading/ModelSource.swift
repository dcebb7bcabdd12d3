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
  /// The file is there and cannot be read, for this reason of the system's.
  case unreadable(path: String, reason: String)
  /// A folder, a pipe or a device has this name.
  case notAFile(path: String, kind: String)
  /// A link of this name leads to nothing.
  case brokenLink(path: String, to: String)
  /// The file holds more than may be read.
  case tooLarge(path: String, limit: Int)
  /// The bytes are not UTF-8 from this line on.
  case notUTF8(path: String, line: Int)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path): "there is no file \(path)"
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .notAFile(let path, let kind): "\(path) is \(kind), and only files are read"
    case .brokenLink(let path, let target):
      "\(path) is a link to \(target), where there is nothing"
    case .tooLarge(let path, let limit):
      "\(path) is larger than \(limit / 1_000_000) MB, the most that is read of such a file"
    case .notUTF8(let path, let line):
      "\(path) is not UTF-8: line \(line) holds other bytes. Save it as UTF-8"
    }
  }
}
