import TestSupport
import FlatBackprop
import Gates
import Testing

@Suite("01 gates: the solution")
struct GatesTests {
  @Test("gives the lecture's neuron")
  func lectureNeuron() {
    let stage = Stage()
    neuron(w0: 2, x0: -1, w1: -3, x1: -2, w2: -3, stage: stage)
    #expect(stage["s0"] == Tensor(-2))
    #expect(stage["s1"] == Tensor(6))
    #expect(stage["s2"] == Tensor(4))
    #expect(stage["s3"] == Tensor(1))
    #expect(abs((stage["output"]?.scalar ?? .nan) - 0.7310585786300049) < 1e-15)
    for name in ["ds3", "dw2", "ds2", "ds0", "ds1"] {
      expectClose(stage[name], Tensor(0.19661193324148185), within: 1e-15)
    }
    expectClose(stage["dw0"], Tensor(-0.19661193), within: 1e-8)
    expectClose(stage["dx0"], Tensor(0.39322387), within: 1e-8)
    expectClose(stage["dw1"], Tensor(-0.39322387), within: 1e-8)
    expectClose(stage["dx1"], Tensor(-0.58983580), within: 1e-8)
  }

  @Test("gives the pieces of the lecture's sigmoid")
  func lecturePieces() {
    let stage = Stage()
    neuronInPieces(w0: 2, x0: -1, w1: -3, x1: -2, w2: -3, stage: stage)
    expectClose(stage["s"], Tensor(1))
    expectClose(stage["negated"], Tensor(-1))
    expectClose(stage["exponential"], Tensor(0.36787944), within: 1e-8)
    expectClose(stage["denominator"], Tensor(1.36787944), within: 1e-8)
    expectClose(stage["ddenominator"], Tensor(-0.53444665), within: 1e-8)
    expectClose(stage["dexponential"], Tensor(-0.53444665), within: 1e-8)
    expectClose(stage["dnegated"], Tensor(-0.19661193), within: 1e-8)
    expectClose(stage["ds"], Tensor(0.19661193), within: 1e-8)
  }

  @Test("gives the same neuron whole and in pieces")
  func wholeAndPieces() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<20 {
      let v = Tensor.normal([5], using: &random)
      let whole = neuron(w0: v[0], x0: v[1], w1: v[2], x1: v[3], w2: v[4])
      let pieces = neuronInPieces(w0: v[0], x0: v[1], w1: v[2], x1: v[3], w2: v[4])
      expectClose(
        Tensor([whole.output, whole.dw0, whole.dx0, whole.dw1, whole.dx1, whole.dw2]),
        Tensor([pieces.output, pieces.dw0, pieces.dx0, pieces.dw1, pieces.dx1, pieces.dw2]))
    }
  }

  @Test("swaps at a product, routes at a maximum and distributes at a sum")
  func patterns() {
    let stage = Stage()
    let result = gates(x: 3, y: -4, z: 2, w: -1, stage: stage)
    #expect(result == (-20, -8, 6, 2, 0))
    #expect(stage["total"] == Tensor(-10))
    #expect(stage["dproduct"] == stage["dtotal"])
    #expect(stage["dlarger"] == stage["dtotal"])
  }

  @Test("routes a tie to one side, not to both or to none")
  func tie() {
    let result = gates(x: 1, y: 1, z: 3, w: 3)
    #expect(result.dz + result.dw == 2)
    #expect(result.dz * result.dw == 0)
  }

  @Test("adds the gradients of a variable that is used more than once")
  func reused() {
    #expect(reuse(x: -2, y: 5) == (-28, 4, -16))
    // f = x² y + x y² − x.
    var random = SeededGenerator(seed: 2)
    for _ in 0..<20 {
      let (x, y) = (random.normal(), random.normal())
      let result = reuse(x: x, y: y)
      expectClose(
        Tensor([result.f, result.dx, result.dy]),
        Tensor([x * x * y + x * y * y - x, 2 * x * y + y * y - 1, x * x + 2 * x * y]))
    }
  }

  @Test("gives the lecture's squared norm")
  func lectureNorm() {
    let stage = Stage()
    squaredNorm(w: Tensor([[0.1, 0.5], [-0.3, 0.8]]), x: Tensor([0.2, 0.4]), stage: stage)
    expectClose(stage["q"], Tensor([0.22, 0.26]))
    #expect(abs((stage["f"]?.scalar ?? .nan) - 0.116) < 1e-12)
    expectClose(stage["dq"], Tensor([0.44, 0.52]))
    expectClose(stage["dw"], Tensor([[0.088, 0.176], [0.104, 0.208]]))
    expectClose(stage["dx"], Tensor([-0.112, 0.636]))
  }

  @Test("gives a norm that is quadratic in either input")
  func quadratic() {
    // Of a function that is quadratic in v, Σ v · dv is twice its value (Euler).
    var random = SeededGenerator(seed: 3)
    let (w, x) = (
      Tensor.normal([4, 3], using: &random), Tensor.normal([3], using: &random)
    )
    let result = squaredNorm(w: w, x: x)
    #expect(abs((w * result.dw).sum() - 2 * result.f) < 1e-12)
    #expect(abs((x * result.dx).sum() - 2 * result.f) < 1e-12)
  }
}
