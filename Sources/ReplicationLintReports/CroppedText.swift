/// `text` in at most `width` columns; of a longer one the middle is left out, which matters least in an ARN.
func cropped(_ text: String, _ width: Int) -> String {
  if DisplayWidth.of(text) <= width { return text }
  let cut = "..."
  let room = max(0, width - cut.utf8.count)
  let scalars = Array(text.unicodeScalars)
  let head = fitting(scalars, room / 2)
  // From the end, marks are counted before the character that they belong to; none is wider than it is alone.
  let tail = fitting(scalars.reversed(), room - room / 2)
  return String(String.UnicodeScalarView(scalars.prefix(head))) + cut
    + String(String.UnicodeScalarView(scalars.suffix(tail)))
}

/// The number of first scalars that take at most `width` columns.
private func fitting(_ scalars: [Unicode.Scalar], _ width: Int) -> Int {
  var columns = 0
  for (index, scalar) in scalars.enumerated() {
    columns += DisplayWidth.of(scalar, after: nil)
    if columns > width { return index }
  }
  return scalars.count
}
