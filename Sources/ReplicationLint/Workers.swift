/// Does jobs that do not depend on each other, perhaps several at a time.
package protocol Workers: SendableMetatype {
  /// The results of `body` for each item, in the order of the items.
  func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result]
}

/// Does one job after the other.
package struct OneWorker: Workers {
  /// Makes a worker.
  package init() {}

  package func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    items.map(body)
  }
}
