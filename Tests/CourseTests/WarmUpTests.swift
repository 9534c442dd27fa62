import FlatBackprop
import Testing
import WarmUp

@Suite("00 warm-up: the solution")
struct WarmUpTests {
  @Test("gives the lecture's numbers")
  func lecture() {
    let stage = Stage()
    sumTimes(x: -2, y: 5, z: -4, stage: stage)
    #expect(stage["q"] == Tensor(3))
    #expect((stage["f"]?.scalar ?? .nan) == -12)
    #expect(stage["df"] == Tensor(1))
    #expect(stage["dq"] == Tensor(-4))
    #expect(stage["dz"] == Tensor(3))
    #expect(stage["dx"] == Tensor(-4))
    #expect(stage["dy"] == Tensor(-4))
  }

  @Test("returns what its lines give")
  func returns() {
    let stage = Stage()
    let result = sumTimes(x: 1.5, y: 2, z: -3, stage: stage)
    #expect(result.f == (stage["f"]?.scalar ?? .nan))
    #expect(Tensor(result.dx) == stage["dx"])
    #expect(Tensor(result.dy) == stage["dy"])
    #expect(Tensor(result.dz) == stage["dz"])
    #expect(result == (-10.5, -3, -3, 3.5))
  }
}
