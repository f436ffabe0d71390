/// The name of the tool.
public enum Tool {
  /// The name on the command line and in reports.
  public static let name = "repllint"
  /// The version of the tool; the only definition of it.
  public static let version = "0.1.0"
  /// The address of the project on the web.
  public static let address = "https://github.com/repllint/repllint"
}
