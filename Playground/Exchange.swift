// The functions that the page calls. A request and its answer are bytes in memory that the page reads and writes.

/// The bytes of the last answer, which the page reads before its next request.
nonisolated(unsafe) private var answerBytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)

/// The bytes of the next request.
nonisolated(unsafe) private var requestBytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)

/// Makes room for a request of `count` bytes, and returns its address.
@_expose(wasm, "request")
@_cdecl("playground_request")
public func request(_ count: Int32) -> UnsafeMutablePointer<UInt8>? {
  requestBytes.deallocate()
  requestBytes = .allocate(capacity: Int(count))
  requestBytes.initialize(repeating: 0)
  return requestBytes.baseAddress
}

/// Answers the request that was written, and returns the length of the answer.
@_expose(wasm, "answer")
@_cdecl("playground_answer")
public func answer() -> Int32 {
  let bytes = PlaygroundRequest(Array(requestBytes)).answer
  answerBytes.deallocate()
  answerBytes = .allocate(capacity: bytes.count)
  _ = answerBytes.initialize(from: bytes)
  return Int32(bytes.count)
}

/// The address of the answer.
@_expose(wasm, "answerAddress")
@_cdecl("playground_answer_address")
public func answerAddress() -> UnsafeMutablePointer<UInt8>? { answerBytes.baseAddress }
