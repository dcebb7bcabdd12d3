/// What a decoding error says, in a sentence a person can act on.
enum DescriptorProblem {
  static func sentence(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .keyNotFound(let key, let context):
      return "the key \"\(path(context, key))\" is missing. Build the pack again."
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "the value of \"\(path(context, nil))\" is of the wrong kind. Build the pack again."
    default:
      return "it is not JSON. Restore it, or build the pack again."
    }
  }

  private static func path(_ context: DecodingError.Context, _ key: (any CodingKey)?) -> String {
    (context.codingPath + (key.map { [$0] } ?? []))
      .map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }
}
