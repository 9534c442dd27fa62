import FlatBackprop
import Testing

@Suite("Stage")
struct StageTests {
  /// A flat function with a loss: `3 Σ x²`.
  @discardableResult
  static func loss(_ x: Tensor, stage: Stage = Stage()) -> Tensor {
    let squares = stage.squares { x * x }
    let sum: Double = stage.sum { squares.sum() }
    let loss = stage.loss { 3 * sum }
    let dsum: Double = stage.dsum { 3 * (loss / loss) }
    let dsquares = stage.dsquares { Tensor(repeating: dsum, shape: squares.shape) }
    return stage.dx { 2 * x * dsquares }
  }

  /// A layer: `2 x`.
  @discardableResult
  static func layer(_ x: Tensor, stage: Stage = Stage()) -> Tensor {
    _ = stage.out { 2 * x } as Tensor
    let dout = stage.upstream(of: "out")
    return stage.dx { 2 * dout }
  }

  @Test("keeps the value of every line, a number's with the shape []")
  func values() {
    let stage = Stage()
    let dx = Self.loss(Tensor([1, 2]), stage: stage)
    #expect(dx == Tensor([6, 12]))
    #expect(stage["squares"] == Tensor([1, 4]))
    #expect(stage["sum"] == Tensor(5))
    #expect(stage["loss"] == Tensor(15))
    #expect(stage["dsum"] == Tensor(3))
    #expect(stage["dsquares"] == Tensor([3, 3]))
    #expect(stage["dx"] == dx)
  }

  @Test("knows nothing of a line that has not been run")
  func unknown() {
    let stage = Stage()
    #expect(stage["squares"] == nil)
    Self.loss(Tensor([1, 2]), stage: stage)
    #expect(stage["dw"] == nil)
  }

  @Test("evaluates each line once, in order")
  func order() {
    let stage = Stage()
    var lines: [String] = []
    let a: Double = stage.a {
      lines.append("a")
      return 1
    }
    let b = stage.loss.b {
      lines.append("b")
      return a
    }
    let _: Double = stage.db {
      lines.append("db")
      return b
    }
    #expect(lines == ["a", "b", "db"])
  }

  @Test("hands a layer its upstream gradient")
  func upstream() {
    let stage = Stage(upstream: Tensor([[1, 10]]))
    #expect(Self.layer(Tensor([[3, 4]]), stage: stage) == Tensor([[2, 20]]))
    #expect(stage["out"] == Tensor([[6, 8]]))
  }

  @Test("hands a layer ones if no upstream gradient was given")
  func upstreamOfOnes() {
    let stage = Stage()
    #expect(Self.layer(Tensor([[3, 4]]), stage: stage) == Tensor([[2, 2]]))
  }

  @Test("hands a layer whose output is a number an upstream gradient of shape []")
  func upstreamOfANumber() {
    let stage = Stage(upstream: Tensor(5))
    _ = stage.out { 3.0 } as Double
    #expect(stage.upstream(of: "out").scalar == 5)
  }

  @Test("keeps the value of a line in a loop under its name and step")
  func steps() {
    let stage = Stage()
    for t in 1...3 { stage.x(step: t) { Tensor([Double(t)]) } }
    #expect(stage["x(2)"] == Tensor([2]))
    #expect(stage["x"] == nil)
  }
}
