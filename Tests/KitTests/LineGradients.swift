import Course
import FlatBackprop
import Judge
import Testing

/// A graded function on one of its cases, as a test's argument.
struct GradedCall: Sendable, CustomTestStringConvertible {
  let call: Call
  let graded: Case

  var testDescription: String { "\(call.name): \(graded.name)" }

  /// Every function of an assignment on each of its cases.
  static func all(of folder: String) -> [GradedCall] {
    let functions = Exercise.course.first { $0.folder == folder }?.functions ?? []
    let calls = Course.assignments.first { $0.folder == folder }?.calls ?? []
    return functions.flatMap { function in
      calls.filter { $0.name == function.name }.flatMap { call in
        function.cases.map { GradedCall(call: call, graded: $0) }
      }
    }
  }

  /// Runs the function, and compares each backward line with plain central differences of the loss.
  /// - Returns: How many backward lines were compared, and a sentence for each that is wrong.
  func compareBackwardLines(tolerance: Double = 1e-7) throws -> (compared: Int, wrong: [String]) {
    var random = SeededGenerator(seed: 7)
    let inputs = graded.inputs(&random)
    let plain = NudgedRun(upstream: graded.upstream)
    try call.run(Inputs(inputs), Stage(conductor: plain))

    func loss(nudging name: String, _ place: Int, by amount: Double) throws -> Double {
      let run = NudgedRun(upstream: plain.upstream)
      var inputs = inputs
      if let input = inputs[name] {
        inputs[name] = input.nudged(place, by: amount)
      } else {
        run.nudge = (name, place, amount)
      }
      try call.run(Inputs(inputs), Stage(conductor: run))
      return run.loss
    }
    func slope(of name: String, _ place: Int, step: Double) throws -> Double {
      try (loss(nudging: name, place, by: step) - loss(nudging: name, place, by: -step))
        / (2 * step)
    }

    var wrong: [String] = []
    for name in plain.backward {
      let variable = String(name.dropFirst())
      let variableValue = inputs[variable] ?? plain.values[variable]
      guard let analytic = plain.values[name], let value = variableValue else {
        wrong.append("\(name) is the gradient of nothing")
        continue
      }
      guard analytic.shape == value.shape else {
        wrong.append("\(name) has shape \(analytic.shape), not \(value.shape)")
        continue
      }
      for place in 0..<value.count {
        // Two step sizes, extrapolated: what is left of the error is of the fourth order.
        let coarse = try slope(of: variable, place, step: 2e-3)
        let numeric = try (4 * slope(of: variable, place, step: 1e-3) - coarse) / 3
        let error = abs(analytic.elements[place] - numeric)
        if !(error <= tolerance * max(1, abs(numeric))) {
          wrong.append("\(name) at \(place): \(analytic.elements[place]), numeric \(numeric)")
        }
      }
    }
    return (plain.backward.count, wrong)
  }
}

/// Evaluates every line, and adds to one element of one of them.
private final class NudgedRun: Conductor {
  var nudge: (name: String, place: Int, amount: Double)?
  private(set) var upstream: Tensor?
  private(set) var values: [String: Tensor] = [:]
  private(set) var backward: [String] = []
  private(set) var loss = Double.nan

  init(upstream: Tensor?) { self.upstream = upstream }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    guard var value = try? evaluate() else { fatalError("\(line.name) is still to do.") }
    if let nudge, nudge.name == line.name { value = value.nudged(nudge.place, by: nudge.amount) }
    values[line.name] = value
    switch line.role {
    case .forward: break
    case .loss: loss = value.scalar
    case .backward: backward.append(line.name)
    }
    return value
  }

  func upstream(of name: String) -> Tensor {
    guard let output = values[name] else { fatalError("There is no line \(name).") }
    var random = SeededGenerator(seed: 11)
    let gradient = upstream ?? .normal(output.shape, using: &random)
    upstream = gradient
    loss = (output * gradient).sum()
    return gradient
  }
}

extension Tensor {
  fileprivate func nudged(_ place: Int, by amount: Double) -> Tensor {
    var elements = elements
    elements[place] += amount
    return Tensor(shape: shape, elements)
  }
}
