/// The settings of a report beside its findings.
public struct RenderOptions: Sendable, Hashable {
  /// Indicates whether the text report may use the colours of the terminal.
  public var usesColor: Bool
  /// Indicates whether the reports for people show errors only, and no summary; machines always get everything.
  public var isQuiet: Bool
  /// Indicates whether the reports for people end with a count for each rule.
  public var showsStatistics: Bool
  /// The columns of the terminal, so that lines of files and tables fit; nil where there is none.
  public var columns: Int?
  /// The version that reports name.
  public var toolVersion: String
  /// The prefix of a rule's slug and `.md` in the address of its page.
  public var documentationBase: String

  /// Makes options; the defaults suit a file.
  public init(
    usesColor: Bool = false, isQuiet: Bool = false, showsStatistics: Bool = false, columns: Int? = nil,
    toolVersion: String = Tool.version,
    documentationBase: String = "\(Tool.address)/blob/main/Documentation/Rules/"
  ) {
    self.usesColor = usesColor
    self.isQuiet = isQuiet
    self.showsStatistics = showsStatistics
    self.columns = columns
    self.toolVersion = toolVersion
    self.documentationBase = documentationBase
  }

  /// The columns for a line of a file, beside a number of `digits` digits and the frame.
  func lineLimit(digits: Int) -> Int { columns.map { max(24, $0 - digits - 3) } ?? LineLayout.defaultLimit }

  /// The address of the page of the rule called `slug`.
  public func documentation(_ slug: String) -> String { "\(documentationBase)\(slug).md" }
}
