import JSONSource

extension Rule {
  /// The file is not checked.
  static let unknownKind = Rule(
    "unknown-kind", .syntax, .style,
    title: "the file is not checked",
    rationale: """
      repllint detects documents by the evidence in them: a `Statement` whose entries have an effect, actions, principals \
      or resources; `Rules` whose entries have a destination; the full shape of an AWS CLI answer. A misspelt name \
      counts only beside other evidence. A file without evidence is foreign: a search in folders passes it over, and it \
      is never changed and never part of a setup. A foreign file that is named gets this one note, unless `--foreign skip` \
      is given. When it is meant to be one of the documents, state its kind with `--kind`.
      """,
    references: ["repllint: Documentation/Formats.md"],
    check: .document { document, context in
      let place = ObjectReader(document.json.root).place
      // `wrong-type` reports an empty value under the name of a configuration.
      if document.isReadable, document.isMissingConfiguration { return }
      if document.isForeign, document.isReadable || ForeignText(document.json.source)?.isHarmless == true {
        let file = ForeignFile(document.json)
        context.report(file.sentence, at: place, help: file.help)
      }
    })
}
