/// The policies that a server enforces for Backbeat's calls.
@nonexhaustive public enum ServerReading: String, Sendable, Hashable, CaseIterable {
  /// The promise of the guide: all that Backbeat is documented to need is enforced, and nothing beyond it.
  case documented
  /// CloudServer 8.8.35 of October 2024: Backbeat's own routes enforce nothing but a `bucketGet` on absent keys.
  case checked2024 = "checked_2024"
  /// Servers from 9.5.2 on: Backbeat's own routes obey IAM and bucket policies.
  case enforced2025 = "enforced_2025"
}
