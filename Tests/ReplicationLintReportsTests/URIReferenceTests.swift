import Testing

@testable import ReplicationLintReports

@Suite struct URIReferenceTests {
  @Test(arguments: [
    ("a/b.json", "a/b.json"), ("./a.json", "./a.json"), ("/tmp/a.json", "file:///tmp/a.json"),
    ("a b#?.json", "a%20b%23%3F.json"),
    ("c:d.json", "c%3Ad.json"), ("é.json", "%C3%A9.json"), ("a%20.json", "a%2520.json"), ("\n", "%0A"), ("-", "-"),
  ])
  func aPathIsAURIReference(_ path: String, _ reference: String) { #expect(uriReference(path) == reference) }
}
