import Diagnosis
import FlatBackprop
import Foundation
import Testing

// Variables that are crossed, columns taken for each other, and errors that are a constant.

extension TruthTests {
  @Test("names a factor of a product that is one term among others")
  func productTerms() {
    func sentence(_ line: @escaping (Values) -> Tensor, _ right: (Values) -> Tensor) -> String? {
      Self.sentence(of: ["a", "b", "m", "v"], line, right)
    }
    func step(_ values: Values, keeping part: (Tensor, Double) -> Tensor) -> Tensor {
      part(values["a"]!, values["m"]!.scalar) - values["v"]!.scalar * values["b"]!
    }
    // The part has two variables: it is called by the tensor.
    #expect(
      sentence(
        { values in step(values) { $1 * $0 * values["v"]!.scalar } }, { step($0) { $1 * $0 } })
        == "the part with \"a\" is multiplied by \"v\", and should not be: do parentheses reach too "
        + "far?")
    #expect(
      sentence({ step($0) { $1 * tanh($0) } }, { step($0) { $1 * $0 } })?.contains("the part")
        != true)
  }

  @Test("says of crossed variables which exchanges make the line right")
  func crossed() {
    func observation(_ scale: Double) -> Observation {
      .of(
        ["a": scale * Self.x, "b": Self.w, "v": 0.3 * Self.w + 1, "w": scale * tanh(Self.x)],
        line: { $0["a"]! * $0["w"]! + $0["b"]! * $0["v"]! },
        right: { $0["a"]! * $0["v"]! + $0["b"]! * $0["w"]! }, readByRight: ["a", "b", "v", "w"])
    }
    #expect(
      Self.sentence([observation(1), observation(0.4)])
        == "either \"a\" and \"b\" are swapped, or \"v\" and \"w\"")
  }

  @Test("names columns that are taken for each other")
  func columns() {
    func observation(_ points: Tensor) -> Observation {
      func angle(_ points: Tensor, _ one: Int, _ other: Int) -> Tensor {
        let (y, x) = (points.slice(axis: 1, at: one), points.slice(axis: 1, at: other))
        return Tensor(zip(y.elements, x.elements).map { atan2($0, $1) })
      }
      return .of(
        ["points": points], line: { angle($0["points"]!, 0, 1) },
        right: { angle($0["points"]!, 1, 0) }, readByRight: ["points"])
    }
    #expect(
      Self.sentence([
        observation(Tensor([[1.3, 0.4], [-0.7, 2.2], [0.3, -1.9]])),
        observation(Tensor([[-0.2, -0.9], [3.1, 0.5]])),
      ]) == "the two columns of \"points\" are exchanged")
  }

  @Test(
    "sees no wrong sign where a variable is only compared, and is on the right side by accident")
  func comparedSign() {
    func observation(_ w: Double, _ z: Double, df: Double) -> Observation {
      func gradient(_ values: Values, of name: VariableName) -> Tensor {
        values["w"]!.scalar > values[name]!.scalar ? Tensor(0) : values["up"]!
      }
      return .of(
        ["w": Tensor(w), "z": Tensor(z), "df": Tensor(df), "up": Tensor(1.7 * w + 0.3)],
        line: { gradient($0, of: "df") }, right: { gradient($0, of: "z") },
        readByRight: ["w", "z", "up"])
    }
    let told = Self.sentence([
      observation(0.4, -0.6, df: 1), observation(-0.2, -0.9, df: 1.1),
      observation(-1.6, -1.2, df: 1), observation(0.7, -0.3, df: 0.9),
    ])
    #expect(told?.contains("wrong sign") != true, "\(told ?? "")")
  }

  @Test("names the constant that all wrong entries are off by, but in no mask")
  func offsets() {
    func sentence(_ values: [Double], _ right: [Double]) -> String? {
      Self.sentence([Observation(value: Tensor(values), right: Tensor(right))])
    }
    #expect(
      sentence([20, -60, -12.5, -100, 7], [20, 300, 347.5, 260, 7])
        == "where it is wrong, it is 360 too small")
    #expect(sentence([32, 17, 6], [31, 16, 5]) == "it is 1 too large everywhere")
    #expect(sentence([20, -60, -12.5, -100, 7], [20, 300, 347.5, 261, 7]) == nil)
    #expect(sentence([20, -60, 7], [20, 300, 7]) == nil)
    #expect(sentence([1, 1, 1, 0, 1], [0, 0, 0, 0, 1])?.contains("too large") != true)
  }
}
