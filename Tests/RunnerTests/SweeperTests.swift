import FlatBackprop
import Protocol
import Testing

@testable import Runner

@Suite("A sweep")
struct SweeperTests {
  /// f = Σ x² as a flat function, and what its lines were evaluated for.
  final class SumOfSquares {
    private(set) var evaluated: [String] = []

    func run(_ x: Tensor, _ stage: Stage) {
      let q = stage.q {
        evaluated.append("q")
        return x * x
      }
      let f = stage.loss.f {
        evaluated.append("f")
        return q.sum()
      }
      _ = stage.dx {
        evaluated.append("dx")
        return f * x
      }
    }
  }

  static let x = Tensor([1, 2])

  static func sweep(
    of variable: LineName, handOn: [LineName: Tensor], watch: [Request.Watch] = []
  ) -> Request.Sweep {
    Request.Sweep(variable: variable, nudges: [], handOn: handOn, watch: watch)
  }

  @Test("hands on what it is given, and evaluates only what a nudge may have changed")
  func nudged() {
    let function = SumOfSquares()
    let sweeper = Sweeper(
      Self.sweep(of: "q", handOn: ["q": Tensor([1, 4]), "dx": Tensor([0, 0])]), upstream: nil)
    sweeper.begin(nudged: Tensor([1.5, 4]))
    function.run(Self.x, Stage(conductor: sweeper))
    #expect(sweeper.numbers == [5.5])
    #expect(function.evaluated == ["f"])
    sweeper.begin(nudged: Tensor([1, 4]))
    function.run(Self.x, Stage(conductor: sweeper))
    #expect(sweeper.numbers == [5])
  }

  @Test("evaluates a watched line although its value is given, and reports its weighted sum")
  func watched() {
    let function = SumOfSquares()
    let sweeper = Sweeper(
      Self.sweep(
        of: "x", handOn: ["q": Tensor([3, 3]), "f": Tensor(7), "dx": Tensor([0, 0])],
        watch: [
          Request.Watch(line: "q", weights: Tensor([10, 1])),
          Request.Watch(line: "q", weights: Tensor([1, 2, 3])),
        ]), upstream: nil)
    sweeper.begin(nudged: Self.x)
    function.run(Self.x, Stage(conductor: sweeper))
    #expect(Array(sweeper.numbers.prefix(2)) == [7, 14])
    // A shape that does not fit has no weighted sum.
    #expect(sweeper.numbers[2].isNaN)
    #expect(function.evaluated == ["q"])
  }

  @Test("of a layer gives the sum of the output times its upstream gradient as the loss")
  func layer() {
    let sweeper = Sweeper(Self.sweep(of: "out", handOn: [:]), upstream: Tensor([2, -1]))
    sweeper.begin(nudged: Tensor([5, 4]))
    let stage = Stage(conductor: sweeper)
    let out = stage.out { 3 * Self.x }
    let dout = stage.upstream(of: "out")
    #expect(out == Tensor([5, 4]) && dout == Tensor([2, -1]))
    #expect(sweeper.numbers == [6])
  }
}
