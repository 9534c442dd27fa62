import FlatBackprop
import Foundation
import KitSupport
import Protocol

/// Answers the judge: runs the functions it names on the inputs it gives, and says what each line
/// gave. This is all that a submission does.
public struct Runner {
  private let judge: JudgeConnection
  private let assignments: [Assignment]

  /// Answers until the judge hangs up.
  /// - Parameter assignments: Where the functions are that the judge may ask for.
  public static func serve(_ assignments: [Assignment]) -> Never {
    let runner = Runner(judge: JudgeConnection(), assignments: assignments)
    while let request = runner.judge.receive() {
      switch request {
      case .record(let call): runner.record(call)
      // What a line prints is shown once: of the thousands of runs of a sweep nobody reads it.
      case .sweep(let call, let sweep): runner.judge.withoutPrints { runner.run(sweep, of: call) }
      case .evaluate, .handOn, .keep: misuse("The judge answered, but no line was running.")
      }
    }
    hangUp()
  }

  private func record(_ call: Request.Call) {
    let recorder = Recorder(judge, inputs: call.inputs)
    do {
      let result = try function(call).run(Inputs(call.inputs), Stage(conductor: recorder))
      for value in Returned.values(in: result) {
        judge.send(.returned(label: value.label, value.tensor))
      }
      judge.send(.finished)
    } catch {
      judge.send(.threw(describing: error))
    }
  }

  /// How many runs are done before their numbers are sent, so that a long sweep shows signs of
  /// life.
  private static let chunk = 256

  private func run(_ sweep: Request.Sweep, of call: Request.Call) {
    do {
      let function = try function(call)
      var inputs = call.inputs
      let sweeper = Sweeper(sweep, upstream: call.upstream)
      let input = sweep.handOn[sweep.variable] == nil ? "\(sweep.variable)" : nil
      guard let base = sweep.handOn[sweep.variable] ?? input.flatMap({ inputs[$0] }) else {
        throw KitError("There is no value \"\(sweep.variable)\" to nudge.")
      }
      var numbers: [Double] = []
      for (done, nudge) in sweep.nudges.enumerated() {
        let nudged = base.nudged(nudge, sweep.directions)
        if let input { inputs[input] = nudged }
        sweeper.begin(nudged: nudged)
        _ = try function.run(Inputs(inputs, recorded: false), Stage(conductor: sweeper))
        numbers += sweeper.numbers
        if (done + 1) % Self.chunk == 0 || done + 1 == sweep.nudges.count {
          judge.send(.numbers(numbers))
          numbers.removeAll(keepingCapacity: true)
        }
      }
    } catch {
      judge.send(.threw(describing: error))
    }
  }

  private func function(_ call: Request.Call) throws -> Assignment.Function {
    guard
      let function = assignments.first(where: { $0.folder == call.folder })?.functions
        .first(where: { $0.name == call.function })
    else { throw KitError("\(call.folder) has no function \"\(call.function)\".") }
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
