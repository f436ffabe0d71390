package import JSONSource

/// Checks documents. It reads nothing, writes nothing and keeps no state.
///
/// All rules judge the documents first, whatever is selected; the configuration then decides which findings are shown.
public struct Linter: Sendable {
  /// The settings of the run.
  public let configuration: Configuration
  private let judge: Judge
  private let presentation: Presentation
  /// About how many files are checked in one go, and up to how many all are.
  private static let batchSize = 48

  /// Makes a linter.
  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
    // Optional rules are a matter of style; they have no part in a verdict.
    let rules = Catalogue.rules.filter { !$0.isOptional || configuration.isSelected($0) }
    judge = Judge(Facts(configuration), rules: rules)
    presentation = Presentation(configuration, rules: rules)
  }

  /// Checks `inputs`, each alone and where they belong together as setups.
  ///
  /// Inputs with the same name are checked once. Linear in the size of the documents.
  public func check(_ inputs: [Input]) -> Report { check(inputs, OneWorker()) }

  /// The same by several workers. Their number changes nothing in the report.
  ///
  /// Files are divided into groups that have nothing to do with each other, and what is known of the documents of a
  /// group goes once it is checked.
  package func check(_ inputs: [Input], _ workers: some Workers) -> Report {
    if inputs.count <= Self.batchSize { return report(judge.judge(inputs)) }
    return GroupedCheck(judge, presentation, workers, batchSize: Self.batchSize).check(inputs)
  }

  /// Checks the inputs called `names` and the setups that they are part of; the other inputs only show which documents
  /// belong together.
  package func check(_ inputs: [Input], about names: Set<ExactString>) -> Report {
    report(judge.judge(inputs, about: names))
  }

  /// The analyses of the setups that contain the inputs `names`, ordered by name.
  package func analyse(_ inputs: [Input], about names: Set<ExactString>) -> [SetupAnalysis] {
    judge.judge(inputs, about: names).analyses
  }

  /// The dry run of the object `key` in every setup among `inputs`.
  public func trace(_ inputs: [Input], key: String) -> [ReplicationTrace] {
    analyse(inputs).map { ReplicationTrace($0, key: key) }
  }

  /// The analyses of all setups among `inputs`, ordered by name.
  public func analyse(_ inputs: [Input]) -> [SetupAnalysis] { judge(inputs).analyses }

  /// The setups among `inputs` as they are gathered, before anything is decided about them; no rule looks.
  package static func setups(among inputs: [Input], _ configuration: Configuration) -> [Setup] {
    Judge(Facts(configuration), rules: []).setups(among: inputs)
  }

  /// The judgement of `inputs`, taken from `earlier` where nothing changed.
  func judge(_ inputs: [Input], reusing earlier: Judgement? = nil) -> Judgement {
    judge.judge(inputs, reusing: earlier, isReused: true)
  }

  /// The shown part of a judgement.
  func report(_ judgement: Judgement) -> Report { presentation.report(judgement) }

  /// All of a judgement, whatever is to be shown.
  func wholeReport(_ judgement: Judgement) -> Report { Presentation.ofEverything.report(judgement) }
}
