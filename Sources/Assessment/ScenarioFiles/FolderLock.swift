import Foundation

/// Keeps other programs that ask for it out of a folder while one of its files is read and replaced.
struct FolderLock {
  private let descriptor: Int32

  /// Waits for the folder of a file. Where a folder cannot be locked, as on some networks, it is not.
  init(of file: String) {
    let folder = URL(fileURLWithPath: file).resolvingSymlinksInPath().deletingLastPathComponent()
    descriptor = open(folder.path, O_RDONLY)
    if descriptor >= 0 { flock(descriptor, LOCK_EX) }
  }

  /// Lets others in.
  func release() {
    if descriptor >= 0 { close(descriptor) }
  }
}
