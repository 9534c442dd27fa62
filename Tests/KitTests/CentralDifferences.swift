import Course
import FlatBackprop
import Judge
import Testing

/// Runs a flat function with one element of one forward line nudged, and keeps what the lines give.
final class NudgingConductor: Conductor {
  private(set) var values: [String: Tensor] = [:]
  private(set) var forward: [String] = []
  private(set) var backward: [String] = []
  private(set) var loss = 0.0
  private let nudge: (name: String, place: Int, by: Double)?
  private let givenUpstream: Tensor?

  init(nudge: (name: String, place: Int, by: Double)? = nil, upstream: Tensor? = nil) {
    self.nudge = nudge
    givenUpstream = upstream
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    do {
      var value = try evaluate()
      if let nudge, nudge.name == line.name { value = value.nudged(at: nudge.place, by: nudge.by) }
      values[line.name] = value
      if line.role == .backward { backward.append(line.name) } else { forward.append(line.name) }
      if line.role == .loss { loss = value.scalar }
      return value
    } catch {
      misuse("\(line.name): \(error)")
    }
  }

  func upstream(of name: String) -> Tensor {
    let output = values[name]!
    var random = SeededGenerator(seed: 7)
    let upstream = givenUpstream ?? .normal(output.shape, using: &random)
    values["d" + name] = upstream
    loss = (output * upstream).sum()
    return upstream
  }
}

extension Tensor {
  func nudged(at place: Int, by amount: Double) -> Tensor {
    var copy = self
    copy[index(at: place)] += amount
    return copy
  }
}

/// Checks every backward line of an exercise, in each of its cases, against differences of the loss:
/// the gradient must lie between the one-sided ones, which also allows for a case at a kink.
/// - Returns: Each function's lines, as in `scores loss | dscores dw`.
func compareWithDifferences(_ exercise: Exercise) throws -> [String: String] {
  let calls = try #require(Course.assignments.first { $0.folder == exercise.folder }).calls
  #expect(exercise.functions.map(\.name) == calls.map(\.name))
  var lines: [String: String] = [:]
  for (function, call) in zip(exercise.functions, calls) {
    for (number, testCase) in function.cases.enumerated() {
      var random = SeededGenerator(seed: UInt64(number) + 1)
      let inputs = testCase.inputs(&random)
      let recorded = NudgingConductor(upstream: testCase.upstream)
      try call.run(Inputs(inputs), Stage(conductor: recorded))

      let names = [recorded.forward, recorded.backward].map { $0.joined(separator: " ") }
      lines[function.name] = names.joined(separator: " | ")

      for line in recorded.backward {
        let variable = String(line.dropFirst())
        let isLine = recorded.forward.contains(variable)
        let place: Comment = "\(function.name), \(testCase.name): \(line)"
        let start = try #require(isLine ? recorded.values[variable] : inputs[variable], place)
        let gradient = try #require(recorded.values[line])
        #expect(gradient.shape == start.shape, place)

        for element in 0..<start.count {
          func loss(nudgedBy h: Double) throws -> Double {
            var nudgedInputs = inputs
            if !isLine { nudgedInputs[variable] = start.nudged(at: element, by: h) }
            let conductor = NudgingConductor(
              nudge: isLine ? (variable, element, h) : nil, upstream: testCase.upstream)
            try call.run(Inputs(nudgedInputs), Stage(conductor: conductor))
            return conductor.loss
          }
          let h = 0x1p-16
          let below = (recorded.loss - (try loss(nudgedBy: -h))) / h
          let above = (try loss(nudgedBy: h) - recorded.loss) / h
          let value = gradient.elements[element]
          let tolerance = 1e-7 * max(1, abs(value))
          #expect(
            value >= min(below, above) - tolerance && value <= max(below, above) + tolerance,
            "\(place)[\(element)] is \(value), but the differences are \(below) and \(above)")
        }
      }
    }
  }
  return lines
}
