import FlatBackprop
import Foundation
import Protocol

/// Conducts the runs of a sweep: given values are handed on, one variable is nudged, and only lines
/// without a given value, and those that are watched, are evaluated.
final class Sweeper: Conductor {
  private let sweep: Request.Sweep
  private let upstream: Tensor?

  private var nudged: Tensor?

  /// Whether a body is running, and the thread on which all lines are to run.
  private var isEvaluating = false
  private let thread = pthread_self()

  /// What to do with each line, in the order in which they run. A function runs its lines in the
  /// same order thousands of times, and looking each one up by name would cost more than many of
  /// the lines themselves.
  private var plans: [Plan] = []
  private var position = 0

  /// What a run reports: the loss, then one number per watched line.
  private(set) var numbers: [Double] = []

  init(_ sweep: Request.Sweep, upstream: Tensor?) {
    self.sweep = sweep
    self.upstream = upstream
    numbers = [Double](repeating: .nan, count: sweep.width)
    FloatingPoint.note()
  }

  /// What to do with a line. It is a class, because passing a structure with so many parts between
  /// functions would cost more than many of the lines themselves.
  private final class Plan {
    let name: LineName
    let isNudged: Bool

    /// What is handed on whatever the body gives.
    let given: Tensor?

    /// The indices of the watches on it.
    let watches: [Int]

    /// What was handed on, in case a layer asks for it.
    var output: Tensor?

    init(_ name: LineName, _ sweep: Request.Sweep) {
      self.name = name
      isNudged = name == sweep.variable
      given = sweep.handOn[name]
      watches = sweep.watch.indices.filter { sweep.watch[$0].line == name }
    }
  }

  /// Prepares for a run in which the variable has this value.
  func begin(nudged: Tensor) {
    self.nudged = nudged
    position = 0
    for place in numbers.indices { numbers[place] = .nan }
  }

  /// Moves on to a line, and returns what to do with it.
  private func plan(for line: StageLine) -> Plan {
    defer { position += 1 }
    if position < plans.count, plans[position].name == line.name { return plans[position] }
    // The first run, or one that takes another way.
    plans.removeSubrange(position...)
    plans.append(Plan(line.name, sweep))
    return plans[position]
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    // A line inside another one, or on another thread: the recorder complains about it.
    if isEvaluating || pthread_equal(thread, pthread_self()) == 0 {
      return (try? evaluate()) ?? Tensor(0)
    }
    let plan = plan(for: line)
    var value: Tensor?
    if !plan.watches.isEmpty {
      let result = evaluated(line, evaluate)
      for place in plan.watches { numbers[1 + place] = dot(result, sweep.watch[place].weights) }
      value = result
    }
    let handedOn: Tensor
    if plan.isNudged, let nudged {
      handedOn = nudged
    } else {
      handedOn = plan.given ?? value ?? evaluated(line, evaluate)
    }
    if line.role == .loss { numbers[0] = handedOn.elements.first ?? .nan }
    if line.role == .forward, upstream != nil { plan.output = handedOn }
    return handedOn
  }

  func upstream(of name: String) -> Tensor {
    guard let upstream,
      let output = plans[..<position].last(where: { $0.name == LineName(name) })?.output
    else {
      misuse("The judge gave no upstream gradient for \"\(name)\".")
    }
    numbers[0] = dot(output, upstream)
    let gradient = LineName(name).gradient
    return sweep.variable == gradient ? nudged ?? upstream : sweep.handOn[gradient] ?? upstream
  }

  private func evaluated(_ line: StageLine, _ evaluate: () throws -> Tensor) -> Tensor {
    isEvaluating = true
    defer {
      isEvaluating = false
      FloatingPoint.restore()
    }
    do {
      return try evaluate()
    } catch {
      misuse("The line \"\(line.name)\" failed when a value before it was nudged: \(error)")
    }
  }

  /// `Σ a · b`, or NaN if the shapes differ: a nudge may change the shape of a student's value.
  private func dot(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .nan }
    return a.elements.withUnsafeBufferPointer { a in
      b.elements.withUnsafeBufferPointer { b in
        var sum = 0.0
        for i in 0..<a.count { sum += a[i] * b[i] }
        return sum
      }
    }
  }
}
