import ArgumentParser

/// `repllint completions`: prints a completion script for a shell.
struct CompletionsCommand: ParsableCommand {
  /// The shells that the parser writes scripts for.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    fileprivate var completionShell: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a completion script for a shell.",
    discussion: """
      EXAMPLES
        repllint completions bash > ~/.local/share/bash-completion/completions/repllint
        repllint completions zsh > ~/.zfunc/_repllint
        repllint completions fish > ~/.config/fish/completions/repllint.fish
      """)

  @Argument(help: "The shell.")
  var shell: Shell

  func run() throws {
    if !Terminal.output(Repllint.completionScript(for: shell.completionShell) + "\n") { throw ExitStatus.trouble }
  }
}
