import ReplicationLint

/// A setup as a drawing: both sites, Backbeat between them, and an arrow for each call that it makes. What is refused
/// is red, dashed and crossed, and names the key.
struct HTMLPicture {
  private let picture: SetupPicture
  private let name: String
  /// The prefix that distinguishes the elements of this drawing from others on the page.
  private let number: Int

  private static let width = 960
  private static let source = 150
  private static let middle = 480
  private static let target = 810
  private static let head = 96
  private static let row = 50

  init(_ picture: SetupPicture, name: String, number: Int) {
    self.picture = picture
    self.name = name
    self.number = number
  }

  /// The drawing as SVG in a page.
  var svg: String {
    let height = Self.head + 24 + picture.calls.count * Self.row + (isCopied ? Self.row : 0)
    var output = """
      <svg viewBox="0 0 \(Self.width) \(height)" role="img" aria-labelledby="p\(number)t" aria-describedby="p\(number)d">
      <title id="p\(number)t">The setup \(htmlText(name))</title>
      <desc id="p\(number)d">\(htmlText(description))</desc>

      """
    for x in [Self.source, Self.middle, Self.target] {
      output += "<line class=\"life\" x1=\"\(x)\" y1=\"\(Self.head - 16)\" x2=\"\(x)\" y2=\"\(height - 8)\"/>\n"
    }
    output += place(picture.source, "source site", at: Self.source)
    output += box(at: Self.middle, width: 150) + text("Backbeat", at: Self.middle, 46, "name")
    output += place(picture.target, "target site", at: Self.target)
    var y = Self.head + 24
    for call in picture.calls {
      output += arrow(call, y: y)
      y += Self.row
    }
    if isCopied {
      output += line(from: Self.source, to: Self.target, y: y, "copied")
      output += text("every object that the rules select is copied", at: Self.middle, y - 12, "label", isRaised: true)
    }
    return output + "</svg>\n"
  }

  private var isCopied: Bool { !picture.calls.isEmpty && picture.calls.allSatisfy { $0.answer == .allowed } }

  private var description: String {
    let refused = picture.calls.filter { if case .refused = $0.answer { true } else { false } }.count
    let open = picture.calls.filter { $0.answer == .unknown }.count
    return "Backbeat makes \(picture.calls.count) calls; \(refused) are refused, \(open) are not known. The list"
      + " below shows the same in words."
  }

  private func place(_ place: SetupPicture.SitePicture, _ title: String, at x: Int) -> String {
    let role = place.role.map { role in String(role.split(separator: "/").last ?? Substring(role)) }
    return box(at: x, width: 280) + text(title, at: x, 26, "title")
      + text(cropped(place.bucket ?? "bucket not known", to: 30), at: x, 46, "name", hover: place.bucket)
      + text(role.map { "role \(cropped($0, to: 32))" } ?? "no role", at: x, 66, "role", hover: place.role)
  }

  private func box(at x: Int, width: Int) -> String {
    "<rect class=\"box\" x=\"\(x - width / 2)\" y=\"6\" width=\"\(width)\" height=\"\(Self.head - 22)\" rx=\"8\"/>\n"
  }

  private func arrow(_ call: SetupPicture.Call, y: Int) -> String {
    let end = call.side == .source ? Self.source : Self.target
    let middle = (Self.middle + end) / 2
    let kind =
      switch call.answer {
      case .allowed: "allowed"
      case .refused: "refused"
      case .unknown: "unknown"
      }
    return line(from: Self.middle, to: end, y: y, kind)
      + text(cropped(call.action, to: 44), at: middle, y - 8, "label \(kind)", hover: call.resource)
      + text(cropped(remark(call), to: 48), at: middle, y + 15, "remark \(kind)", hover: call.resource)
  }

  /// The text below an arrow.
  private func remark(_ call: SetupPicture.Call) -> String {
    switch call.answer {
    case .allowed: call.step
    case .refused(let key): key.isEmpty ? "refused: \(call.step)" : "refused for the key \(quoted(key))"
    case .unknown: "not known: \(call.step)"
    }
  }

  private func line(from start: Int, to end: Int, y: Int, _ kind: String) -> String {
    let direction = end > start ? 1 : -1
    let tip = end - 6 * direction
    var output = "<g class=\"\(kind)\"><line x1=\"\(start)\" y1=\"\(y)\" x2=\"\(tip)\" y2=\"\(y)\"/>"
    if kind == "refused" {
      let x = (start + end) / 2 + 120 * direction
      output += "<path d=\"M\(x - 6) \(y - 6)L\(x + 6) \(y + 6)M\(x - 6) \(y + 6)L\(x + 6) \(y - 6)\"/>"
    }
    output += "<path class=\"tip\" d=\"M\(tip - 9 * direction) \(y - 5)L\(tip) \(y)L\(tip - 9 * direction) \(y + 5)\"/>"
    return output + "</g>\n"
  }

  private func text(
    _ text: String, at x: Int, _ y: Int, _ kind: String, hover: String? = nil, isRaised: Bool = false
  ) -> String {
    let title = hover.map { "<title>\(htmlText($0))</title>" } ?? ""
    let kind = isRaised ? "\(kind) raised" : kind
    return "<text class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\">\(title)\(htmlText(text))</text>\n"
  }

  /// At most `limit` characters of `text`, made visible.
  private func cropped(_ text: String, to limit: Int) -> String {
    let text = visible(text).unicodeScalars
    return text.count <= limit ? String(text) : String(text.prefix(limit - 3)) + "..."
  }
}
