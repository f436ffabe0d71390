/// Finding values by their place in the file, without a walk over their siblings.
extension JSONDocument {
  /// The index of the last node that begins before `offset`, or at it where `isInclusive`; nil when there is none.
  func lastNode(startingBefore offset: Int, isInclusive: Bool) -> Int? {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      let start = range(of: middle).start
      if start < offset || (isInclusive && start == offset) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// The names and indexes on the way from the top to the smallest value that holds `range`.
  ///
  /// Every value that holds a range, and begins before it, is the last node that begins before it or contains that one;
  /// so the way down is the way up from there. Two siblings hold an empty range where one ends and the next begins;
  /// the first is meant.
  func steps(to range: SourceRange) -> [String] {
    var path: [Int] = []
    if let last = lastNode(startingBefore: range.start, isInclusive: !range.isEmpty) {
      path = [last]
      while let index = path.last, index != 0 { path.append(Int(nodes[index].parent)) }
      path.reverse()
    }
    var steps: [String] = []
    for child in path.dropFirst() {
      guard let step = step(to: child, holding: range) else { break }
      steps.append(step.text)
      if step.isEnd { return steps }
    }
    if range.isEmpty, let step = stepAtStart(of: range, from: path.last ?? 0, depth: steps.count, path) {
      steps.append(step)
    }
    return steps
  }

  /// The step into the child on the path to `range`; nil when the child, or its member, does not contain the range.
  private func step(to child: Int, holding range: SourceRange) -> (text: String, isEnd: Bool)? {
    let node = nodes[child]
    guard nodes[Int(node.parent)].kind == .object else {
      return self.range(of: child).contains(range) ? (String(node.ordinal), false) : nil
    }
    let isName = node.ordinal % 2 == 0
    // The children of an object come in pairs, and a name has no children.
    let name = isName ? child : self.name(ofValue: child)
    let value = name + 1
    let member = SourceRange(self.range(of: name).start, max(self.range(of: name).end, self.range(of: value).end))
    guard member.contains(range) else { return nil }
    return (memberName(name), isName)
  }

  /// The step into a child of the current value that begins where an empty range is.
  private func stepAtStart(of range: SourceRange, from last: Int, depth: Int, _ path: [Int]) -> String? {
    let next = path.isEmpty ? 0 : last + 1
    guard next > 0, next < nodes.count, self.range(of: next).start == range.start else { return nil }
    let reached = path[depth]
    guard Int(nodes[next].parent) == reached else { return nil }
    if nodes[reached].kind == .array { return String(nodes[next].ordinal) }
    return memberName(nodes[next].ordinal % 2 == 0 ? next : name(ofValue: next))
  }

  /// The index of the name that a member's value belongs to: the node before it.
  private func name(ofValue index: Int) -> Int { index - 1 }

  private func memberName(_ index: Int) -> String {
    JSONNode(document: self, index: index).string?.text ?? ""
  }

  private func range(of index: Int) -> SourceRange { range(nodes[index].start, nodes[index].end) }
}

extension JSONNode {
  /// The child of the value, element or member, whose range is `range`, which is not empty; nil when there is none.
  /// O(log nodes + depth).
  public func child(at range: SourceRange) -> JSONNode? {
    var index = document.lastNode(startingBefore: range.start, isInclusive: true)
    while let current = index, current > self.index {
      let node = document.nodes[current]
      let parent = Int(node.parent)
      if parent == self.index {
        let child = JSONNode(document: document, index: current)
        return child.range == range ? child : nil
      }
      index = parent
    }
    return nil
  }

  /// The values beside this one in its container, names of members included; nil at its ends. O(depth).
  public var siblings: (previous: JSONNode?, next: JSONNode?) {
    let node = document.nodes[index]
    let parent = Int(node.parent)
    guard parent != index else { return (nil, nil) }
    let hasNext = node.next < document.nodes[parent].next
    let next = hasNext ? JSONNode(document: document, index: Int(node.next)) : nil
    guard node.ordinal > 0 else { return (nil, next) }
    var previous = index - 1
    while Int(document.nodes[previous].parent) != parent { previous = Int(document.nodes[previous].parent) }
    return (JSONNode(document: document, index: previous), next)
  }
}
