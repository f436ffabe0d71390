import JSONSource

/// Files that are named for a policy and hold none: the role that has one for want of others may be meant to have it.
extension SiteAssignment {
  /// Leaves the verdict open where such a file lies with the configuration, beside parts of the setup, or in a folder
  /// beside the configuration's.
  mutating func doubtFilesWithoutDocument(_ documents: [Document]) {
    let files = documents.filter { $0.part == nil && $0.missingPart != nil }
    if files.isEmpty { return }
    let folders = partFolders
    for file in files {
      let folder = Folder(of: file)
      guard let part = file.missingPart, isForWantOfOthers(part),
        isNear(file) || folders.contains(folder) || mayBeOtherSite(folder)
      else { continue }
      doubt("\(quoted: file.path) is named for a \(part.rawValue) and holds none")
    }
  }
}

extension Document {
  /// The part that the name of the file shows, where nothing or another policy is in it.
  fileprivate var missingPart: SetupMember.Part? {
    let isEmpty = json.isEmptyPolicyByName
    guard isEmpty || kind == .permissionPolicy else { return nil }
    let words = json.fileWords
    if words.contains("trust") { return words.contains { $0.hasPrefix("permission") } ? nil : .trust }
    return isEmpty ? .permissions : nil
  }
}
