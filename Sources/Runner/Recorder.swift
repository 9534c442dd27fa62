import FlatBackprop
import Foundation
import Protocol

/// Conducts a run in which the judge is asked about every line.
final class Recorder: Conductor {
  private let judge: JudgeConnection
  private var watch: SideEffects
  private var forward: [StageLine] = []

  /// The line whose body is running, and the thread on which all lines are to run.
  private var running: StageLine?
  private let thread = pthread_self()

  init(_ judge: JudgeConnection, inputs: [String: Tensor]) {
    self.judge = judge
    watch = SideEffects(inputs: inputs)
    FloatingPoint.note()
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    if pthread_equal(thread, pthread_self()) == 0 { return misplaced(line, nil, evaluate) }
    if let running { return misplaced(line, running, evaluate) }
    judge.send(
      .began(
        name: line.name, role: Event.Role(rawValue: line.role.rawValue)!,
        file: "\(line.file)", line: Int(clamping: line.line)))
    var value: Tensor?
    while let answer = judge.receive() {
      switch answer {
      case .evaluate:
        value = evaluated(line, evaluate)
      case .handOn(let tensor):
        return handOn(tensor, line)
      case .keep:
        guard let value else { misuse("There is no value of \"\(line.name)\" to keep.") }
        return handOn(value, line)
      case .record, .sweep:
        misuse("The judge asked for another run in the middle of \"\(line.name)\".")
      }
    }
    hangUp()
  }

  /// Reports a line that is run where the judge cannot be asked about it, and evaluates it as it
  /// is.
  private func misplaced(
    _ line: StageLine, _ outer: StageLine?, _ evaluate: () throws -> Tensor
  ) -> Tensor {
    judge.send(
      .misplaced(
        name: line.name, file: "\(line.file)", line: Int(clamping: line.line), inside: outer?.name))
    return (try? evaluate()) ?? Tensor(0)
  }

  /// Evaluates a body and tells the judge what came of it.
  private func evaluated(_ line: StageLine, _ evaluate: () throws -> Tensor) -> Tensor? {
    running = line
    defer { running = nil }
    do {
      defer { FloatingPoint.restore() }
      let value = try Rerun.forbidding(line.role == .backward ? forward : []) {
        try evaluate()
      }
      let complaint = watch.complaint(about: value)
      judge.send(complaint.map { .refused($0) } ?? .value(value))
      return value
    } catch let toDo as ToDo {
      judge.send(.toDo(file: "\(toDo.file)", line: Int(clamping: toDo.line)))
    } catch let rerun as Rerun.Forbidden {
      judge.send(.refused("\(rerun)"))
    } catch {
      judge.send(.threw(describing: error))
    }
    return nil
  }

  private func handOn(_ value: Tensor, _ line: StageLine) -> Tensor {
    watch.add("\(line.name)", value)
    if line.role != .backward { forward.append(line) }
    return value
  }

  func upstream(of name: String) -> Tensor {
    judge.send(.wantsUpstream(of: name))
    switch judge.receive() {
    case .handOn(let tensor): return tensor
    case nil: hangUp()
    default: misuse("The judge gave no upstream gradient for \"\(name)\".")
    }
  }
}
