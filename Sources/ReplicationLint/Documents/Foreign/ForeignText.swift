import JSONSource

/// The type of a file that is not JSON, detected from the start of its text.
struct ForeignText {
  /// The description of the file.
  let file: ForeignFile
  /// The error where JSON is expected.
  let syntaxMessage: Message
  /// Indicates whether the file is right as it is, so that its not being JSON is not an error: AWS CLI printed or reads
  /// it.
  let isHarmless: Bool
  /// Indicates whether it is about replication, so that a search does not pass over it.
  var isAboutReplication = false

  init?(_ source: SourceFile) {
    let bytes = source.bytes
    if bytes.allSatisfy({ $0 <= 0x20 }) {
      guard let command = Self.silentCommand(source.name) else { return nil }
      file = ForeignFile(
        "the empty answer of \(command)",
        help: "there is nothing in it to check; leave it out, or pass `--foreign skip`")
      (syntaxMessage, isHarmless) = ("the file is empty", true)
      return
    }
    let start = String(decoding: bytes.drop { $0 <= 0x20 }.prefix(4096), as: UTF8.self)
    if let format = OtherFormat(start, file: source.name) {
      let help: Message = "save the answer with `--output json`, or write the document in it as JSON"
      file = ForeignFile(format.name, help: help)
      (syntaxMessage, isHarmless, isAboutReplication) = ("this is \(format.name), not JSON", false, true)
    } else if let line = Self.failure(start) {
      file = ForeignFile(
        "an error message of AWS CLI, \(quoted: line)", help: "save the answer of the command once it succeeds")
      (syntaxMessage, isHarmless) = ("this is not JSON", true)
    } else if start.hasPart("An error occurred (") {
      file = ForeignFile("an error message of AWS CLI", help: "there is nothing in it to check; leave it out")
      (syntaxMessage, isHarmless) = ("this is not JSON", true)
    } else if Self.isShorthand(start) {
      file = ForeignFile(
        "the shorthand of AWS CLI", help: "write the configuration as JSON to have it checked")
      (syntaxMessage, isHarmless) = ("this is not JSON", true)
    } else if let description = Self.description(start) {
      file = ForeignFile(description, help: "write the document in it to a JSON file of its own")
      (syntaxMessage, isHarmless) = ("this is \(description), not JSON", false)
    } else {
      return nil
    }
  }

  /// The line in which AWS CLI reports that it could not ask the server.
  private static func failure(_ start: String) -> String? {
    let beginnings = [
      "Unable to locate credentials", "Could not connect to the endpoint URL", "Connect timeout on endpoint URL",
      "Read timeout on endpoint URL", "You must specify a region", "The config profile (",
      "Unable to parse config file",
      "SSL validation failed for", "Partial credentials found", "Error when retrieving token", "Token has expired",
      "Invalid endpoint", "Connection was closed before we received a valid response",
    ]
    guard let first = start.split(whereSeparator: { $0.isNewline }).first else { return nil }
    let prefix = "aws: [ERROR]: "
    let line = first.hasPrefix(prefix) ? first.dropFirst(prefix.count) : first
    return beginnings.contains { line.hasPrefix($0) } ? String(line) : nil
  }

  /// AWS CLI reads `Role=...,Rules=[{...}]` where a replication configuration is wanted.
  private static func isShorthand(_ start: String) -> Bool {
    start.hasPrefix("Role=") || start.hasPrefix("Rules=[")
  }

  private static func description(_ start: String) -> Message? {
    if start.hasPrefix("<?xml") || start.hasPrefix("<ReplicationConfiguration") { return "XML" }
    if start.hasPrefix("<!DOCTYPE html") || start.hasPrefix("<html") { return "HTML" }
    let lines = start.split(whereSeparator: { $0.isNewline }).filter { !$0.hasPrefix("#") && !$0.hasPrefix("//") }
    guard let first = lines.first else { return nil }
    let blocks = ["resource \"", "provider \"", "terraform {", "variable \"", "module \"", "data \"", "locals {"]
    if blocks.contains(where: { first.hasPrefix($0) }) { return "Terraform configuration" }
    let isYAML = first == "---" || first.hasPrefix("%YAML") || (isKey(first) && lines.count > 1)
    return isYAML ? "YAML" : nil
  }

  /// Returns whether a line is a key of YAML: a bare word, a colon, and then nothing or a space.
  private static func isKey(_ line: Substring) -> Bool {
    let word = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    let rest = line.dropFirst(word.count)
    return !word.isEmpty && (rest == ":" || rest.hasPrefix(": "))
  }

  /// The command in a file's name that prints nothing when it succeeds.
  private static func silentCommand(_ path: String) -> Message? {
    let commands = [
      "put-bucket-versioning", "put-bucket-replication", "put-bucket-policy", "put-role-policy", "put-object-acl",
      "attach-role-policy", "detach-role-policy", "create-bucket", "delete-bucket-replication", "delete-bucket-policy",
      "delete-bucket", "delete-object", "delete-role-policy", "delete-role", "delete-policy",
      "update-assume-role-policy", "get-bucket-replication", "get-bucket-policy",
    ]
    let name = path.lowercased()
    // `target-bucket-policy` is not named for `get-bucket-policy`.
    let words = asciiWords(name.utf8)
    return commands.first { command in
      let parts = asciiWords(command.utf8)
      return words.indices.contains { words[$0...].starts(with: parts) }
    }.map { "\($0)" }
  }
}

extension JSONDocument {
  /// Indicates whether the file is an answer about replication in another format than JSON.
  var isAnswerInOtherFormat: Bool { !isValid && ForeignText(source)?.isAboutReplication == true }
}
