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

  private static var environment: [String] {
    variables.compactMap { name in SystemCalls.environment(name).map { "\(name)=\($0)" } }
      + ["LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1"]
  }

  /// The standard output of a program that is found on `PATH`, and its exit status. Its standard error is dropped.
  ///
  /// The input is a file, so that neither side waits for the other.
  static func run(
    _ arguments: [String], input: [UInt8] = [], limit: Int
  ) throws(SystemError) -> (status: Int32, output: [UInt8]) {
    let source = try temporaryFile(holding: input)
    defer { close(source) }
    let pipe = try Pipe()
    defer { close(pipe.reading.number) }
    let process: pid_t
    do {
      // The reader sees an end only when no writer is left.
      defer { close(pipe.writing.number) }
      process = try spawn(
        arguments, environment: .only(environment), input: source, output: pipe.writing.number, error: nil)
    }
    var output: [UInt8] = []
    var failure: SystemError?
    do throws(SystemError) { output = try SystemCalls.read(pipe.reading, limit: limit) } catch { failure = error }
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
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    do throws(SystemError) {
      try SystemCalls.write(bytes, to: SystemCalls.Descriptor(number: number))
    } catch {
      close(number)
      throw error
    }
    lseek(number, 0, SEEK_SET)
    return number
  }

  /// The environment of a program.
  enum Environment {
    /// These variables, each with its value after `=`.
    case only([String])
    /// All that this program has, unread, with these in place of its own.
    case inherited(with: [(name: String, value: String)])
  }

  /// Starts a program, found on `PATH` unless its name has a slash, and answers its number.
  ///
  /// - Parameters:
  ///   - arguments: the name of the program and its arguments.
  ///   - input: what it reads; nil for nothing at all.
  ///   - error: where its standard error goes; nil to drop it.
  ///   - isApart: whether it gets a session of its own: no terminal to ask on, and with its children the group of
  ///     processes that has its number.
  static func spawn(
    _ arguments: [String], environment: Environment, input: Int32?, output: Int32, error: Int32?,
    isApart: Bool = false
  ) throws(SystemError) -> pid_t {
    for argument in arguments where argument.utf8.contains(0) { throw SystemError(code: EINVAL) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe _ = posix_spawnattr_destroy(&attributes) }
    if isApart {
      // With a mask of its own it hears the signal that is to end it.
      var mask = sigset_t()
      unsafe _ = sigemptyset(&mask)
      unsafe posix_spawnattr_setsigmask(&attributes, &mask)
      unsafe posix_spawnattr_setflags(&attributes, Self.newSession | Int16(POSIX_SPAWN_SETSIGMASK))
    }
    for (number, target) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (error, STDERR_FILENO)] {
      if let number {
        unsafe posix_spawn_file_actions_adddup2(&actions, number, target)
      } else {
        let flags = target == STDIN_FILENO ? O_RDONLY : O_WRONLY
        unsafe posix_spawn_file_actions_addopen(&actions, target, "/dev/null", flags, 0)
      }
    }
    var process: pid_t = 0
    let code = unsafe withStrings(arguments) { arguments in
      unsafe withVariables(environment) { environment in
        unsafe posix_spawnp(&process, arguments[0]!, &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else { throw SystemError(code: code) }
    return process
  }

  #if canImport(Darwin)
    private static let newSession = Int16(POSIX_SPAWN_SETSID)
  #else
    // The flag is a macro that Swift does not import; glibc and musl agree on it.
    private static let newSession: Int16 = 0x80
  #endif

  private typealias Strings = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  private static func withStrings<Result>(_ strings: [String], _ body: (Strings) -> Result) -> Result {
    var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { while unsafe !pointers.isEmpty { unsafe free(pointers.removeLast()) } }
    return unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress!) }
  }

  private static func withVariables<Result>(_ environment: Environment, _ body: (Strings) -> Result) -> Result {
    switch environment {
    case .only(let variables): return unsafe withStrings(variables, body)
    case .inherited(let replaced):
      return unsafe withStrings(replaced.map { "\($0.name)=\($0.value)" }) { strings in
        var pointers = unsafe [UnsafeMutablePointer<CChar>?]()
        var next = unsafe environ
        while let variable = unsafe next.pointee {
          // The names only are looked at.
          let isReplaced = replaced.contains { unsafe strncmp(variable, "\($0.name)=", $0.name.utf8.count + 1) == 0 }
          if !isReplaced { unsafe pointers.append(variable) }
          unsafe next += 1
        }
        for index in 0...replaced.count { unsafe pointers.append(strings[index]) }
        return unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress!) }
      }
    }
  }

  /// The path of the program `name` by `PATH`; nil where there is none.
  static func path(of name: String) -> String? {
    // Without PATH, posix_spawnp searches the folders that the system has its own programs in.
    let folders = SystemCalls.environment("PATH") ?? "/bin:/usr/bin"
    for folder in folders.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
      // An empty entry is the current folder.
      let path = folder.isEmpty ? "./\(name)" : PathName(String(Substring(folder))).appending(name)
      if (try? SystemCalls.kind(of: path)) == .file, unsafe access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  /// A pipe; programs that are started get neither end by accident.
  struct Pipe {
    /// Where to read and where to write.
    let reading, writing: SystemCalls.Descriptor

    /// Makes a pipe. There is a moment in which a program that another thread starts would get it.
    init() throws(SystemError) {
      var ends: [Int32] = [0, 0]
      guard unsafe pipe(&ends) == 0 else { throw .last }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      reading = SystemCalls.Descriptor(number: ends[0])
      writing = SystemCalls.Descriptor(number: ends[1])
    }
  }
}
