import Course
import FlatBackprop
import Judge
import Testing

/// A graded function on one of its cases.
struct GradedCall: CustomTestStringConvertible, Sendable {
  let call: Call
  let gradedCase: Case

  var testDescription: String { "\(call.name), \(gradedCase.name)" }

  /// Every case of every function of an assignment.
  static func all(of folder: String) -> [GradedCall] {
    let calls = Course.assignments.first { $0.folder == folder }?.calls ?? []
    let functions = Exercise.course.first { $0.folder == folder }?.functions ?? []
    return calls.flatMap { call in
      functions.filter { $0.name == call.name }.flatMap { $0.cases }
        .map { GradedCall(call: call, gradedCase: $0) }
    }
  }

  /// Expects each backward line to be what central differences of the loss give.
  /// - Returns: Every line's value.
  @discardableResult
  func expectGradients() throws -> [String: Tensor] {
    var random = SeededGenerator(seed: 3)
    let inputs = gradedCase.inputs(&random)
    let whole = NudgedRun(gradedCase.upstream)
    try whole.run(call, inputs)
    for line in whole.lines where line.role == .backward {
      let name = String(line.name.dropFirst())
      let variable = try #require(whole.values[name] ?? inputs[name], "\(line.name) of nothing")
      let gradient = try #require(whole.values[line.name])
      try #require(gradient.shape == variable.shape, "\(line.name)")
      for place in 0..<variable.count {
        let (up, down) = (NudgedRun(gradedCase.upstream), NudgedRun(gradedCase.upstream))
        up.nudge = (name, place, 1e-5)
        down.nudge = (name, place, -1e-5)
        try up.run(call, inputs)
        try down.run(call, inputs)
        let numeric = (up.loss - down.loss) / 2e-5
        #expect(
          abs(gradient.elements[place] - numeric) < 1e-8 + 1e-6 * abs(numeric),
          "\(line.name)\(variable.index(at: place))")
      }
    }
    return whole.values
  }
}

/// A run in which one element of a line or an input may be moved.
private final class NudgedRun: Conductor {
  var nudge: (name: String, place: Int, by: Double)?
  private(set) var lines: [StageLine] = []
  private(set) var values: [String: Tensor] = [:]
  private(set) var loss = Double.nan
  private var failure: (any Error)?
  private let givenUpstream: Tensor?

  init(_ upstream: Tensor?) { givenUpstream = upstream }

  func run(_ call: Call, _ inputs: [String: Tensor]) throws {
    var inputs = inputs
    for (name, value) in inputs { inputs[name] = nudged(name, value) }
    try call.run(Inputs(inputs), Stage(conductor: self))
    if let failure { throw failure }
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    // Once the loss is known, a nudged run needs no backward pass.
    if failure != nil || (nudge != nil && line.role == .backward) { return Tensor(0) }
    do {
      let value = nudged(line.name, try evaluate())
      lines.append(line)
      values[line.name] = value
      if line.role == .loss { loss = value.scalar }
      return value
    } catch {
      failure = error
      return Tensor(0)
    }
  }

  func upstream(of name: String) -> Tensor {
    guard let output = values[name] else { return Tensor(0) }
    var random = SeededGenerator(seed: 4)
    let upstream = givenUpstream ?? .normal(output.shape, using: &random)
    loss = (output * upstream).sum()
    return upstream
  }

  private func nudged(_ name: String, _ value: Tensor) -> Tensor {
    guard let nudge, nudge.name == name else { return value }
    var elements = value.elements
    elements[nudge.place] += nudge.by
    return Tensor(shape: value.shape, elements)
  }
}
