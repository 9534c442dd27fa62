import Diagnosis
import FlatBackprop
import GradientCheck
import Testing

@Suite("A diagnosis of odd values")
struct OddSuspectTests {
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
            let odd = Self.suspect(value, right, isBackward, &random)
            let fine = Self.suspect(right, right, isBackward, isWrong: false, &random)
            _ = Diagnosis.cause(of: [odd])?.sentence
            _ = Diagnosis.cause(of: [odd, fine])?.sentence
            _ = Diagnosis.cause(of: [odd, Self.suspect(right, value, isBackward, &random)])
          }
        }
      }
    }
  }

  /// A suspect whose other values and paths have all the shapes there are.
  static func suspect(
    _ value: [Int], _ right: [Int], _ isBackward: Bool, isWrong: Bool = true,
    _ random: inout SeededGenerator
  ) -> Suspect {
    func draw(_ shape: [Int]) -> Tensor { Self.draw(shape, &random) }
    let right = draw(right)
    let count = right.count
    var suspect = Suspect(
      value: isWrong ? draw(value) : right, right: right, isWrong: isWrong,
      sizes: [("N", 2), ("C", 0)], others: shapes.map { ("v\($0)", draw($0)) },
      conditions: [Suspect.Condition("here", (0..<count).map { $0 % 2 == 0 }, isPlace: true)],
      properties: [Suspect.Property("N is 1", isWrong, .size)])
    suspect.later = shapes.map { ("later\($0)", draw($0)) }
    guard isBackward else { return suspect }
    suspect.vanishes = false
    suspect.paths = shapes.prefix(5).map { shape in
      let (contribution, upstream) = (draw(right.shape), draw(shape))
      var path = Suspect.Path(
        reader: "r\(shape)", contribution: contribution, local: contribution, upstream: upstream)
      if count > 0 {
        path.rows = [0, count - 1].map { entry in
          Suspect.Row(
            entry: entry, value: draw(shape).elements, right: draw(shape).elements,
            conditions: [Suspect.Condition("there", upstream.elements.map { $0 > 0 })])
        }
      }
      return path
    }
    return suspect
  }

  /// Whole numbers, so that some are equal and some are 0.
  static func draw(_ shape: [Int], _ random: inout SeededGenerator) -> Tensor {
    Tensor.normal(shape, using: &random).map { ($0 * 2).rounded() }
  }
}
