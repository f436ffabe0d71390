/// Answers about the setup in another format than JSON: what they show may refute it.
extension SiteAssignment {
  /// Leaves the verdict open where such an answer lies with the configuration or beside parts of the setup, or has the
  /// name of a side or of a bucket.
  mutating func doubtUnreadAnswers(_ documents: [Document]) {
    let answers = documents.filter { $0.kind == .unknown && $0.json.isAnswerInOtherFormat }
    if answers.isEmpty { return }
    let folders = partFolders
    for answer in answers {
      let isNamed = isOfOne(answer) && (byCertainName(answer) != nil || isNamedForBucket(answer))
      guard isNear(answer) || isBelow(answer) || folders.contains(Folder(of: answer)) || isNamed else { continue }
      doubt("what \(quoted: answer.path) shows is not read, as it is not JSON")
    }
  }
}
