import Course
import FlatBackprop
import Foundation
import Wire

/// Answers the judge: runs the functions it names on the inputs it gives, and says what each line
/// gave. This is all that a submission does.
public enum Host {
  /// Answers until the judge hangs up.
  /// - Parameters:
  ///   - replacements: Other bodies for the lines of a function, by the name the judge calls it:
  ///     `svmLoss/some variant` is `svmLoss` with these lines replaced.
  ///   - others: Functions that stand in for a function as a whole, by the name the judge calls them.
  public static func serve(
    replacements: [String: Replacements] = [:], others: [String: Call] = [:]
  ) -> Never {
    let pipe = Pipe()
    // Somebody who runs a submission by hand, in a debugger say, is not confined.
    if getenv("FLAT_BACKPROP_JUDGE") != nil { Confinement.enter() }
    while let request = pipe.receive() {
      switch request {
      case .record(let call): record(call, pipe, replacements[call.function] ?? [:], others)
      case .sweep(let call, let sweep):
        run(sweep, of: call, pipe, replacements[call.function] ?? [:], others)
      case .evaluate, .handOn, .keep: misuse("The judge answered, but no line was running.")
      }
    }
    hangUp()
  }

  private static func record(
    _ call: Request.Call, _ pipe: Pipe, _ replacements: Replacements, _ others: [String: Call]
  ) {
    let recorder = Recorder(pipe, bodies: Bodies(replacements, inputs: call.inputs))
    do {
      try function(call, others).run(Inputs(call.inputs), Stage(conductor: recorder))
      pipe.send(.finished)
    } catch {
      pipe.send(.threw("\(error)"))
    }
  }

  /// Numbers go out when so many runs are done, so that a long sweep shows that it is alive.
  private static let chunk = 256

  private static func run(
    _ sweep: Request.Sweep, of call: Request.Call, _ pipe: Pipe, _ replacements: Replacements,
    _ others: [String: Call]
  ) {
    do {
      let function = try function(call, others)
      var inputs = call.inputs
      let bodies = Bodies(replacements, inputs: inputs)
      let sweeper = Sweeper(sweep, upstream: call.upstream, bodies: bodies)
      guard let base = sweep.handOn[sweep.variable] ?? inputs[sweep.variable] else {
        throw Unknown("There is no value \"\(sweep.variable)\" to nudge.")
      }
      let isInput = sweep.handOn[sweep.variable] == nil
      var numbers: [Double] = []
      for (done, nudge) in sweep.nudges.enumerated() {
        let nudged = base.nudged(nudge, sweep.directions)
        if isInput {
          inputs[sweep.variable] = nudged
          bodies.note(input: nudged, of: sweep.variable)
        }
        sweeper.begin(nudged: nudged)
        try function.run(Inputs(inputs), Stage(conductor: sweeper))
        numbers += sweeper.numbers
        if (done + 1) % chunk == 0 || done + 1 == sweep.nudges.count {
          pipe.send(.numbers(numbers))
          numbers.removeAll(keepingCapacity: true)
        }
      }
    } catch {
      pipe.send(.threw("\(error)"))
    }
  }

  private static func function(_ call: Request.Call, _ others: [String: Call]) throws -> Call {
    if let other = others[call.function] { return other }
    let calls = Course.assignments.first { $0.folder == call.folder }?.calls ?? []
    let name = call.function.split(separator: "/", maxSplits: 1).first.map(String.init)
    guard let function = calls.first(where: { $0.name == name }) else {
      throw Unknown("\(call.folder) has no function \"\(call.function)\".")
    }
    return function
  }
}

/// The judge has hung up: leave without running anything the student's code left behind.
func hangUp() -> Never {
  _exit(0)
}

extension Tensor {
  fileprivate func nudged(_ nudge: Request.Nudge, _ directions: [Tensor]) -> Tensor {
    if nudge.place >= count { return self + nudge.offset * directions[nudge.place - count] }
    var values = elements
    values[nudge.place] += nudge.offset
    return Tensor(shape: shape, values)
  }
}
