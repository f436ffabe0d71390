/// What the tool calls itself.
public enum Tool {
  /// The name on the command line and in reports.
  public static let name = "repllint"
  /// The version of the tool; the only place that says it.
  public static let version = "0.1.0"
  /// Where the project stands on the web.
  public static let address = "https://github.com/repllint/repllint"
}
