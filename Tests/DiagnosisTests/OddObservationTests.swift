import Diagnosis
import FlatBackprop
import Testing

@Suite("A diagnosis of odd values")
struct OddObservationTests {
  /// Shapes in which something is missing: axes, elements, or both.
  static let shapes: [[Int]] = [
    [], [0], [1], [3], [0, 3], [3, 0], [1, 1], [2, 3], [4, 4], [2, 3, 0], [2, 1, 3], [2, 2, 3, 3],
    [1, 2, 0, 2], [1, 1, 1, 1, 1],
  ]

  @Test("comes to an end whatever shapes and numbers a line gives")
  func survives() async {
    await #expect(processExitsWith: .success) {
      var random = SeededGenerator(seed: 11)
      for value in Self.shapes {
        for right in Self.shapes {
          for isBackward in [false, true] {
            let odd = Self.observation(value, right, isBackward, &random)
            let fine = Self.observation(right, right, isBackward, isWrong: false, &random)
            _ = Diagnosis.cause(of: [odd])?.sentence
            _ = Diagnosis.cause(of: [odd, fine])?.sentence
            _ = Diagnosis.cause(of: [odd, Self.observation(right, value, isBackward, &random)])
          }
        }
      }
    }
  }

  /// An observation whose other values and paths have all the shapes there are.
  static func observation(
    _ value: [Int], _ right: [Int], _ isBackward: Bool, isWrong: Bool = true,
    _ random: inout SeededGenerator
  ) -> Observation {
    func draw(_ shape: [Int]) -> Tensor { Self.draw(shape, &random) }
    let right = draw(right)
    let count = right.count
    var observation = Observation(
      value: isWrong ? draw(value) : right, right: right, isWrong: isWrong,
      sizes: [("N", 2), ("C", 0)],
      others: shapes.map { Observation.Variable(VariableName("v\($0)"), draw($0)) },
      conditions: [Observation.Condition("here", (0..<count).map { $0 % 2 == 0 }, .place)],
      properties: [Observation.Property("N is 1", isWrong, .size)])
    observation.later = shapes.map { Observation.Variable(VariableName("later\($0)"), draw($0)) }
    guard isBackward else { return observation }
    observation.vanishes = false
    observation.paths = shapes.prefix(5).map { shape in
      let (contribution, upstream) = (draw(right.shape), draw(shape))
      var path = Observation.Path(
        reader: VariableName("r\(shape)"), contribution: contribution, local: contribution,
        upstream: upstream)
      if count > 0 {
        path.rows = [0, count - 1].map { entry in
          Observation.Row(
            entry: entry, value: draw(shape).elements, right: draw(shape).elements,
            conditions: [Observation.Condition("there", upstream.elements.map { $0 > 0 })])
        }
      }
      return path
    }
    return observation
  }

  /// Whole numbers, so that some are equal and some are 0.
  static func draw(_ shape: [Int], _ random: inout SeededGenerator) -> Tensor {
    Tensor.normal(shape, using: &random).map { ($0 * 2).rounded() }
  }
}
