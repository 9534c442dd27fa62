import FlatBackprop
import Foundation

/// The entries of each row should come to the same sum on every case, like probabilities, and those
/// of the line do not.
struct RowSums: Hypothesis {
  let sum: Double
  let areExponentials: Bool

  static func candidates(for observation: Observation) -> [RowSums] {
    guard observation.shape.count == 2, observation.hasRightShape else { return [] }
    if observation.paths.isEmpty {
      return [RowSums(sum: 1, areExponentials: false), RowSums(sum: 1, areExponentials: true)]
    }
    // If each entry has a local gradient of its own, that is what to look at.
    let isMixed = observation.paths.contains { path in
      path.rows.contains { row in row.right.count { abs($0) > 1e-9 } > 1 }
    }
    return isMixed ? [RowSums(sum: 0, areExponentials: false)] : []
  }

  var rank: Rank { .rowSums }
  var place: AnyHashable { self }

  /// Four rows of three numbers have no sum in common by accident.
  var neededEvidence: Int { 4 }

  func evidence(in observation: Observation) -> Int? {
    guard observation.hasRightShape, observation.shape.count == 2, observation.blind.isEmpty else {
      return observation.isWrong ? nil : 0
    }
    func hold(_ value: Tensor) -> Bool {
      let rows = (areExponentials ? exp(value) : value).sum(axis: 1)
      return rows.elements.allSatisfy { abs($0 - sum) <= 1e-6 * max(1, observation.scale) }
    }
    guard hold(observation.right) else { return nil }
    if !observation.isWrong { return 0 }
    // On a case with a single class, there is little to see.
    // Rows can have the right sum by accident: where one entry outweighs the others.
    guard observation.shape[1] > 1, !hold(observation.value) else { return 0 }
    let isZero = observation.wanted.allSatisfy { observation.isNear($0, 0) }
    return isZero ? 0 : observation.shape[0]
  }

  var sentence: String {
    areExponentials
      ? "the exponentials of each row should sum to 1, as they are probabilities"
      : sum == 0
        ? "each row should sum to 0: the same number added to a whole row would not change the loss"
        : "each row should sum to 1"
  }
}
