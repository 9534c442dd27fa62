import Diagnosis
import FlatBackprop

/// What a line can read, by name.
typealias Values = [VariableName: Tensor]

/// A line that is a closure, to be run on other values without a process.
struct ClosureLine: Subject {
  let values: Values
  let body: (Values) throws -> Tensor

  func gives(
    _ wanted: Tensor, except blind: Set<Int>, within tolerance: Double,
    changing changes: [VariableName: Tensor]
  ) throws -> Bool {
    // In a process of its own a line would not survive a change of shape.
    for (name, change) in changes where change.shape != values[name]?.shape { return false }
    let value = try body(values.merging(changes) { $1 })
    return value.shape == wanted.shape
      && value.elements.indices.allSatisfy {
        blind.contains($0) || abs(value.elements[$0] - wanted.elements[$0]) <= tolerance
      }
  }
}

extension Observation {
  /// What is observed of a line on one case.
  /// - Parameters:
  ///   - line: The student's line.
  ///   - right: The right one.
  ///   - readByRight: What the right one reads.
  ///   - readers: For a gradient, the lines that read its variable, with what each contributes.
  static func of(
    _ values: Values, line: @escaping (Values) throws -> Tensor, right: (Values) -> Tensor,
    readByRight: Set<VariableName>, paths: [Path] = [], sizes: [(name: String, size: Int)] = []
  ) -> Observation {
    let subject = ClosureLine(values: values, body: line)
    let value = try? line(values)
    let right = right(values)
    let isRight = value.map { $0.shape == right.shape && $0.isNear(right) } ?? false
    var observation = Observation(
      value: value ?? Tensor(.nan), right: right, isWrong: !isRight, paths: paths, sizes: sizes,
      others: values.sorted { $0.key < $1.key }.map { Observation.Variable($0.key, $0.value) })
    observation.hasCrashed = value == nil
    observation.subject = subject
    for (name, old) in values {
      // What is only compared shows where its sign changes.
      for change in [1.7 * old + 0.3, -old] {
        let changed = try? line(values.merging([name: change]) { $1 })
        if changed != value { observation.reads.insert(name) }
      }
    }
    observation.dependencies = readByRight
    observation.possibleDependencies = readByRight
    return observation
  }
}

extension Tensor {
  fileprivate func isNear(_ other: Tensor) -> Bool {
    zip(elements, other.elements).allSatisfy { (a: Double, b: Double) -> Bool in
      let allowance: Double = 1e-12 * (1 + b.magnitude)
      return (a - b).magnitude <= allowance
    }
  }
}
