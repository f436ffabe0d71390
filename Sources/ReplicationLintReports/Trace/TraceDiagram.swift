import ReplicationLint

/// The way of an object from bucket to bucket as a picture, refused steps marked.
struct TraceDiagram {
  private let trace: ReplicationTrace

  init(_ trace: ReplicationTrace) { self.trace = trace }

  // MARK: In text

  /// One line for each step, between the two buckets.
  var text: String {
    var output = "[\(name(trace.sourceBucket))]  source bucket, key \(quoted(trace.key))\n"
    var side: Side?
    for step in trace.steps {
      if step.side != side {
        side = step.side
        if let side { output += "  |\n  |  \(side.rawValue) role\(roleName(side))\n" }
      }
      output += "  \(step.passes == false ? "X" : "|")    \(mark(step))  \(label(step))\n"
    }
    output += trace.outcome == .completed ? "  v\n" : "  X  \(trace.outcome.rawValue)\n"
    return output + "[\(name(trace.targetBucket))]  target bucket\n"
  }

  private func mark(_ step: ReplicationTrace.Step) -> String {
    switch step.passes {
    case true?: "ok"
    case false?: "no"
    case nil: "? "
    }
  }

  private func label(_ step: ReplicationTrace.Step) -> String {
    let action = step.action.map { $0 == "sts:AssumeRole" ? "assume the role" : $0 } ?? step.step
    return step.passes == true ? action : "\(action): \(step.answer)"
  }

  private func roleName(_ side: Side) -> String {
    let step = trace.steps.first { $0.side == side && $0.action == "sts:AssumeRole" }
    return step?.resource.map { " \(visible($0))" } ?? ""
  }

  private func name(_ bucket: String?) -> String { bucket.map(visible) ?? "not known" }

  // MARK: In Mermaid

  /// A flowchart; refused edges end in a cross and are red.
  var mermaid: String {
    var lines = ["flowchart LR", "  source[(\"\(escaped(name(trace.sourceBucket)))\")]"]
    var refused: [Int] = []
    var edges = 0
    var last = "source"
    for (number, step) in trace.steps.enumerated() where step.side != nil || step.passes != true {
      let node = "step\(number + 1)"
      let role = step.side.map { "\($0.rawValue) role" } ?? "setup"
      lines.append("  \(node)[\"\(role)<br>\(escaped(label(step)))\"]")
      lines.append("  \(last) \(step.passes == false ? "--x" : step.passes == nil ? "-.->" : "-->") \(node)")
      if step.passes == false { refused.append(edges) }
      edges += 1
      last = node
    }
    lines.append("  target[(\"\(escaped(name(trace.targetBucket)))\")]")
    let isComplete = trace.outcome == .completed
    lines.append("  \(last) \(isComplete ? "-->" : "--x")|\(trace.outcome.rawValue)| target")
    if !isComplete { refused.append(edges) }
    if !refused.isEmpty { lines.append("  linkStyle \(refused.map(String.init).joined(separator: ",")) stroke:#c00") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text inside a node: Mermaid reads entities by number.
  ///
  /// Of ASCII only what has no meaning anywhere in Mermaid stays: `%%{` starts a directive even inside a label.
  private func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", ":", "-", "_", "/", "=", "+", "*", "?", "@", "(", ")":
        result.append(scalar)
      case _ where scalar.isASCII: result.append(contentsOf: "#\(scalar.value);".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
