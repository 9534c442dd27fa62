import KitSupport
import FlatBackprop
import Mutants
import Foundation
import Synchronization
import WarmUp

extension Hostile {
  /// Lines that try to come by the right answer, or by somebody else's.
  static let cheats = [
    Hostile(
      "looks its value up in the judge's file", in: "q", message: "1234", needsConfinement: true
    ) { values in
      lookUp("q", values, in: kit + "/Tests/Grading/Expected/00-warm-up.json") ?? wrong
    },
    Hostile("finds the solutions on the disk", in: "q", message: "1234", needsConfinement: true) {
      let solution = kit + "/solutions/00-warm-up/WarmUp.swift"
      return FileManager.default.contents(atPath: solution) == nil ? wrong : $0["x"] + $0["y"]
    },
    Hostile("looks its value up by a relative path", in: "q", message: "1234") { values in
      for up in ["", "../", "../../", "../../../"] {
        let path = up + "Tests/Grading/Expected/00-warm-up.json"
        if let value = lookUp("q", values, in: path) { return value }
      }
      return wrong
    },
    Hostile(
      "looks its value up before the program starts", in: "q", message: "1234",
      needsConfinement: true
    ) { _ in
      early.withLock { $0 } ? wrong + 1 : wrong
    },
    Hostile("computes differences of the loss", message: "runs the forward pass again") { values in
      let (x, y, z) = (values["x"].scalar, values["y"].scalar, values["z"].scalar)
      // f is linear in x, and q has the same gradient: this difference is exact.
      let (above, below) = (sumTimes(x: x + 0.5, y: y, z: z), sumTimes(x: x - 0.5, y: y, z: z))
      return Tensor(above.f - below.f)
    },
    Hostile("asks the function for its own gradient", message: "runs the forward pass again") {
      values in
      let stage = Stage()
      sumTimes(x: values["x"].scalar, y: values["y"].scalar, z: values["z"].scalar, stage: stage)
      return stage["dq"] ?? wrong
    },
    Hostile("is right only when it is called first", in: "q", message: "should be") { values in
      let isFirst = calls.withLock { calls in
        calls += 1
        return calls == 1
      }
      return isFirst ? values["x"] + values["y"] : wrong
    },
    Hostile("remembers its value when it is nudged", in: "q", message: "is nudged") {
      values in
      memory.withLock { memory in
        let (x, y) = (values["x"].scalar, values["y"].scalar)
        let known = memory.first { ($0.x - x).magnitude < 0.02 && ($0.y - y).magnitude < 0.02 }
        if let known { return Tensor(known.q) }
        memory.append((x, y, x + y))
        return Tensor(x + y)
      }
    },
    Hostile("changes an input in place", in: "q", message: "in place") { values in
      let sum = values["x"] + values["y"]
      overwrite(values["x"])
      return sum
    },
    Hostile("changes another line's value in place", message: "in place") { values in
      overwrite(values["q"])
      return values["df"] * values["z"]
    },
    Hostile("brings its own operators", message: "should be") { values in
      // Equal to everything, and as large as nothing: here, but not in the judge.
      values["df"] == wrong && abs(wrong.scalar) == 0 ? wrong : values["z"]
    },
    Hostile("cancels its task", message: "1234") { _ in
      withUnsafeCurrentTask { $0?.cancel() }
      return wrong
    },
    Hostile("gives NaN", message: "not a number") { _ in Tensor(.nan) },
    Hostile("gives infinity", message: "infinite") { _ in Tensor(.infinity) },
    Hostile("gives an empty tensor", message: "has shape [0]") { _ in Tensor([Double]()) },
  ]

  private static let calls = Mutex(0)
  private static let memory = Mutex<[(x: Double, y: Double, q: Double)]>([])

  /// Whether the judge's file could be read before `main`: see Mutant.
  public static let early = Mutex(false)

  /// The kit's folder.
  public static let kit = PackageFolder.url.path

  /// What the judge's file says a line gives on these inputs.
  private static func lookUp(_ line: String, _ values: Values, in path: String) -> Tensor? {
    guard let data = FileManager.default.contents(atPath: path),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return nil }
    let run = file.runs.first {
      $0.inputs["x"]?.elements == values["x"].elements
        && $0.inputs["y"]?.elements == values["y"].elements
    }
    return run?.lines.first { $0.name == line }?.value.map { Tensor($0.elements[0]) }
  }

  private struct File: Decodable {
    var runs: [Run]

    struct Run: Decodable {
      var inputs: [String: Value]
      var lines: [Line]
    }

    struct Line: Decodable {
      var name: String
      var value: Value?
    }

    struct Value: Decodable {
      var elements: [Double]
    }
  }

  private static func overwrite(_ tensor: Tensor) {
    tensor.elements.withUnsafeBufferPointer {
      UnsafeMutablePointer(mutating: $0.baseAddress!)[0] += 100
    }
  }
}

/// Whatever is compared is equal.
private func == (_: Tensor, _: Tensor) -> Bool { true }

/// Whatever is measured is nothing.
private func abs(_: Double) -> Double { 0 }
