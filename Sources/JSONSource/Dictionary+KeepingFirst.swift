extension Dictionary {
  /// Makes a dictionary in which a key has the value of the first pair with that key.
  package init(keepingFirst pairs: some Sequence<(Key, Value)>) {
    self.init()
    for (key, value) in pairs where self[key] == nil { self[key] = value }
  }
}
