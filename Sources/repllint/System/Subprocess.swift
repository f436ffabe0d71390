#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that runs beside this one, without a shell.
enum Subprocess {
  /// The variables of the environment that it gets; `git` finds repositories and its settings by them.
  private static let variables = [
    "PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "GIT_DIR", "GIT_WORK_TREE", "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
  ]

  /// The standard output of a program that is found on `PATH`, and its exit status. Its standard error is dropped.
  ///
  /// The input is a file, so that neither side waits for the other.
  static func run(
    _ arguments: [String], input: [UInt8] = [], limit: Int
  ) throws(SystemError) -> (status: Int32, output: [UInt8]) {
    for argument in arguments where argument.utf8.contains(0) { throw SystemError(code: EINVAL) }
    let source = try temporaryFile(holding: input)
    defer { close(source) }
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw .last }
    var isOpen = true
    defer { if isOpen { close(ends[1]) } }
    let reader = SystemCalls.Descriptor(number: ends[0])
    defer { close(ends[0]) }
    let process = try spawn(arguments, input: source, output: ends[1], closing: ends[0])
    close(ends[1])
    isOpen = false
    var output: [UInt8] = []
    var failure: SystemError?
    do throws(SystemError) { output = try SystemCalls.read(reader, limit: limit) } catch { failure = error }
    if failure != nil { kill(process, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    if let failure { throw failure }
    // The exit status is in the second byte; a program that a signal ended has none.
    return (status & 0x7F == 0 ? (status >> 8) & 0xFF : -1, output)
  }

  private static func temporaryFile(holding bytes: [UInt8]) throws(SystemError) -> Int32 {
    var name = Array("/tmp/repllint-XXXXXX".utf8CString)
    let number = unsafe mkstemp(&name)
    guard number >= 0 else { throw .last }
    unsafe unlink(name)
    do throws(SystemError) {
      try SystemCalls.write(bytes, to: SystemCalls.Descriptor(number: number))
    } catch {
      close(number)
      throw error
    }
    lseek(number, 0, SEEK_SET)
    return number
  }

  private static func spawn(
    _ arguments: [String], input: Int32, output: Int32, closing: Int32
  ) throws(SystemError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    for number in [input, output, closing] where number > STDERR_FILENO {
      unsafe posix_spawn_file_actions_addclose(&actions, number)
    }
    let settings = variables.compactMap { name in SystemCalls.environment(name).map { "\(name)=\($0)" } }
    let environment = settings + ["LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1"]
    var process: pid_t = 0
    let code = unsafe withStrings(arguments) { arguments in
      unsafe withStrings(environment) { environment in
        unsafe posix_spawnp(&process, arguments[0]!, &actions, nil, arguments, environment)
      }
    }
    guard code == 0 else { throw SystemError(code: code) }
    return process
  }

  private static func withStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { while unsafe !pointers.isEmpty { unsafe free(pointers.removeLast()) } }
    return unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress!) }
  }
}
