import CJansson

/// A JSON value that jansson holds: built piece by piece and then encoded, or decoded from bytes.
///
/// The value owns its memory and gives it back when it ends; putting it into another value hands it over, so that
/// nothing is freed twice or used afterwards. Members keep the order in which they were set.
@safe public struct JanssonValue: ~Copyable {
  /// INVARIANT: never NULL, and this value owns one reference.
  let handle: UnsafeMutablePointer<json_t>

  /// Takes over a reference that jansson returned; NULL means that there was no memory left.
  private init(taking handle: UnsafeMutablePointer<json_t>?) {
    guard let handle = unsafe handle else { fatalError("jansson found no memory") }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe json_decref(handle) }

  /// Gives the reference away; the caller must release it.
  private consuming func release() -> UnsafeMutablePointer<json_t> {
    let handle = unsafe handle
    discard self
    return unsafe handle
  }

  /// Makes an object without members.
  public static func object() -> JanssonValue { unsafe JanssonValue(taking: json_object()) }

  /// Makes an array without elements.
  public static func array() -> JanssonValue { unsafe JanssonValue(taking: json_array()) }

  /// Makes an array with one element for each of `items`, in their order.
  public static func array<Items: Sequence>(
    _ items: Items, _ element: (Items.Element) -> JanssonValue
  ) -> JanssonValue {
    var array = JanssonValue.array()
    for item in items { array.append(element(item)) }
    return array
  }

  /// Makes a string; any text will do, U+0000 included.
  public static func string(_ text: String) -> JanssonValue {
    var text = text
    return unsafe JanssonValue(
      taking: text.withUTF8 { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
          // An empty buffer may have no address, which jansson would refuse.
          guard let start = characters.baseAddress else { return unsafe json_stringn("", 0) }
          return unsafe json_stringn(start, characters.count)
        }
      })
  }

  /// Makes an integer.
  public static func integer(_ value: Int) -> JanssonValue {
    unsafe JanssonValue(taking: json_integer(json_int_t(value)))
  }

  /// Makes `true` or `false`.
  public static func boolean(_ value: Bool) -> JanssonValue {
    unsafe JanssonValue(taking: value ? json_true() : json_false())
  }

  /// Makes `null`.
  public static func null() -> JanssonValue { unsafe JanssonValue(taking: json_null()) }

  /// Sets the member `name` of an object; a name that is there already keeps its place.
  ///
  /// - Precondition: this is an object, and `name` does not contain U+0000.
  public mutating func set(_ name: String, to value: consuming JanssonValue) {
    let status = unsafe json_object_set_new(handle, name, value.release())
    precondition(status == 0, "not an object")
  }

  /// Sets the member `name` of an object to a string.
  public mutating func set(_ name: String, to text: String) { set(name, to: .string(text)) }

  /// Sets the member `name` of an object to an integer.
  public mutating func set(_ name: String, to value: Int) { set(name, to: .integer(value)) }

  /// Sets the member `name` of an object to a boolean.
  public mutating func set(_ name: String, to value: Bool) { set(name, to: .boolean(value)) }

  /// Adds an element at the end of an array.
  ///
  /// - Precondition: this is an array.
  public mutating func append(_ value: consuming JanssonValue) {
    let status = unsafe json_array_append_new(handle, value.release())
    precondition(status == 0, "not an array")
  }
}
