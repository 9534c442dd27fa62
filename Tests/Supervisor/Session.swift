import FlatBackprop
import Protocol
import KitSupport

/// A submission that is asked to run functions, and that is started anew when it has died.
package final class Session {
  private let executable: String
  private let limits: Limits
  private let isConfined: Bool
  private let budget: Budget

  /// One process is asked for the values of lines, another one for differences. So the process that
  /// answers for a gradient has never seen a nudge.
  private var conversations: [Purpose: Conversation] = [:]

  enum Purpose {
    case values, differences
  }

  var timeouts = 0

  /// More lines than any function runs.
  private static let mostLines = 2_000

  /// How often a function was run in sweeps.
  package internal(set) var evaluations = 0

  /// - Parameter isConfined: Whether to deny the submission access to everything it does not need.
  package init(executable: String, limits: Limits, confined isConfined: Bool = false) {
    self.executable = executable
    self.limits = limits
    self.isConfined = isConfined
    budget = Budget(limits)
  }

  /// A line that has begun.
  package struct Begun {
    package let name: LineName
    package let role: Event.Role
    package let file: String
    package let line: Int
  }

  /// What the judge says to a line that has begun.
  package enum Answer {
    case evaluate
    case handOn(Tensor)
  }

  /// What a body gave.
  package enum Outcome {
    case value(Tensor)
    case toDo(file: String, line: Int)
    case threw(String)
  }

  /// Runs a function and asks about every line.
  /// - Parameters:
  ///   - begun: Says whether a line is evaluated.
  ///   - ended: Takes what it evaluated to, and says what is handed on: `nil` is the value itself.
  ///   - upstream: The gradient of a layer's output line.
  ///   - misplaced: Takes a line that was run inside another one, or (`nil`) on another thread.
  ///   - returned: Takes what the function returns, by its label.
  ///   - printed: Takes what was printed while a line ran, or (`nil`) while none did, and how many
  ///     more bytes there were.
  /// - Throws: ``Interruption`` if the process died or the function did not finish.
  package func record(
    _ call: Request.Call, begun: (Begun) -> Answer, ended: (Begun, Outcome) -> Tensor?,
    upstream: (String) -> Tensor, misplaced: (Begun, _ outer: LineName?) -> Void = { _, _ in },
    returned: (String, Tensor) -> Void = { _, _ in },
    printed: (LineName?, [UInt8], Int) -> Void = { _, _, _ in }
  ) throws {
    let conversation = try start(for: .values)
    var current: Begun?
    var isEvaluating = false
    var hasEvaluated = false
    var lines = 0
    func tellPrints() {
      let prints = conversation.takePrints()
      printed(isEvaluating ? current?.name : nil, prints.bytes, prints.beyond)
    }
    func count() throws(Death) {
      lines += 1
      if lines > Self.mostLines { throw Death(cause: .endless) }
    }
    func end(_ outcome: Outcome) throws(Death) {
      isEvaluating = false
      let value = ended(current!, outcome)
      try conversation.send(value.map { .handOn($0) } ?? .keep)
    }
    do throws(Death) {
      try conversation.send(.record(call))
      while true {
        let event = try conversation.receive()
        // What a line prints comes before what it gives.
        tellPrints()
        switch event {
        case .began(let name, let role, let file, let line):
          // No line can begin before the running one has ended, so the running one sent this event
          // itself.
          if isEvaluating { throw Death(cause: .damage) }
          let line = Begun(name: name.clipped, role: role, file: file, line: line)
          current = line
          hasEvaluated = false
          try count()
          switch begun(line) {
          case .evaluate:
            isEvaluating = true
            hasEvaluated = true
            try conversation.send(.evaluate)
          case .handOn(let tensor):
            try conversation.send(.handOn(tensor))
          }
        case .value(let tensor) where isEvaluating: try end(.value(tensor))
        case .toDo(let file, let line) where isEvaluating:
          try end(.toDo(file: file, line: line))
        case .threw(let text) where isEvaluating: try end(.threw(text.clipped()))
        case .refused(let text) where isEvaluating:
          throw Death(cause: .refused(text.clipped()))
        case .misplaced(let name, let file, let line, let outer):
          try count()
          misplaced(
            Begun(name: name.clipped, role: .forward, file: file, line: line), outer?.clipped)
        case .wantsUpstream(let name):
          try count()
          try conversation.send(.handOn(upstream(name.clipped(to: 100))))
        case .returned(let label, let tensor) where !isEvaluating:
          try count()
          returned(label.clipped(to: 100), tensor)
        case .finished where !isEvaluating:
          return
        case .threw(let text):
          throw Death(cause: .threw(text.clipped()))
        default:
          throw Death(cause: .damage)
        }
      }
    } catch {
      tellPrints()
      stop(.values)
      try throwIfNothingStarts(error)
      if error.isTimeout { timeouts += 1 }
      // A forged value is followed by the true one, so it is clear which line sent it.
      let wasInside = isEvaluating || (hasEvaluated && error.cause == .damage)
      throw Interruption(line: current, wasInside: wasInside, death: error)
    }
  }

  /// Blames the machine if it can start no program at all. Otherwise a submission that does not
  /// start only costs its own lines.
  /// - Throws: ``KitError`` if the machine is to blame.
  func throwIfNothingStarts(_ death: Death) throws {
    if case .unstartable(let reason) = death.cause,
      !SubmissionProcess.canStart(within: limits, confined: isConfined)
    {
      throw KitError.cannotStart(SubmissionProcess.what, reason)
    }
  }

  /// Ends the submission.
  package func close() {
    stop(.values)
    stop(.differences)
  }

  func start(for purpose: Purpose) throws -> Conversation {
    let isHanging = timeouts >= limits.timeouts
    if let reason = isHanging
      ? "\(timeouts) lines of this assignment had to be stopped" : budget.whatIsSpent
    {
      throw Interruption(line: nil, wasInside: false, death: Death(cause: .givenUp(reason)))
    }
    if let conversation = conversations[purpose] { return conversation }
    let new = try Conversation(
      executable: executable, limits: limits, budget: budget, confined: isConfined)
    conversations[purpose] = new
    return new
  }

  func stop(_ purpose: Purpose) {
    guard let conversation = conversations.removeValue(forKey: purpose) else { return }
    conversation.close()
  }
}

extension LineName {
  /// The name as it can be shown to a person, whatever the student's code has sent.
  fileprivate var clipped: LineName { LineName(base.clipped(to: 100), step: step) }
}
