/// `text` broken between words into lines of at most `width` columns; the first line begins with `first`, the others
/// with `rest`. A word that is longer than a line stays whole.
func wrapped(_ text: String, first: String, rest: String, width: Int = 80) -> String {
  var lines: [String] = []
  var line = first
  var columns = DisplayWidth.of(first)
  var isEmpty = true
  for word in text.unicodeScalars.split(separator: " ").map({ String($0) }) {
    let wordColumns = DisplayWidth.of(word)
    if !isEmpty, columns + 1 + wordColumns > width {
      lines.append(line)
      line = rest
      columns = DisplayWidth.of(rest)
      isEmpty = true
    }
    if !isEmpty {
      line += " "
      columns += 1
    }
    line += word
    columns += wordColumns
    isEmpty = false
  }
  lines.append(line)
  return lines.joined(separator: "\n")
}
