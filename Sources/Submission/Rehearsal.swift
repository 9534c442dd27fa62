import FlatBackprop
import Foundation
import KitSupport
import Protocol
import Runner

/// Runs an assignment without a judge, for a look at it or for a debugger: calls the functions on
/// the inputs they are graded on, and prints each line's value as it comes.
enum Rehearsal {
  /// Runs the functions of an assignment.
  /// - Parameters:
  ///   - arguments: The folder or number of the assignment, optionally followed by the name of a
  ///     function and of a case.
  ///   - assignments: The assignments to choose from.
  ///   - directory: The folder of the files that hold the inputs.
  static func run(
    _ arguments: [String], of assignments: [Assignment], inputs directory: URL
  ) throws {
    guard
      let wanted = arguments.first,
      let assignment = assignments.first(where: {
        $0.folder == wanted || $0.folder.hasPrefix(wanted + "-")
      })
    else {
      let folders = assignments.map(\.folder).joined(separator: ", ")
      throw KitError("There is no assignment \"\(arguments.first ?? "")\", only \(folders).")
    }
    let folder = assignment.folder
    let file = directory.appending(path: "\(folder).json")
    let runs = try JSONDecoder().decode(Runs.self, from: Data(contentsOf: file)).runs
      .filter { arguments.count < 2 || $0.function == arguments[1] }
      .filter { arguments.count < 3 || $0.name == arguments[2] }
    if runs.isEmpty {
      throw KitError("\(folder) has no function and case \(arguments.dropFirst()).")
    }
    for run in runs {
      guard let function = assignment.functions.first(where: { $0.name == run.function }) else {
        continue
      }
      print("\n\(run.function), on the case \"\(run.name)\"")
      let conductor = Rehearser(upstream: run.upstream)
      _ = try function.run(Inputs(run.inputs), Stage(conductor: conductor))
    }
  }

  /// The part of a file of expected values that is used here: the inputs, not the answers.
  private struct Runs: Decodable {
    struct Run: Decodable {
      let function: String
      let name: String
      let inputs: [String: Tensor]
      let upstream: Tensor?
    }

    let runs: [Run]
  }
}

/// Evaluates each line and prints it.
private final class Rehearser: Conductor {
  private let upstream: Tensor?

  init(upstream: Tensor?) { self.upstream = upstream }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    do {
      let value = try evaluate()
      print("  \(line.name) \(value.shape.isEmpty ? "" : "\(value.shape) ")= \(value)")
      return value
    } catch let toDo as ToDo {
      stop("\(toDo.file):\(toDo.line): the line \"\(line.name)\" is still to do.")
    } catch {
      stop("\(line.file):\(line.line): the line \"\(line.name)\" failed: \(error)")
    }
  }

  func upstream(of name: String) -> Tensor {
    guard let upstream else { stop("\"\(name)\" has no upstream gradient here.") }
    return upstream
  }

  private func stop(_ sentence: String) -> Never {
    print("  \(sentence)")
    exit(1)
  }
}
