import Course
import FlatBackprop
import Judge
import Testing

/// Expects every backward line of an assignment, in each of its cases, to be the central difference
/// of the loss in its variable: an input, or a line that the lines after it go on from.
/// - Parameter except: The cases left out, because they stand at a kink.
func expectLinesToBeDifferences(
  _ exercise: Exercise, except: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let table = try #require(
    Course.assignments.first { $0.folder == exercise.folder }, sourceLocation: sourceLocation)
  #expect(
    exercise.functions.map(\.name) == table.calls.map(\.name), sourceLocation: sourceLocation)
  for (function, call) in zip(exercise.functions, table.calls) {
    for (number, example) in function.cases.enumerated() where !except.contains(example.name) {
      var generator = SeededGenerator(seed: UInt64(number))
      let inputs = example.inputs(&generator)

      func run(nudging variable: String = "", at place: Int = 0, by h: Double = 0) throws -> Nudge {
        let nudge = Nudge(variable, at: place, by: h, upstream: example.upstream)
        var nudged = inputs
        if let input = inputs[variable] { nudged[variable] = nudge.nudged(input) }
        try call.run(Inputs(nudged), Stage(conductor: nudge))
        return nudge
      }

      let plain = try run()
      #expect(!plain.backward.isEmpty, "\(function.name)", sourceLocation: sourceLocation)
      for name in plain.backward {
        let gradient = plain.values[name]!
        let variable = String(name.dropFirst())
        let value = try #require(
          plain.values[variable] ?? inputs[variable], "\(function.name): \(name)",
          sourceLocation: sourceLocation)
        #expect(
          gradient.shape == value.shape, "\(function.name), \(example.name): \(name)",
          sourceLocation: sourceLocation)
        for place in 0..<value.count {
          let h = 1e-5
          let above = try run(nudging: variable, at: place, by: h).loss
          let below = try run(nudging: variable, at: place, by: -h).loss
          let numeric = (above - below) / (2 * h)
          let analytic = gradient.elements[place]
          #expect(
            abs(numeric - analytic) <= 1e-6 * (1 + abs(numeric) + abs(analytic)),
            "\(function.name), \(example.name): \(name) at \(value.index(at: place))",
            sourceLocation: sourceLocation)
        }
      }
    }
  }
}

/// Records the lines of a function, and adds `h` to one element of one of them.
private final class Nudge: Conductor {
  private(set) var values: [String: Tensor] = [:]
  private(set) var backward: [String] = []
  private(set) var loss = 0.0
  private let variable: String
  private let place: Int
  private let h: Double
  private let upstream: Tensor?

  init(_ variable: String, at place: Int, by h: Double, upstream: Tensor?) {
    (self.variable, self.place, self.h, self.upstream) = (variable, place, h, upstream)
  }

  func nudged(_ value: Tensor) -> Tensor {
    var elements = value.elements
    elements[place] += h
    return Tensor(shape: value.shape, elements)
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    var value: Tensor
    do { value = try evaluate() } catch { misuse("\(line.name): \(error)") }
    if line.name == variable { value = nudged(value) }
    if line.role == .loss { loss = value.scalar }
    if line.role == .backward { backward.append(line.name) }
    if values.updateValue(value, forKey: line.name) != nil {
      misuse("Two lines are called \"\(line.name)\".")
    }
    return value
  }

  func upstream(of name: String) -> Tensor {
    let output = values[name]!
    var generator = SeededGenerator(seed: 99)
    let upstream = self.upstream ?? .normal(output.shape, using: &generator)
    loss = (output * upstream).sum()
    return upstream
  }
}

/// Expects two tensors of one shape to agree.
func expectClose(
  _ a: Tensor?, _ b: Tensor, within tolerance: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(a?.shape == b.shape, sourceLocation: sourceLocation)
  guard let a, a.shape == b.shape else { return }
  for (x, y) in zip(a.elements, b.elements) {
    #expect(abs(x - y) <= tolerance, "\(a) is not \(b)", sourceLocation: sourceLocation)
  }
}

extension Exercise {
  static func named(_ folder: String) throws -> Exercise {
    try #require(course.first { $0.folder == folder })
  }
}
