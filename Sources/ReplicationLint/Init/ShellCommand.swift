/// A command of AWS CLI, as the guide gives it, to be run by hand.
public struct ShellCommand: Sendable, Hashable {
  /// An option with its value.
  public struct Option: Sendable, Hashable {
    /// The name with its hyphens.
    public let name: String
    /// The value as the program should receive it.
    public let value: String
  }

  /// The purpose of the command: one line, without text of the user.
  public let purpose: String
  /// The program and its subcommands.
  public let words: [String]
  /// The options in order.
  public let options: [Option]
  /// The output to wait for before the next command; nil where success is enough.
  public let awaited: String?
  /// The error code that is the right answer, and what another answer means; nil where success is right.
  public let wanted: Refusal?

  /// A refusal that shows that something is not there.
  public struct Refusal: Sendable, Hashable {
    /// The error code.
    public let code: String
    /// The meaning of an unexpected success of the command.
    public let otherwise: String
  }

  init(
    _ purpose: String, _ words: String, _ options: [(String, String)], awaited: String? = nil, wanted: Refusal? = nil
  ) {
    self.awaited = awaited
    self.wanted = wanted
    self.purpose = purpose
    self.words = words.split(separator: " ").map(String.init)
    self.options = options.map { Option(name: $0.0, value: $0.1) }
  }

  /// The command for a POSIX shell, one option a line, without a line end at the end.
  public var shellText: String {
    let lines = options.map { option in
      let value = shellQuoted(option.value)
      // After a space the program would parse such a value as another option.
      return option.value.utf8.first == UInt8(ascii: "-") ? "\(option.name)=\(value)" : "\(option.name) \(value)"
    }
    return ([words.joined(separator: " ")] + lines).joined(separator: " \\\n  ")
  }

  /// The command as a step of a script: repeated for five minutes where something is awaited, and stopping where a
  /// refusal is wanted and does not come.
  var scriptText: String {
    if let wanted {
      return """
        if answer=$(\(shellText) 2>&1); then
          echo \(shellQuoted(wanted.otherwise)) >&2
          exit 1
        fi
        case $answer in
          *\(wanted.code)*) ;;
          *) printf '%s\\n' "$answer" >&2; exit 1 ;;
        esac
        """
    }
    guard let awaited else { return shellText }
    return """
      tries=0
      until
        status=$(\(shellText))
        [ "$status" = \(shellQuoted(awaited)) ]
      do
        tries=$((tries + 1))
        if [ "$status" = FAILED ] || [ "$tries" -ge 60 ]; then
          echo "the object's ReplicationStatus is '$status'" >&2
          exit 1
        fi
        sleep 5
      done
      """
  }
}

/// `text` as one word of a POSIX shell.
func shellQuoted(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_@%+=:,./-".utf8.contains(byte)
    }
  }
  if isPlain, !text.isEmpty { return text }
  // Nothing but the quote itself has a meaning between single quotes. By scalars: to Swift, a quote before a combining
  // mark is another character; to a shell it is a quote.
  var word = "'".unicodeScalars
  for scalar in text.unicodeScalars {
    if scalar == "'" { word.append(contentsOf: "'\\''".unicodeScalars) } else { word.append(scalar) }
  }
  word.append("'")
  return String(word)
}
