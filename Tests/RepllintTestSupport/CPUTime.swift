#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Processor time of one thread, which other work on the machine does not count into.
public enum CPUTime {
  /// The growth that tests allow: far above that of linear cost, far below that of quadratic cost.
  public static let linearLimit = 30.0

  /// The factor by which `work` takes longer for an input of eight times the size: about 8 where the cost is
  /// linear, about 64 where it is quadratic. A result above `linearLimit` is measured again, since caches are shared
  /// with others.
  public static func growth(_ size: Int, _ work: (Int) -> Void) -> Double {
    var (small, large) = (Double.infinity, Double.infinity)
    for _ in 0..<4 {
      small = min(small, seconds { work(size) })
      large = min(large, seconds { work(size * 8) })
      if large / max(small, 0.0005) < linearLimit { break }
    }
    return large / max(small, 0.0005)
  }

  /// Seconds that `work` takes on this thread.
  private static func seconds(_ work: () -> Void) -> Double {
    let start = now()
    work()
    return now() - start
  }

  private static func now() -> Double {
    var time = timespec()
    unsafe _ = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
