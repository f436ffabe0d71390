import JSONSource

/// Tells which documents belong together.
struct SetupGathering {
  private let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  /// The setups among `documents`.
  func gather(_ documents: [Document]) -> [Setup] { [] }
}
