// check-folder FOLDER: reports what is wrong with the JSON files of a folder. Exit status 1 where something is refused,
// cannot work, or grants access to unintended principals.
import Foundation
import JSONSource
import ReplicationLint
import ReplicationLintReports

guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: check-folder FOLDER\n".utf8))
  exit(2)
}
let folder = URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory)
let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()

/// The files, with what the manifest in the folder says of them.
var configuration = Configuration()
var inputs: [Input] = []
for name in names {
  let source = SourceFile(name: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
  if name == ConfigurationFile.fileName {
    configuration = ConfigurationFile(source).configuration
  } else {
    inputs.append(Input(source))
  }
}

let report = Linter(configuration: configuration).check(inputs)
FileHandle.standardOutput.write(Data(ReportFormat.text.render(report)))
exit(report.worst == .error ? 1 : 0)
