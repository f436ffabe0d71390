#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The signal that asked this program to end while it has something to clean up; 0 for none.
///
/// A signal handler may write nothing but such a variable, and whoever reads it needs no more than to see it some time.
nonisolated(unsafe) private var received: sig_atomic_t = 0

/// Signals that wait until everything is cleaned up.
struct Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private var before: [(signal: Int32, action: sigaction)] = []
  private var maskBefore = sigset_t()

  /// Indicates whether the program was asked to end.
  static var isAsked: Bool { unsafe received != 0 }

  /// From now on signals only set `isAsked`. A signal that this program was started to ignore stays ignored.
  ///
  /// The parent process may have blocked them by accident, as the threads of a dispatch queue do.
  init() {
    unsafe received = 0
    var mask = sigset_t()
    unsafe _ = sigemptyset(&mask)
    for signal in Self.signals { unsafe _ = sigaddset(&mask, signal) }
    for signal in Self.signals {
      var (new, old) = (sigaction(), sigaction())
      guard unsafe sigaction(signal, nil, &old) == 0, !Self.ignores(old) else { continue }
      Self.set(&new) { unsafe received = $0 }
      if unsafe sigaction(signal, &new, nil) == 0 { before.append((signal, old)) }
    }
    unsafe _ = pthread_sigmask(SIG_UNBLOCK, &mask, &maskBefore)
  }

  /// Gives the signals their old meaning, and the program the end that it was asked for.
  func end() {
    for (signal, action) in before { unsafe _ = withUnsafePointer(to: action) { unsafe sigaction(signal, $0, nil) } }
    if Self.isAsked { unsafe _ = raise(received) }
    unsafe _ = withUnsafePointer(to: maskBefore) { unsafe pthread_sigmask(SIG_SETMASK, $0, nil) }
  }

  private static func ignores(_ action: sigaction) -> Bool {
    #if canImport(Glibc)
      let handler = unsafe action.__sigaction_handler.sa_handler
    #elseif canImport(Musl)
      let handler = unsafe action.__sa_handler.sa_handler
    #else
      let handler = unsafe action.__sigaction_u.__sa_handler
    #endif
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func set(_ action: inout sigaction, _ handler: @escaping @convention(c) (Int32) -> Void) {
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      unsafe action.__sa_handler.sa_handler = handler
    #else
      unsafe action.__sigaction_u.__sa_handler = handler
    #endif
  }
}
