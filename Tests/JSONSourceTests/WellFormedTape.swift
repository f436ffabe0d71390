import Testing

@testable import JSONSource

/// Expects what holds for every document, whatever its bytes: the tape is a tree, every range lies in the file and in
/// the one of its parent, siblings follow each other, names and values come in pairs.
func expectWellFormed(_ document: JSONDocument, sourceLocation: SourceLocation = #_sourceLocation) {
  let problem = firstProblem(document)
  #expect(problem == nil, sourceLocation: sourceLocation)
}

/// What breaks the form of a document's tape; nil for nothing.
func firstProblem(_ document: JSONDocument) -> String? {
  let size = document.source.bytes.count
  let nodes = document.nodes
  if nodes.isEmpty { return "no node" }
  if Int(nodes[0].next) != nodes.count { return "the top does not span the tape" }
  for (index, node) in nodes.enumerated() {
    if node.start > node.end || Int(node.end) > size { return "node \(index) leaves the file" }
    if Int(node.next) <= index || Int(node.next) > nodes.count { return "node \(index) has no right sibling" }
    let isContainer = node.kind == .object || node.kind == .array
    if !isContainer, Int(node.next) != index + 1 { return "leaf \(index) has children" }
    if let problem = firstProblem(below: index, nodes) { return problem }
  }
  for error in document.syntaxErrors {
    let ranges = [error.range] + [error.related].compactMap { $0 }
    if ranges.contains(where: { $0.start < 0 || $0.end > size }) { return "\(error) leaves the file" }
  }
  let places = document.syntaxErrors.map(\.range.start)
  return places == places.sorted() ? nil : "errors are out of order"
}

private func firstProblem(below index: Int, _ nodes: [JSONTape.Node]) -> String? {
  let parent = nodes[index]
  var children = 0
  var previousEnd = parent.start
  var child = index + 1
  while child < Int(parent.next) {
    let node = nodes[child]
    if node.start < previousEnd || node.end > parent.end { return "child \(child) leaves its place in \(index)" }
    if node.next > parent.next { return "child \(child) outlives \(index)" }
    if parent.kind == .object, children % 2 == 0, node.kind != .string, node.kind != .invalid {
      return "name \(child) is not a string"
    }
    if Int(node.parent) != index || Int(node.ordinal) != children { return "child \(child) does not know \(index)" }
    previousEnd = node.end
    children += 1
    child = Int(node.next)
  }
  return parent.kind == .object && children % 2 == 1 ? "object \(index) has a name without a value" : nil
}
