import Course
import FlatBackprop
import Runner
import Testing

/// A function of the course on one of the cases it is graded on.
struct GradedCall: CustomTestStringConvertible, Sendable {
  let call: Assignment.Function
  let gradedCase: Case

  let inputs: [String: Tensor]

  var testDescription: String { "\(call.name): \(gradedCase.name)" }

  /// - Parameter seed: What the case's inputs are drawn with.
  init(_ call: Assignment.Function, _ gradedCase: Case, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    (self.call, self.gradedCase, inputs) = (call, gradedCase, gradedCase.inputs(&random))
  }

  /// Every case of every function of the course.
  static let course = Course.assignments.flatMap { assignment in
    assignment.functions.flatMap { function in
      function.cases.enumerated().map { GradedCall(function, $1, seed: UInt64($0) + 1) }
    }
  }

  /// Every case of one function.
  static func all(_ function: String) -> [GradedCall] {
    course.filter { $0.call.name == function }
  }

  static func named(_ function: String, _ name: String) throws -> GradedCall {
    try #require(all(function).first { $0.gradedCase.name == name }, "\(function): \(name)")
  }

  /// Runs the function as it is.
  func run() throws -> PlainRun { try run(nudging: nil, after: nil) }

  /// The slopes of the loss in one element of a line or an input, by differences.
  /// - Parameter original: The run as it is.
  func slopes(of variable: LineName, at place: Int, after original: PlainRun) throws -> Slopes {
    let slopes = try slopes(of: variable, at: place, h: 0x1p-14, after: original)
    guard !slopes.central.isFinite else { return slopes }
    // A logarithm has no value far away from a number that is next to 0.
    let value = (original.values[variable] ?? inputs["\(variable)"])?.elements[place] ?? 0
    return try self.slopes(of: variable, at: place, h: 0x1p-10 * abs(value), after: original)
  }

  private func slopes(
    of variable: LineName, at place: Int, h: Double, after original: PlainRun
  ) throws -> Slopes {
    func loss(_ steps: Double) throws -> Double {
      try run(nudging: (variable, place, steps * h), after: original).loss
    }
    let (minus2, minus1, plus1, plus2) = try (loss(-2), loss(-1), loss(1), loss(2))
    // Each is what differences over h and over 2h extrapolate to.
    return Slopes(
      below: (3 * original.loss - 4 * minus1 + minus2) / (2 * h),
      central: (8 * (plus1 - minus1) - (plus2 - minus2)) / (12 * h),
      above: (4 * plus1 - 3 * original.loss - plus2) / (2 * h))
  }

  private func run(nudging nudge: PlainRun.Nudge?, after original: PlainRun?) throws -> PlainRun {
    let run = PlainRun(upstream: gradedCase.upstream, nudge: nudge, original: original)
    var inputs = inputs
    if let nudge, original?.forward.contains(nudge.variable) == false {
      let name = "\(nudge.variable)"
      inputs[name] = inputs[name].map { run.nudged($0) }
    }
    _ = try call.run(Inputs(inputs), Stage(conductor: run))
    if let failure = run.failure { throw failure }
    return run
  }
}

/// How fast a loss grows with one number, on either side of it and across it.
struct Slopes {
  let below: Double
  let central: Double
  let above: Double

  /// Whether the sides do not meet: of a smooth loss, they differ by far less.
  var isKink: Bool { abs(above - below) > 1e-3 * max(1, 1e-2 * abs(central)) }

  /// Whether a gradient is the slope across or, at a kink, between those of the sides.
  func allow(_ gradient: Double) -> Bool {
    let tolerance = 1e-8 * max(1, abs(gradient))
    if isKink {
      return gradient >= min(below, above) - tolerance && gradient <= max(below, above) + tolerance
    }
    return abs(gradient - central) <= tolerance
  }
}

/// Evaluates every line as it comes, and keeps what it gives.
///
/// It knows nothing of the judge's conductors and differences, so that these can be held to it.
final class PlainRun: Conductor {
  typealias Nudge = (variable: LineName, place: Int, by: Double)

  private(set) var forward: [LineName] = []
  private(set) var backward: [LineName] = []
  private(set) var values: [LineName: Tensor] = [:]
  private(set) var loss = Double.nan
  private(set) var failure: (any Error)?
  private let givenUpstream: Tensor?
  private let nudge: Nudge?
  private let original: PlainRun?

  init(upstream: Tensor?, nudge: Nudge?, original: PlainRun?) {
    (givenUpstream, self.nudge, self.original) = (upstream, nudge, original)
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    // The loss is known by then: backward lines hand on what they gave the first time.
    if line.role == .backward, let value = original?.values[line.name] { return value }
    guard failure == nil else { return Tensor(0) }
    do {
      var value = try evaluate()
      if line.name == nudge?.variable { value = nudged(value) }
      if values.updateValue(value, forKey: line.name) != nil {
        Issue.record("Two lines are called \"\(line.name)\".")
      }
      if line.role == .backward { backward.append(line.name) } else { forward.append(line.name) }
      if line.role == .loss { loss = value.scalar }
      return value
    } catch {
      failure = error
      return Tensor(0)
    }
  }

  func upstream(of name: String) -> Tensor {
    guard let output = values[LineName(name)] else { return Tensor(0) }
    var random = SeededGenerator(seed: 11)
    let upstream = givenUpstream ?? .normal(output.shape, using: &random)
    loss = (output * upstream).sum()
    return upstream
  }

  /// A tensor with the nudge in it.
  func nudged(_ value: Tensor) -> Tensor {
    guard let nudge else { return value }
    var elements = value.elements
    elements[nudge.place] += nudge.by
    return Tensor(shape: value.shape, elements)
  }
}
