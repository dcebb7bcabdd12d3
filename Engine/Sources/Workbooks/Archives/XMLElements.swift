import CLibXML2

/// The attributes of an element, by local name.
struct XMLAttributes {
  fileprivate let pointers: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  fileprivate let count: Int

  /// The value of an attribute; prefixes are not looked at.
  subscript(_ name: StaticString) -> String? {
    guard let pointers else { return nil }
    for index in 0..<count {
      // Five pointers each: name, prefix, namespace, where the value begins and where it ends.
      guard let local = pointers[5 * index], let first = pointers[5 * index + 3],
        let end = pointers[5 * index + 4], equal(local, name)
      else { continue }
      return String(
        decoding: UnsafeBufferPointer(start: first, count: end - first), as: UTF8.self)
    }
    return nil
  }

  private func equal(_ local: UnsafePointer<UInt8>, _ name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    for position in 0..<length where local[position] != name.utf8Start[position] { return false }
    return local[length] == 0
  }
}

/// What takes the elements of a part as they are read.
protocol XMLElementHandler: AnyObject {
  /// An element begins. The names are local: prefixes are not looked at.
  func begin(_ name: String, _ attributes: XMLAttributes) throws(WorkbookError)
  /// Words inside an element, perhaps in pieces.
  func words(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError)
  /// An element ends.
  func end(_ name: String) throws(WorkbookError)
}

/// Reads a part of an archive as XML, element by element, while it is unpacked.
///
/// A document type is refused where it begins, so there are no entities but the five of XML itself;
/// nothing outside the part is ever opened.
final class XMLElements {
  private let archive: ZipArchive
  private let part: ZipArchive.Part
  private let handler: any XMLElementHandler
  private let depthLimit: Int
  private var depth = 0
  private var context: xmlParserCtxtPtr?
  private var failure: WorkbookError?

  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// Reads all of a part.
  static func read(
    _ part: ZipArchive.Part, of archive: ZipArchive, depth: Int, into handler: any XMLElementHandler
  ) throws(WorkbookError) {
    try XMLElements(archive, part, depth, handler).run()
  }

  private init(
    _ archive: ZipArchive, _ part: ZipArchive.Part, _ depth: Int, _ handler: any XMLElementHandler
  ) {
    self.archive = archive
    self.part = part
    self.handler = handler
    depthLimit = depth
  }

  private func run() throws(WorkbookError) {
    precondition(Self.isReady)
    var events = Self.events
    guard
      let context = xmlCreatePushParserCtxt(
        &events, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    else { throw malformed("there is no memory to read it") }
    self.context = context
    defer { xmlFreeParserCtxt(context) }
    // Entities are replaced so that `&amp;` is one letter in attributes too; as every document type
    // is refused, there are none but those of XML itself.
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue))
    try archive.read(part) { (bytes) throws(WorkbookError) in
      xmlParseChunk(context, bytes.baseAddress, Int32(bytes.count), 0)
      if let failure = self.failure { throw failure }
    }
    xmlParseChunk(context, nil, 0, 1)
    if let failure { throw failure }
    guard context.pointee.wellFormed != 0 else { throw malformed("it is not well-formed XML") }
  }

  /// Where the parser stands, with a problem.
  private func malformed(_ problem: String) -> WorkbookError {
    .malformed(file: archive.file, part: part.name, line: line, problem: problem)
  }

  private var line: Int { context.map { max(1, Int(xmlSAX2GetLineNumber($0))) } ?? 1 }

  private func stop(_ error: WorkbookError) {
    guard failure == nil else { return }
    failure = error
    xmlStopParser(context)
  }

  private func attempt(_ body: () throws(WorkbookError) -> Void) {
    guard failure == nil else { return }
    do throws(WorkbookError) { try body() } catch { stop(error) }
  }

  // MARK: What the parser calls

  private static var events: xmlSAXHandler {
    var events = xmlSAXHandler()
    events.initialized = UInt32(XML_SAX2_MAGIC)
    events.internalSubset = { user, _, _, _ in
      XMLElements.of(user)?.refuseDocumentType()
    }
    events.startElementNs = { user, name, _, _, _, _, count, _, attributes in
      guard let reader = XMLElements.of(user), let name else { return }
      reader.begin(String(cString: name), XMLAttributes(pointers: attributes, count: Int(count)))
    }
    events.endElementNs = { user, name, _, _ in
      guard let reader = XMLElements.of(user), let name else { return }
      reader.depth -= 1
      reader.attempt { () throws(WorkbookError) in try reader.handler.end(String(cString: name)) }
    }
    events.characters = XMLElements.words
    events.ignorableWhitespace = XMLElements.words
    events.serror = { user, error in
      guard let reader = XMLElements.of(user), let error else { return }
      reader.note(error.pointee)
    }
    return events
  }

  private static let words: charactersSAXFunc = { user, bytes, count in
    guard let reader = XMLElements.of(user), let bytes else { return }
    reader.attempt { () throws(WorkbookError) in
      try reader.handler.words(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> XMLElements? {
    user.map { Unmanaged<XMLElements>.fromOpaque($0).takeUnretainedValue() }
  }

  private func begin(_ name: String, _ attributes: XMLAttributes) {
    depth += 1
    guard depth <= depthLimit else {
      return stop(malformed("elements lie more than \(depthLimit) deep in one another"))
    }
    attempt { () throws(WorkbookError) in try handler.begin(name, attributes) }
  }

  private func refuseDocumentType() {
    stop(
      malformed(
        "it begins with a document type (<!DOCTYPE), which can hide entities and files; no spreadsheet has one"
      ))
  }

  private func note(_ error: xmlError) {
    guard error.level == XML_ERR_FATAL || error.level == XML_ERR_ERROR else { return }
    let said = error.message.map { String(cString: $0) } ?? ""
    let message = said.split(whereSeparator: \.isNewline).first.map(String.init) ?? "unknown"
    // A namespace that is not declared does not matter: prefixes are not looked at.
    guard error.domain != Int32(XML_FROM_NAMESPACE.rawValue) else { return }
    stop(malformed("it is not well-formed XML (\(WorkbookError.shown(message)))"))
  }
}
