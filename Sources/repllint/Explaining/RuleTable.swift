import Jansson
import ReplicationLint
import ReplicationLintReports

/// Several rules at a glance.
struct RuleTable {
  private let rules: [Rule]

  /// Makes a table of `rules` in their order.
  init(_ rules: [Rule]) { self.rules = rules }

  /// One line for each rule, in columns.
  var text: String {
    let rows = rules.map { rule in
      [rule.slug, rule.group.rawValue, rule.consequence.rawValue, rule.severity.rawValue, rule.title]
    }
    let widths = (0..<4).map { column in rows.map { $0[column].utf8.count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.utf8.count) + "  " }.joined() + row[4] + "\n"
    }.joined()
  }

  /// A JSON array with an object for each rule.
  var json: [UInt8] { JanssonValue.array(rules, Self.object).encoded(.indented) + [0x0A] }

  /// The object of one rule.
  static func json(_ rule: Rule) -> [UInt8] { object(rule).encoded(.indented) + [0x0A] }

  /// The object of one rule, as a part of another value.
  static func object(_ rule: Rule) -> JanssonValue {
    var object = JanssonValue.object()
    object.set("rule", to: rule.slug)
    object.set("group", to: rule.group.rawValue)
    object.set("severity", to: rule.severity.rawValue)
    object.set("consequence", to: rule.consequence.rawValue)
    if let platform = rule.platform { object.set("platform", to: answer(platform)) }
    object.set("answers", to: .array(rule.answers, answer))
    object.set("title", to: rule.title)
    object.set("rationale", to: rule.rationale)
    object.set("references", to: .array(rule.references) { .string($0) })
    object.set("fix", to: rule.fix.rawValue)
    object.set("optional", to: rule.isOptional)
    object.set("documentation", to: RenderOptions().documentation(rule.slug))
    return object
  }

  private static func answer(_ platform: PlatformAnswer) -> JanssonValue {
    var answer = JanssonValue.object()
    answer.set("by", to: platform.by.rawValue)
    answer.set("code", to: platform.code)
    answer.set("message", to: platform.message)
    return answer
  }
}
