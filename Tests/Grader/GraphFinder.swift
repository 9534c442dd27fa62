import FlatBackprop
import Protocol

/// The computational graph of a function, found from outside.
package enum GraphFinder {
  /// The forward lines whose bodies read a variable.
  ///
  /// Nudges in random directions, small and large: a body that is flat along one of them (a
  /// maximum, a comparison) changes along another.
  /// - Parameter isAsked: Whether to ask about a line. A line that ends the process should be left
  ///   out.
  package static func readers(
    of variable: LineName, _ value: Tensor, in run: Expected.Run,
    where isAsked: (LineName) -> Bool = { _ in true },
    sweep: (Request.Sweep) throws -> [Double]
  ) rethrows -> [LineName] {
    // The same nudges for the solution and for the student.
    var random = SeededGenerator(seed: "\(variable)".stableHash)
    let forward = run.forward.filter { $0.name != variable && isAsked($0.name) }
    let sizes = [0, 1e-3, -1e-3, 0.4, -0.4, 2, -2]
    let directions = sizes.map { _ in
      Tensor.uniform(value.shape, in: 0.5...1.5, using: &random)
    }
    let question = Request.Sweep(
      variable: variable,
      nudges: sizes.enumerated().map { Request.Nudge(place: value.count + $0, offset: $1) },
      directions: directions, handOn: run.given,
      watch: forward.map { line in
        Request.Watch(
          line: line.name, weights: .uniform(line.value!.shape, in: 0.5...1.5, using: &random))
      })
    let rows = question.watched(in: try sweep(question))
    return forward.enumerated().filter { index, _ in
      rows.contains { $0[index] != rows[0][index] }
    }.map(\.element.name)
  }
}

extension Expected.Run {
  /// The value of every line: expected values forward, zeros backward.
  package var given: [LineName: Tensor] {
    var values: [LineName: Tensor] = [:]
    for line in lines {
      values[line.name] =
        line.value ?? .zeros(value(of: line.name.variable)?.shape ?? [])
    }
    return values
  }
}
