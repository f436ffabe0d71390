import CJansson

extension JanssonValue {
  /// The content of a value, as Swift values that can be compared.
  public indirect enum Content: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case real(Double)
    /// The UTF-8 bytes of a string: Swift takes canonically equivalent strings for equal, JSON does not.
    case string([UInt8])
    case array([Content])
    case object([Member])

    /// A member of an object.
    public struct Member: Sendable, Equatable {
      /// The UTF-8 bytes of the name.
      public let name: [UInt8]
      /// The value.
      public let value: Content

      /// Makes a member.
      public init(name: [UInt8], value: Content) {
        self.name = name
        self.value = value
      }
    }
  }

  /// The content of the value, members in the order in which they were set.
  public var content: Content { unsafe Self.content(of: handle) }

  static func content(of handle: UnsafeMutablePointer<json_t>) -> Content {
    switch unsafe handle.pointee.type {
    case JSON_OBJECT:
      var members: [Content.Member] = []
      var iterator = unsafe json_object_iter(handle)
      while unsafe iterator != nil {
        guard let name = unsafe json_object_iter_key(iterator), let value = unsafe json_object_iter_value(iterator)
        else { break }
        members.append(
          Content.Member(name: unsafe Array(String(cString: name).utf8), value: unsafe content(of: value)))
        unsafe iterator = unsafe json_object_iter_next(handle, iterator)
      }
      return .object(members)
    case JSON_ARRAY:
      let count = unsafe json_array_size(handle)
      return .array(
        (0..<count).compactMap { index in
          unsafe json_array_get(handle, index).map { unsafe content(of: $0) }
        })
    case JSON_STRING:
      let bytes = unsafe UnsafeRawBufferPointer(
        start: json_string_value(handle), count: json_string_length(handle))
      return .string(unsafe Array(bytes))
    case JSON_INTEGER: return .integer(Int64(unsafe json_integer_value(handle)))
    case JSON_REAL: return .real(unsafe json_real_value(handle))
    case JSON_TRUE: return .boolean(true)
    case JSON_FALSE: return .boolean(false)
    default: return .null
    }
  }
}

extension JanssonValue.Content {
  /// Reads one JSON value of any kind; nil when jansson refuses the bytes.
  ///
  /// A repeated name keeps its first place and its last value. Integers that do not fit 64 bits, and names with
  /// U+0000, are refused.
  public init?(decoding bytes: [UInt8]) {
    let flags = Int(JSON_DECODE_ANY | JSON_ALLOW_NUL)
    let handle = unsafe bytes.withUnsafeBytes { buffer in
      // Without bytes there is no address, which jansson refuses as well.
      let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      return unsafe json_loadb(start, buffer.count, flags, nil)
    }
    guard let handle = unsafe handle else { return nil }
    self = unsafe JanssonValue.content(of: handle)
    unsafe json_decref(handle)
  }
}
