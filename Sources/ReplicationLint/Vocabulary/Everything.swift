/// Returns whether an action, resource or principal names everything of its kind: `*`, `s3:*`, `arn:aws:s3:::*`,
/// `arn:aws:s3:::*/*`.
func namesEverything(_ text: String) -> Bool {
  let last = text.parts(separatedBy: ":").last ?? ""
  let head = last.utf8.prefix { $0 != UInt8(ascii: "/") }
  return !head.isEmpty && head.allSatisfy { $0 == UInt8(ascii: "*") }
}
