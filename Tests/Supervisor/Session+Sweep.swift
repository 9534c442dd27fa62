import Protocol

extension Session {
  /// Runs a function once for each nudge.
  /// - Returns: For each nudge the loss, followed by a number for each watched line.
  /// - Throws: ``Interruption`` if the process died.
  package func sweep(_ call: Request.Call, _ sweep: Request.Sweep) throws -> [Double] {
    evaluations += sweep.nudges.count
    let conversation = try start(for: .differences)
    do throws(Death) {
      try conversation.send(.sweep(call, sweep))
      var numbers: [Double] = []
      let wanted = sweep.nudges.count * sweep.width
      while numbers.count < wanted {
        switch try conversation.receive() {
        case .numbers(let more): numbers += more
        case .threw(let text): throw Death(cause: .threw(text.clipped()))
        default: throw Death(cause: .damage)
        }
      }
      guard numbers.count == wanted else { throw Death(cause: .damage) }
      return numbers
    } catch {
      stop(.differences)
      try throwIfNothingStarts(error)
      if error.isTimeout { timeouts += 1 }
      throw Interruption(line: nil, wasInside: false, death: error)
    }
  }
}
