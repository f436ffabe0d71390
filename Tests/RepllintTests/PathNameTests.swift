import Testing

@testable import repllint

/// Paths as text.
struct PathNameTests {
  @Test(arguments: [
    ("a.json", ".", "a.json"), ("d/a.json", "d", "a.json"), ("/a.json", "/", "a.json"), ("/d/e/a", "/d/e", "a"),
    ("./a", ".", "a"), ("d/\u{301}a", "d", "\u{301}a"),
  ])
  func aPathHasAFolderAndAName(path: String, folder: String, name: String) {
    #expect(PathName(path).folder == folder)
    #expect(PathName(path).name == name)
  }

  @Test(arguments: [
    (".", "a", "a"), ("d", "a", "d/a"), ("d/", "a", "d/a"), ("/", "a", "/a"), ("d", "/a", "/a"), ("..", "a", "../a"),
  ])
  func aNameIsSeenFromAFolder(folder: String, name: String, path: String) {
    #expect(PathName(folder).appending(name) == path)
  }

  @Test(arguments: [
    ("/a/b/c", "/a/b", "c"), ("/a/b", "/a/b/c", ".."), ("/a/b", "/a/c/d", "../../b"), ("/a", "/", "a"),
    ("/a", "/a", "."),
  ])
  func theWayFromAFolder(path: String, folder: String, way: String) {
    #expect(PathName(path).relative(to: folder) == way)
  }

  @Test(arguments: [
    ("/a/b", "/a", true), ("/a", "/a", true), ("/ab", "/a", false), ("/a", "/a/b", false), ("/a", "/", true),
  ])
  func aPathLiesInAFolder(path: String, folder: String, isIn: Bool) {
    #expect(PathName(path).isIn(folder) == isIn)
  }

  @Test(arguments: [
    ("a/../b.json", "b.json"), ("a/./b", "a/b"), ("../a/../b", "../b"), ("../../b", "../../b"), ("/a/../b", "/b"),
    ("a/..", "."), ("/..", "/.."), ("a//b", "a/b"),
  ])
  func stepsThatLeadBackAreLeftOut(path: String, short: String) { #expect(PathName(path).withoutSteps == short) }
}
