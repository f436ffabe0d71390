import ReplicationLint

/// The number of columns of a terminal that a string takes, for the characters that are shown as they are.
///
/// Sources: Unicode Standard Annex 11 (East Asian Width W and F) and Unicode Technical Standard 51 (emoji).
enum DisplayWidth {
  /// The width of `text`.
  static func of(_ text: String) -> Int {
    var width = 0
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      width += of(scalar, after: previous)
      previous = scalar
    }
    return width
  }

  /// The width that `scalar` adds behind `previous`.
  static func of(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Int {
    if scalar.value < 0x300 { return 1 }
    let properties = scalar.properties
    if scalar == "\u{FE0F}" {
      // The emoji form of a character that is narrow as text.
      guard let previous, previous.properties.isEmoji else { return 0 }
      return 2 - of(previous, after: nil)
    }
    if properties.generalCategory == .nonspacingMark || properties.generalCategory == .enclosingMark { return 0 }
    // Vowels and final consonants of Hangul join the syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    if properties.isEmojiModifier, previous?.properties.isEmojiModifierBase == true { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    // Flags are pairs of letters, each of which takes half of the flag's two columns.
    if (0x1F1E6...0x1F1FF).contains(scalar.value) { return false }
    return scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
  }

  /// The wide characters that are no emoji; what is not assigned in between does not matter.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
