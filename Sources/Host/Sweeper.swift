import FlatBackprop
import Wire

/// Conducts the runs of a sweep: values are handed on as given, one variable is nudged, and only
/// the lines that nobody gave a value for are evaluated.
final class Sweeper: Conductor {
  private let sweep: Request.Sweep
  private let upstream: Tensor?
  private let bodies: Bodies
  private let watched: [String: [Int]]

  private var nudged: Tensor?
  private var output: [String: Tensor] = [:]

  /// What a run reports: the loss, then a number a watched line.
  private(set) var numbers: [Double] = []

  init(_ sweep: Request.Sweep, upstream: Tensor?, bodies: Bodies) {
    self.sweep = sweep
    self.upstream = upstream
    self.bodies = bodies
    watched = Dictionary(grouping: sweep.watch.indices) { sweep.watch[$0].line }
  }

  /// Makes ready for a run in which the variable has this value.
  func begin(nudged: Tensor) {
    self.nudged = nudged
    numbers = [Double](repeating: .nan, count: sweep.width)
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    var value: Tensor?
    if let places = watched[line.name] {
      let result = evaluated(line, evaluate)
      for place in places { numbers[1 + place] = dot(result, sweep.watch[place].weights) }
      value = result
    }
    let handedOn: Tensor
    if line.name == sweep.variable, let nudged {
      handedOn = nudged
    } else if let given = sweep.handOn[line.name] {
      handedOn = given
    } else {
      handedOn = value ?? evaluated(line, evaluate)
    }
    if line.role == .loss { numbers[0] = handedOn.elements.first ?? .nan }
    if line.role == .forward, upstream != nil { output[line.name] = handedOn }
    bodies.handedOn[line.name] = handedOn
    return handedOn
  }

  func upstream(of name: String) -> Tensor {
    guard let upstream, let value = output[name] else {
      misuse("The judge gave no upstream gradient for \"\(name)\".")
    }
    numbers[0] = dot(value, upstream)
    let gradient = "d" + name
    let handedOn =
      sweep.variable == gradient ? nudged ?? upstream : sweep.handOn[gradient] ?? upstream
    bodies.handedOn[gradient] = handedOn
    return handedOn
  }

  private func evaluated(_ line: StageLine, _ evaluate: () throws -> Tensor) -> Tensor {
    do {
      return try bodies.value(of: line.name, otherwise: evaluate)
    } catch {
      misuse("The line \"\(line.name)\" failed when a value before it was nudged: \(error)")
    }
  }

  /// `Σ a · b`, and NaN where the shapes differ: a nudge may change a student's shape.
  private func dot(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .nan }
    var sum = 0.0
    for i in 0..<a.count { sum += a.elements[i] * b.elements[i] }
    return sum
  }
}
