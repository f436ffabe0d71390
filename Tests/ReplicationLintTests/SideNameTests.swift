import JSONSource
import Testing

@testable import ReplicationLint

@Suite struct SideNameTests {
  private func certain(_ path: String) -> SideName.Word? {
    let document = Document(SourceFile(name: path, text: "{}"), kind: .trustPolicy)
    return SideName(document, home: Folder(of: document), common: 0).certain
  }

  @Test(arguments: ["dst", "tgt", "target", "targets", "dest", "destination"])
  func wordOfAFileNamesTheTarget(_ word: String) throws {
    let name = try #require(certain("\(word)-trust.json"))
    #expect(name.side == .target)
    #expect(name.text == word)
  }

  @Test(arguments: ["src", "source", "sources"]) func wordOfAFileNamesTheSource(_ word: String) {
    #expect(certain("\(word)-trust.json")?.side == .source)
  }

  @Test(arguments: ["dsts", "tgt2", "srcs", "x", "target-source"]) func otherWordsNameNoSide(_ word: String) {
    #expect(certain("\(word)-trust.json") == nil)
  }
}
