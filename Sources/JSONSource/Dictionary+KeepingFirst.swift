extension Dictionary {
  /// Makes a dictionary in which a key has the value of the first pair with that key.
  ///
  /// It can be inlined, so that other modules compile it for the types that they use.
  @inlinable package init(keepingFirst pairs: some Sequence<(Key, Value)>) {
    self.init(minimumCapacity: pairs.underestimatedCount)
    // An access for writing stores the default where the key is new, with one look-up.
    func keep(_ value: inout Value) {}
    for (key, value) in pairs { keep(&self[key, default: value]) }
  }
}
