import Foundation

/// Reads text files, and nothing else: a pipe or device may never end. Standard input by its name is
/// the reader's own wish.
public enum TextFile {
  /// The most bytes of a file of model text.
  static let modelLimit = 16_000_000
  /// The most bytes of a data table.
  static let tableLimit = 1_000_000_000

  /// The text of a table, or nil where there is none.
  public static func table(at path: String) throws(ModelSourceError) -> String? {
    try contents(at: path, limit: tableLimit)
  }

  /// The text of a file, or nil where there is none.
  static func contents(at path: String, limit: Int) throws(ModelSourceError) -> String? {
    guard try isFile(path) else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    guard let data = start(of: descriptor, count: limit + 1) else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)).lowercased())
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

  /// Whether there is a file of this name.
  private static func isFile(_ path: String) throws(ModelSourceError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let reason = errno
      if reason == ENOENT,
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      {
        throw .brokenLink(path: path, to: target)
      }
      // A folder of the path is not there, or is a file.
      if reason == ENOENT || reason == ENOTDIR { return false }
      throw .unreadable(path: path, reason: String(cString: strerror(reason)).lowercased())
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return true
    case _ where path == "/dev/stdin": return true
    case S_IFDIR: throw .notAFile(path: path, kind: "a folder")
    case S_IFIFO: throw .notAFile(path: path, kind: "a pipe")
    default: throw .notAFile(path: path, kind: "a device or socket")
    }
  }

  /// The first bytes of an open file, which is then closed; nil where the system refuses.
  private static func start(of descriptor: Int32, count: Int) -> Data? {
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
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
