/// Ends the program with a message, which libFuzzer takes for a finding, unless a condition holds. In release builds
/// `precondition` is silent.
func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
