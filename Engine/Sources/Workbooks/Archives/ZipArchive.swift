import CLibZip

/// The parts of a zip archive in memory. Everything is checked against limits before and while it
/// is unpacked, and nothing is ever written to a folder, so a part's name is only a name.
package final class ZipArchive {
  /// A part as the archive's table of contents describes it.
  package struct Part {
    package let name: String
    let index: UInt64
    let packed: Int
    let unpacked: Int
  }

  /// The parts, by name.
  package let parts: [String: Part]
  let file: String
  private let archive: OpaquePointer
  private let limits: ReadingLimits
  private let size: Int
  /// What has been unpacked so far, whatever the table of contents says.
  private var unpacked = 0

  /// Opens an archive and reads its table of contents.
  package init(_ bytes: [UInt8], file: String, limits: ReadingLimits) throws(WorkbookError) {
    try ZipArchive.checkDirectory(bytes, file: file, limits: limits)
    archive = try ZipArchive.opened(bytes, file: file)
    self.file = file
    self.limits = limits
    size = bytes.count
    do throws(WorkbookError) {
      parts = try ZipArchive.parts(of: archive, size: bytes.count, file: file, limits: limits)
    } catch {
      zip_discard(archive)
      throw error
    }
  }

  deinit { zip_discard(archive) }

  /// Gives the unpacked bytes of a part piece by piece.
  package func read(
    _ part: Part, _ body: (UnsafeBufferPointer<CChar>) throws(WorkbookError) -> Void
  ) throws(WorkbookError) {
    guard let stream = zip_fopen_index(archive, part.index, 0) else {
      throw damaged(part, zip_get_error(archive))
    }
    defer { zip_fclose(stream) }
    var total = 0
    let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 1 << 16)
    defer { buffer.deallocate() }
    while true {
      let count = Int(zip_fread(stream, buffer.baseAddress, UInt64(buffer.count)))
      guard count >= 0 else { throw damaged(part, zip_file_get_error(stream)) }
      guard count > 0 else { break }
      total += count
      unpacked += count
      try ZipArchive.check(
        unpacked: total, packed: part.packed, place: part.name, file: file, limits: limits)
      try ZipArchive.check(
        unpacked: unpacked, packed: size, place: "", file: file, limits: limits)
      try body(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[..<count]))
    }
    guard total == part.unpacked else {
      throw .damagedPart(
        file: file, part: part.name,
        problem: "it unpacks to \(total) bytes, and \(part.unpacked) were announced")
    }
  }

  /// A part that must be there.
  func part(_ name: String, neededBy: String) throws(WorkbookError) -> Part {
    guard let part = parts[name] else {
      throw .missingPart(file: file, part: name, neededBy: neededBy)
    }
    return part
  }

  private func damaged(_ part: Part, _ error: UnsafeMutablePointer<zip_error_t>?) -> WorkbookError {
    .damagedPart(
      file: file, part: part.name,
      problem: error.flatMap { zip_error_strerror($0) }.map { String(cString: $0) } ?? "unknown")
  }

  // MARK: Opening

  /// Finds the record that ends every archive, and the number of parts it announces.
  private static func checkDirectory(
    _ bytes: [UInt8], file: String, limits: ReadingLimits
  ) throws(WorkbookError) {
    let start = max(0, bytes.count - 65_557)
    var position = bytes.count - 22
    while position >= start {
      if bytes[position] == 0x50, bytes[position + 1] == 0x4B, bytes[position + 2] == 5,
        bytes[position + 3] == 6
      {
        let entries = Int(bytes[position + 10]) | Int(bytes[position + 11]) << 8
        guard entries <= limits.entries else {
          throw .tooLarge(
            file: file, place: "", what: "parts", found: entries, limit: limits.entries)
        }
        return
      }
      position -= 1
    }
    throw .truncated(
      file: file, problem: "its table of contents, which ends every archive, is not there")
  }

  private static func opened(_ bytes: [UInt8], file: String) throws(WorkbookError) -> OpaquePointer
  {
    // The library frees this copy, when it closes the source.
    guard let copy = malloc(max(1, bytes.count)) else {
      throw .truncated(file: file, problem: "there is no memory for its \(bytes.count) bytes")
    }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress { copy.copyMemory(from: base, byteCount: source.count) }
    }
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
      free(copy)
      throw .truncated(file: file, problem: String(cString: zip_error_strerror(&error)))
    }
    guard let archive = zip_open_from_source(source, Int32(ZIP_RDONLY), &error) else {
      zip_source_free(source)
      throw .truncated(
        file: file,
        problem:
          "its table of contents cannot be read (\(String(cString: zip_error_strerror(&error))))"
      )
    }
    return archive
  }

  private static func parts(
    of archive: OpaquePointer, size: Int, file: String, limits: ReadingLimits
  ) throws(WorkbookError) -> [String: Part] {
    let count = zip_get_num_entries(archive, 0)
    guard count <= limits.entries else {
      throw .tooLarge(
        file: file, place: "", what: "parts", found: Int(count), limit: limits.entries)
    }
    var parts: [String: Part] = [:]
    var total = 0
    for index in 0..<UInt64(max(0, count)) {
      var status = zip_stat_t()
      zip_stat_init(&status)
      guard zip_stat_index(archive, index, 0, &status) == 0, let name = status.name else {
        throw .truncated(
          file: file, problem: "entry \(index + 1) of its table of contents is damaged")
      }
      let part = Part(
        name: String(cString: name), index: index, packed: Int(clamping: status.comp_size),
        unpacked: Int(clamping: status.size))
      try check(name: part.name, index: index, in: archive, file: file)
      guard status.encryption_method == UInt16(ZIP_EM_NONE) else { throw .encrypted(file: file) }
      try check(
        unpacked: part.unpacked, packed: part.packed, place: part.name, file: file, limits: limits)
      (total, _) = total.addingReportingOverflow(part.unpacked)
      if total < 0 { total = .max }
      try check(unpacked: total, packed: size, place: "", file: file, limits: limits)
      guard parts.updateValue(part, forKey: part.name) == nil else {
        throw .unsafePart(file: file, part: part.name, problem: "and a second of the same name")
      }
    }
    return parts
  }

  private static func check(
    name: String, index: UInt64, in archive: OpaquePointer, file: String
  ) throws(WorkbookError) {
    let steps = name.split(separator: "/", omittingEmptySubsequences: false)
    if name.hasPrefix("/") || name.contains("\\") || steps.contains("..")
      || (name.utf8.count > 1 && name.dropFirst().first == ":")
    {
      throw .unsafePart(file: file, part: name, problem: "which leads out of the archive")
    }
    var system: UInt8 = 0
    var attributes: UInt32 = 0
    if zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0,
      system == UInt8(ZIP_OPSYS_UNIX), (attributes >> 16) & 0xF000 == 0xA000
    {
      throw .unsafePart(file: file, part: name, problem: "which is a link to another file")
    }
  }

  private static func check(
    unpacked: Int, packed: Int, place: String, file: String, limits: ReadingLimits
  ) throws(WorkbookError) {
    guard unpacked <= limits.unpackedBytes else {
      throw .tooLarge(
        file: file, place: place, what: "bytes when unpacked", found: unpacked,
        limit: limits.unpackedBytes)
    }
    let (most, overflow) = max(1, packed).multipliedReportingOverflow(by: limits.ratio)
    guard overflow || unpacked <= max(limits.freeBytes, most) else {
      throw .tooLarge(
        file: file, place: place, what: "bytes when unpacked, from \(packed) packed",
        found: unpacked, limit: max(limits.freeBytes, most))
    }
  }
}
