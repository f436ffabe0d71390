import ReplicationLint

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Does jobs in several threads, the calling one among them.
struct Threads: Workers {
  /// The number of threads.
  let count: Int
  /// Is given how many jobs of how many are done, by the calling thread.
  var progress: (Int, Int) -> Void = { _, _ in }

  /// The most threads that are of use to anybody.
  static let limit = 256

  func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    withoutActuallyEscaping(body) { body in
      let queue = Queue(items, body)
      let helpers = (1..<max(1, min(count, items.count))).compactMap { _ in Thread(queue) }
      while queue.doNext() { progress(queue.doneCount, items.count) }
      for helper in helpers { helper.join() }
      return queue.results
    }
  }

  /// The number of processors that this program may use.
  static var processorCount: Int { max(1, min(limit, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))) }
}

/// Jobs that are taken one by one.
private protocol JobQueue: AnyObject, Sendable {
  /// Does the next job; false where none is left.
  func doNext() -> Bool
}

/// Items, of which each is taken once, and what becomes of them.
///
/// Unchecked: `next`, `done` and `slots` are touched with `lock` held only; everything else is constant.
@safe private final class Queue<Item: Sendable, Result: Sendable>: JobQueue, @unchecked Sendable {
  private let items: [Item]
  private let body: @Sendable (Item) -> Result
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private var next = 0
  private var done = 0
  private var slots: [Result?]

  init(_ items: [Item], _ body: @escaping @Sendable (Item) -> Result) {
    self.items = items
    self.body = body
    slots = Array(repeating: nil, count: items.count)
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(lock, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(lock)
    unsafe lock.deallocate()
  }

  private func locked<Value>(_ work: () -> Value) -> Value {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe _ = pthread_mutex_unlock(lock) }
    return work()
  }

  func doNext() -> Bool {
    let taken = locked {
      next += 1
      return next - 1
    }
    guard taken < items.count else { return false }
    let result = body(items[taken])
    locked {
      slots[taken] = result
      done += 1
    }
    return true
  }

  var doneCount: Int { locked { done } }

  /// The results of the items, in their order; complete once no thread is working.
  var results: [Result] { locked { slots.compactMap { $0 } } }
}

/// A thread that works until a queue is empty.
private struct Thread {
  private let handle: pthread_t

  /// As much as the first thread has: documents nest.
  private static let stackSize = 1 << 23

  /// Starts a thread; nil where the system has none to give, and the others do its work.
  init?(_ queue: any JobQueue) {
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return nil }
    defer { unsafe _ = pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, Self.stackSize)
    let context = unsafe Unmanaged.passRetained(Box(queue))
    #if canImport(Darwin)
      var handle: pthread_t?
    #else
      var handle = pthread_t()
    #endif
    let status = unsafe pthread_create(&handle, &attributes, { context in unsafe run(context) }, context.toOpaque())
    guard status == 0 else {
      unsafe context.release()
      return nil
    }
    #if canImport(Darwin)
      guard let handle = unsafe handle else { return nil }
    #endif
    self.handle = handle
  }

  /// Waits until it has ended.
  func join() { _ = pthread_join(handle, nil) }
}

private final class Box: Sendable {
  let queue: any JobQueue
  init(_ queue: any JobQueue) { self.queue = queue }
}

private func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context = unsafe context {
    let box = unsafe Unmanaged<Box>.fromOpaque(context).takeRetainedValue()
    while box.queue.doNext() {}
  }
  return nil
}
