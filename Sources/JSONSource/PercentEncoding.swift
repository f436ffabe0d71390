/// The bytes that a URL-encoded string stands for, and the offset in it of each of them and of the end. O(length).
///
/// A string that does not begin with `%` is not encoded. A `%` without two hexadecimal digits after it stands for itself
/// (RFC 3986, section 2.1).
func percentDecoded(_ text: [UInt8]) -> (bytes: [UInt8], offsets: [Int]) {
  guard text.first == UInt8(ascii: "%") else { return (text, Array(0...text.count)) }
  var bytes: [UInt8] = []
  var offsets: [Int] = []
  var at = 0
  while at < text.count {
    offsets.append(at)
    if text[at] == UInt8(ascii: "%"), at + 2 < text.count, let high = hexDigit(text[at + 1]),
      let low = hexDigit(text[at + 2])
    {
      bytes.append(UInt8(high << 4 | low))
      at += 3
    } else {
      // Some encoders write a space as in forms; a plus of the text itself is always encoded.
      bytes.append(text[at] == UInt8(ascii: "+") ? UInt8(ascii: " ") : text[at])
      at += 1
    }
  }
  return (bytes, offsets + [text.count])
}
