import FlatBackprop
import Wire

/// Conducts a run in which the judge is asked about every line.
final class Recorder: Conductor {
  private let pipe: Pipe
  private let bodies: Bodies

  init(_ pipe: Pipe, bodies: Bodies) {
    self.pipe = pipe
    self.bodies = bodies
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    pipe.send(
      .began(
        name: line.name, role: Event.Role(rawValue: line.role.rawValue)!,
        file: "\(line.file)", line: Int(line.line)))
    var value: Tensor?
    while let answer = pipe.receive() {
      switch answer {
      case .evaluate:
        do {
          let result = try bodies.value(of: line.name, otherwise: evaluate)
          value = result
          pipe.send(.value(result))
        } catch let toDo as ToDo {
          pipe.send(.toDo(file: "\(toDo.file)", line: Int(toDo.line)))
        } catch {
          pipe.send(.threw("\(error)"))
        }
      case .handOn(let tensor):
        bodies.handedOn[line.name] = tensor
        return tensor
      case .keep:
        guard let value else { misuse("There is no value of \"\(line.name)\" to keep.") }
        bodies.handedOn[line.name] = value
        return value
      case .record, .sweep:
        misuse("The judge asked for another run in the middle of \"\(line.name)\".")
      }
    }
    hangUp()
  }

  func upstream(of name: String) -> Tensor {
    pipe.send(.wantsUpstream(of: name))
    switch pipe.receive() {
    case .handOn(let tensor):
      bodies.handedOn["d" + name] = tensor
      return tensor
    case nil: hangUp()
    default: misuse("The judge gave no upstream gradient for \"\(name)\".")
    }
  }
}
