import Foundation
import Quantities

/// Writes files that are there whole or not at all.
public enum OutputFile {
  /// Writes a text next to its place under another name, and gives it its name once it is on disk.
  ///
  /// - Parameters:
  ///   - text: What the file will hold.
  ///   - path: Its name.
  ///   - replacing: Whether a file of this name may be replaced.
  ///   - permissions: Who may read and write it; nil for what is usual.
  /// - Throws: ``OutputError``; nothing is left behind under the final name.
  public static func write(
    _ text: String, to path: String, replacing: Bool = false, permissions: UInt16? = nil
  ) throws(OutputError) {
    try write(
      Array(text.utf8), to: path, replacing: replacing, permissions: permissions)
  }

  /// Writes bytes, such as those of an image, in the same way.
  /// - Throws: ``OutputError``; nothing is left behind under the final name.
  public static func write(
    _ contents: [UInt8], to path: String, replacing: Bool = false, permissions: UInt16? = nil
  ) throws(OutputError) {
    // What stands behind a link is replaced, not the link.
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    if FileManager.default.fileExists(atPath: path),
      real != URL(fileURLWithPath: path).standardizedFileURL.path
    {
      return try write(contents, to: real, replacing: replacing, permissions: permissions)
    }
    try refuse(path, replacing: replacing)
    let permissions = permissions ?? OutputFile.permissions(of: path)
    let temporary = "\(path).part-\(ProcessInfo.processInfo.processIdentifier)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else { throw systemError(path) }
    do {
      defer { close(descriptor) }
      var bytes = contents[...]
      while !bytes.isEmpty {
        let written = bytes.withUnsafeBytes { writeBytes($0, to: descriptor) }
        guard written > 0 else { throw fail(temporary, path) }
        bytes = bytes.dropFirst(written)
      }
      if let permissions {
        guard fchmod(descriptor, mode_t(permissions)) == 0 else { throw fail(temporary, path) }
      }
      guard fsync(descriptor) == 0 else { throw fail(temporary, path) }
    }
    if replacing {
      guard rename(temporary, path) == 0 else { throw fail(temporary, path) }
    } else {
      // A link fails where a file has appeared since it was looked for; a rename would replace it.
      guard link(temporary, path) == 0 else {
        if errno == EEXIST {
          unlink(temporary)
          throw .exists(path: path)
        }
        throw fail(temporary, path)
      }
      unlink(temporary)
    }
  }

  /// Refuses a file that is one of those that a result is made from, under whatever name.
  public static func check(_ path: String, isNoneOf inputs: [String]) throws(OutputError) {
    func identity(_ path: String) -> [UInt64]? {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
    guard let own = identity(path), inputs.contains(where: { identity($0) == own }) else { return }
    throw .isInput(path: path)
  }

  /// Refuses files that are there already, stand twice in the list, or have no folder to be in.
  /// - Throws: ``OutputError`` for the first one.
  public static func check(_ paths: [String], replacing: Bool) throws(OutputError) {
    var seen: Set<String> = []
    for path in paths {
      let url = URL(fileURLWithPath: path)
      guard seen.insert(url.resolvingSymlinksInPath().path).inserted else {
        throw .failed(path: path, reason: "it is named for two outputs")
      }
      try refuse(url.resolvingSymlinksInPath().path, replacing: replacing)
      let folder = url.deletingLastPathComponent().path
      guard FileManager.default.fileExists(atPath: folder) else {
        throw .failed(path: path, reason: "there is no folder \(folder)")
      }
    }
  }

  /// Refuses a file that is there and must stay.
  private static func refuse(_ path: String, replacing: Bool) throws(OutputError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    if isFolder.boolValue { throw .failed(path: path, reason: "it is a folder") }
    guard isRegular(path) else {
      throw .failed(path: path, reason: "it is a device or a pipe, and only files are written")
    }
    if !replacing { throw .exists(path: path) }
    guard permissions(of: path).map({ $0 & 0o200 != 0 }) ?? true else {
      throw .failed(path: path, reason: "it is protected against writing")
    }
    guard !isStore(path) else {
      throw .failed(
        path: path, reason: "it holds a database, as a store of runs is; name another")
    }
  }

  private static func isRegular(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }

  private static func isStore(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: 15)) == Data("SQLite format 3".utf8)
  }

  private static func permissions(of path: String) -> UInt16? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? NSNumber)?.uint16Value
  }

  private static func fail(_ temporary: String, _ path: String) -> OutputError {
    let error = systemError(path)
    unlink(temporary)
    return error
  }

  private static func systemError(_ path: String) -> OutputError {
    errno == ENOSPC || errno == EDQUOT
      ? .diskFull(path: path)
      : .failed(path: path, reason: String(cString: strerror(errno)).lowercased())
  }
}

/// The system's `write`, which the method of the same name would hide.
private func writeBytes(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

/// Why a file was not written.
public enum OutputError: Error, Equatable, CustomStringConvertible {
  /// There is a file of this name.
  case exists(path: String)
  /// The result is made from this file.
  case isInput(path: String)
  /// The disk is full.
  case diskFull(path: String)
  /// The file system refused.
  case failed(path: String, reason: String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .exists(let path): "\(path) is there already. Replace it with --force, or name another."
    case .isInput(let path):
      "\(path) is a file that this result is made from, and it is not replaced. Name another."
    case .diskFull(let path):
      """
      \(path) cannot be written: the disk is full. Nothing was left there; free some space and try \
      again, or name another place.
      """
    case .failed(let path, let reason):
      "\(path) cannot be written: \(reason). Nothing was left there; correct this, or name another place."
    }
  }
}
