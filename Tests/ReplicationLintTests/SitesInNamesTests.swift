import JSONSource
import Testing

@testable import ReplicationLint

@Suite struct SitesInNamesTests {
  private func side(_ name: String, _ source: String?, _ target: String?) -> Side? {
    SitesInNames(source: source, target: target).side(in: asciiWords(name.utf8))
  }

  @Test func longerNameGoesFirst() {
    #expect(side("orders-versioning.json", "orders", "orders-copy") == .source)
    #expect(side("orders-copy-versioning.json", "orders", "orders-copy") == .target)
    #expect(side("copy.orders.json", "orders", "orders-copy") == .source)
    #expect(side("versioning_orders_copy.json", "orders", "orders-copy") == .target)
  }

  @Test func namesOfBothSidesOrOfNeitherShowNone() {
    #expect(side("orders-copy-of-orders.json", "orders", "orders-copy") == nil)
    #expect(side("reorders.json", "orders", "orders-copy") == nil)
    #expect(side("a-b.json", "a.b", "a-b") == nil)
    #expect(side("x.json", nil, nil) == nil)
  }

  @Test func namesForKindsOfDocumentsAndEndlessOnesAreFoundNowhere() {
    #expect(side("trust-policy.json", "trust", "policy") == nil)
    let endless = String(repeating: "a-", count: 100)
    #expect(side("\(endless).json", endless, "b") == nil)
  }

  @Test func nameOfTheSetupIsLeftOut() {
    let names = SitesInNames(source: "orders", target: "orders-copy")
    let words = asciiWords("orders-replication.json".utf8)
    #expect(names.without(words).side(in: asciiWords("orders-trust.json".utf8)) == nil)
    #expect(names.without(words).side(in: asciiWords("orders-copy-trust.json".utf8)) == .target)
  }
}
