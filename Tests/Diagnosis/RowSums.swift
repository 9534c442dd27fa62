import FlatBackprop
import Foundation

/// The entries of each row should come to the same sum on every case, like probabilities, and those
/// of the line do not.
enum RowSums {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.shape.count == 2, observation.hasRightShape else { return [] }
    if observation.paths.isEmpty {
      let exponentials = "the exponentials of each row should sum to 1, as they are probabilities"
      return [
        hypothesis("each row should sum to 1", sum: 1) { $0 },
        hypothesis(exponentials, sum: 1) { exp($0) },
      ]
    }
    // If each entry has a local gradient of its own, that is what to look at.
    let isMixed = observation.paths.contains { path in
      path.rows.contains { row in row.right.count { abs($0) > 1e-9 } > 1 }
    }
    let zero =
      "each row should sum to 0: the same number added to a whole row would not change the loss"
    return isMixed ? [hypothesis(zero, sum: 0) { $0 }] : []
  }

  private static func hypothesis(
    _ sentence: String, sum: Double, of terms: @escaping (Tensor) -> Tensor
  ) -> Hypothesis {
    // Four rows have no sum in common by accident.
    Hypothesis(.rowSums, sentence, place: .itsOwn, needs: 4) { observation in
      guard observation.hasRightShape, observation.shape.count == 2, observation.blind.isEmpty
      else {
        return observation.refutedIfWrong
      }
      func holds(_ value: Tensor) -> Bool {
        terms(value).sum(axis: 1).elements.allSatisfy {
          abs($0 - sum) <= 1e-6 * max(1, observation.scale)
        }
      }
      guard holds(observation.right) else { return nil }
      if !observation.isWrong { return 0 }
      // On a case with a single class, there is little to see.
      // Rows can have the right sum by accident: where one entry outweighs the others.
      guard observation.shape[1] > 1, !holds(observation.value) else { return 0 }
      let isZero = observation.wanted.allSatisfy { observation.isNear($0, 0) }
      return isZero ? 0 : observation.shape[0]
    }
  }
}
