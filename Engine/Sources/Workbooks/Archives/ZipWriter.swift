import CLibZip

/// Packs parts into a zip archive in memory. The same parts give the same bytes: no clock is read.
package enum ZipWriter {
  /// The archive of parts, in their order.
  package static func archive(
    _ parts: [(name: String, bytes: [UInt8])]
  ) throws(WorkbookError) -> [UInt8] {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    func failed(_ what: String) -> WorkbookError {
      .unwritable(
        sheet: what, cell: nil, problem: String(cString: zip_error_strerror(&error)))
    }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw failed("archive") }
    // Closing the archive frees its source, unless it is kept.
    zip_source_keep(target)
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, Int32(ZIP_CREATE | ZIP_TRUNCATE), &error)
    else {
      zip_source_free(target)
      throw failed("archive")
    }
    for (name, bytes) in parts {
      guard let copy = malloc(max(1, bytes.count)) else {
        zip_discard(archive)
        throw failed(name)
      }
      bytes.withUnsafeBytes { source in
        if let base = source.baseAddress { copy.copyMemory(from: base, byteCount: source.count) }
      }
      guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
        free(copy)
        zip_discard(archive)
        throw failed(name)
      }
      let index = zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else {
        zip_source_free(source)
        zip_discard(archive)
        throw failed(name)
      }
      zip_set_file_compression(archive, UInt64(index), Int32(ZIP_CM_DEFLATE), 6)
      // 1 January 1980, the first day that archives know.
      zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0)
    }
    guard zip_close(archive) == 0 else {
      zip_discard(archive)
      throw failed("archive")
    }
    return try contents(of: target)
  }

  private static func contents(of source: OpaquePointer) throws(WorkbookError) -> [UInt8] {
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_source_open(source) == 0, zip_source_stat(source, &status) == 0 else {
      throw .unwritable(sheet: "archive", cell: nil, problem: "what was packed cannot be read back")
    }
    defer { zip_source_close(source) }
    let size = Int(status.size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Int(zip_source_read(source, buffer.baseAddress, UInt64(size))))
    }
    guard bytes.count == size else {
      throw .unwritable(sheet: "archive", cell: nil, problem: "what was packed cannot be read back")
    }
    return bytes
  }
}
