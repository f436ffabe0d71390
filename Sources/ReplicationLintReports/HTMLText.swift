import ReplicationLint

/// `text` as the text of an HTML element or the value of an attribute in double quotes; what cannot be seen is shown as
/// its code point.
func htmlText(_ text: String) -> String { xmlEscaped(text) }

/// A sentence of a finding: anything in backticks is text of a document.
func htmlSentence(_ text: String) -> String {
  let parts = visible(text).split(separator: "`", omittingEmptySubsequences: false)
  // A backtick without a partner is one.
  guard parts.count % 2 == 1 else { return htmlText(text) }
  return parts.enumerated().map { index, part in
    index % 2 == 0 ? htmlText(String(part)) : "<code>\(htmlText(String(part)))</code>"
  }.joined()
}
