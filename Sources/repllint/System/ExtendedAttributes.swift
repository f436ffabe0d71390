#if os(Linux)
  import CExtendedAttributes

  extension SystemCalls {
    /// Copies extended attributes, which hold access control lists too, as far as the system permits.
    static func copyExtendedAttributes(from old: Descriptor, to new: Descriptor) {
      let size = flistxattr(old.number, nil, 0)
      guard size > 0 else { return }
      var names = [CChar](repeating: 0, count: size)
      let count = unsafe flistxattr(old.number, &names, size)
      var start = 0
      while start < count, let end = names[start..<count].firstIndex(of: 0) {
        copy(Array(names[start...end]), from: old, to: new)
        start = end + 1
      }
    }

    private static func copy(_ name: [CChar], from old: Descriptor, to new: Descriptor) {
      let size = unsafe fgetxattr(old.number, name, nil, 0)
      guard size >= 0 else { return }
      var value = [UInt8](repeating: 0, count: size)
      let count = unsafe fgetxattr(old.number, name, &value, size)
      if count >= 0 { unsafe _ = fsetxattr(new.number, name, value, count, 0) }
    }
  }
#endif
