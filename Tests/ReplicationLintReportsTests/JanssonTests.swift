import Jansson
import Testing

@Suite struct JanssonTests {
  private func text(_ value: consuming JanssonValue, _ layout: JanssonValue.Layout = .compact) -> String {
    String(decoding: value.encoded(layout), as: UTF8.self)
  }

  @Test func everyKindOfValueIsEncoded() {
    var object = JanssonValue.object()
    object.set("string", to: "text")
    object.set("integer", to: -42)
    object.set("true", to: true)
    object.set("false", to: false)
    object.set("null", to: .null())
    object.set("array", to: .array([1, 2, 3]) { .integer($0) })
    object.set("object", to: .object())
    #expect(
      text(object)
        == #"{"string":"text","integer":-42,"true":true,"false":false,"null":null,"array":[1,2,3],"object":{}}"#)
  }

  @Test func valuesAtTheTopAreEncoded() {
    #expect(text(.string("a")) == "\"a\"")
    #expect(text(.integer(Int.min)) == "\(Int.min)")
    #expect(text(.null()) == "null")
    #expect(text(.array()) == "[]")
  }

  @Test func theIndentedLayoutHasAMemberALine() {
    var object = JanssonValue.object()
    object.set("b", to: .array(["x"]) { .string($0) })
    object.set("a", to: 1)
    #expect(text(object, .indented) == "{\n  \"b\": [\n    \"x\"\n  ],\n  \"a\": 1\n}")
  }

  @Test func membersKeepTheOrderInWhichTheyWereSet() {
    let names = (0..<1000).map { "m\($0 &* 7919 % 1000)" }
    var object = JanssonValue.object()
    for name in names { object.set(name, to: name) }
    guard case .object(let members) = object.content else {
      Issue.record("not an object")
      return
    }
    #expect(members.map { String(decoding: $0.name, as: UTF8.self) } == names)
  }

  @Test func settingAMemberAgainKeepsItsPlace() {
    var object = JanssonValue.object()
    object.set("a", to: 1)
    object.set("b", to: 2)
    object.set("a", to: "new")
    #expect(text(object) == #"{"a":"new","b":2}"#)
  }

  @Test(arguments: [
    "", "\u{0}", "a\u{0}b", "\u{1}\u{1F}\u{7F}", "\"\\/", "é日😀", "e\u{301}", "\u{2028}\u{FFFF}", "\r\n\t",
  ])
  func everyStringComesBackAsItWas(_ string: String) {
    let bytes = JanssonValue.string(string).encoded(.compact)
    #expect(JanssonValue.Content(decoding: bytes) == .string(Array(string.utf8)))
    #expect(bytes.allSatisfy { $0 >= 0x20 })
  }

  @Test(arguments: [
    ("\u{7F}", "\\u007F"), ("\u{80}\u{9B}", "\\u0080\\u009B"), ("\u{61C}\u{202E}\u{2069}", "\\u061C\\u202E\\u2069"),
    ("\u{2028}\u{2029}", "\\u2028\\u2029"), ("\u{200B}\u{FEFF}", "\\u200B\\uFEFF"), ("\u{A0}", "\\u00A0"),
    ("\u{E0041}", "\\uDB40\\uDC41"), ("\u{10FFFF}", "\\uDBFF\\uDFFF"), ("é日😀 e\u{301}", "é日😀 e\u{301}"),
  ])
  func invisibleCharactersAreEscapedAndReadBack(_ string: String, _ encoded: String) {
    for layout in [JanssonValue.Layout.compact, .indented] {
      let bytes = JanssonValue.string(string).encoded(layout)
      #expect(bytes == Array("\"\(encoded)\"".utf8))
      #expect(JanssonValue.Content(decoding: bytes) == .string(Array(string.utf8)))
    }
    var object = JanssonValue.object()
    object.set("a\(string)", to: .null())
    let content = JanssonValue.Content(decoding: object.encoded(.compact))
    #expect(content == .object([.init(name: Array("a\(string)".utf8), value: .null)]))
  }

  @Test func valuesNestDeeply() {
    var value = JanssonValue.array()
    for _ in 0..<1000 {
      var outer = JanssonValue.array()
      outer.append(value)
      value = outer
    }
    let bytes = value.encoded(.compact)
    #expect(bytes.count == 2002)
    #expect(JanssonValue.Content(decoding: bytes) != nil)
  }

  @Test(arguments: ["", " ", "{", "[1,]", "nul", "\"", "1 2", "[1e999]", "\u{FEFF}1"])
  func whatIsNotJSONIsRefused(_ text: String) {
    #expect(JanssonValue.Content(decoding: Array(text.utf8)) == nil)
  }

  @Test func theLastOfRepeatedMembersIsRead() {
    let content = JanssonValue.Content(decoding: Array(#"{"a": 1, "b": 2.5, "a": null}"#.utf8))
    #expect(
      content == .object([.init(name: Array("a".utf8), value: .null), .init(name: Array("b".utf8), value: .real(2.5))]))
  }
}
