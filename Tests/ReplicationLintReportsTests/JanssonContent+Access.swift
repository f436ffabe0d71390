import Jansson

extension JanssonValue.Content {
  /// The member called `name`; nil for values that have none.
  subscript(_ name: String) -> JanssonValue.Content? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.elementsEqual(name.utf8) }?.value
  }

  /// The element at `index`; nil for values that have none.
  subscript(_ index: Int) -> JanssonValue.Content? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The UTF-8 bytes of a string; nil for other values.
  var bytes: [UInt8]? { if case .string(let bytes) = self { bytes } else { nil } }

  /// The elements of an array; empty for other values.
  var elements: [JanssonValue.Content] { if case .array(let elements) = self { elements } else { [] } }
}
