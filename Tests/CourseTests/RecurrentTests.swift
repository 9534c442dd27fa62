import KitSupport
import FlatBackprop
import Foundation
import Recurrent
import Testing

@Suite("12 recurrent: the solution")
struct RecurrentTests {
  @Test("has two lines for each step, forward and backward")
  func lines() throws {
    for graded in GradedCall.all("recurrentNet") {
      let (steps, run) = (try #require(graded.inputs["a"]).shape[0], try graded.run())
      let forward = (1...steps).flatMap { ["s(\($0))", "x(\($0))"] }
      let backward = (1...steps).reversed().flatMap { ["dx(\($0))", "ds(\($0))"] }
      #expect(run.forward.map { "\($0)" } == forward + ["residuals", "loss"])
      #expect(
        run.backward.map { "\($0)" } == ["dresiduals"] + backward + ["dwx", "dwa", "db", "dx0"])
    }
  }

  @Test("gives the numbers of the handout, forward and backward")
  func handout() throws {
    let stage = Stage()
    recurrentNet(
      x0: Tensor([[1]]), a: Tensor(shape: [2, 1, 1], [log(2) - 0.5, log(3) - 0.3]),
      wx: Tensor([[0.5]]), wa: Tensor([[1]]), b: Tensor([0.0]), target: Tensor([[0.3]]),
      stage: stage)
    let expected = [
      "s(1)": 0.6931471805599453, "x(1)": 0.6, "s(2)": 1.0986122886681098, "x(2)": 0.8,
      "residuals": 0.5, "loss": 0.25, "dresiduals": 1, "dx(2)": 1, "ds(2)": 0.36, "dx(1)": 0.18,
      "ds(1)": 0.1152, "dwx": 0.3312, "dwa": 0.30975098, "db": 0.4752, "dx0": 0.0576,
    ]
    for (name, value) in expected {
      let line = try #require(stage[name])
      #expect(abs(line.scalar - value) < 1e-8, "\(name) is \(line)")
    }
  }

  @Test("agrees with a naive twin that goes through the units one by one")
  func naiveTwin() {
    var random = SeededGenerator(seed: 2)
    let (steps, n, h, d) = (3, 2, 4, 3)
    let x0 = Tensor.normal([n, h], using: &random)
    let a = Tensor.normal([steps, n, d], using: &random)
    let wx = Tensor.normal([h, h], using: &random)
    let wa = Tensor.normal([d, h], using: &random)
    let b = Tensor.normal([h], using: &random)
    let target = Tensor.normal([n, h], using: &random)
    var x = x0
    for t in 0..<steps {
      var next = Tensor.zeros([n, h])
      for i in 0..<n {
        for j in 0..<h {
          var s = b[j]
          for k in 0..<h { s += x[i, k] * wx[k, j] }
          for k in 0..<d { s += a[t, i, k] * wa[k, j] }
          next[i, j] = tanh(s)
        }
      }
      x = next
    }
    let loss = zip(x.elements, target.elements).map { ($0 - $1) * ($0 - $1) }.reduce(0, +) / 2
    let result = recurrentNet(x0: x0, a: a, wx: wx, wa: wa, b: b, target: target)
    #expect(abs(result.loss - loss) < 1e-12)
  }

  @Test("learns to remember its first input for three steps")
  func learning() {
    var random = SeededGenerator(seed: 3)
    let bits = Tensor.uniform([16, 1], in: -1...1, using: &random).map { $0 > 0 ? 0.5 : -0.5 }
    let quiet = Tensor.zeros([16, 1])
    let a = Tensor(stacking: [bits, quiet, quiet])
    var wx = Tensor([[0.6]])
    var wa = Tensor([[0.6]])
    var b = Tensor.zeros([1])
    var losses: [Double] = []
    for _ in 0..<300 {
      let result = recurrentNet(x0: quiet, a: a, wx: wx, wa: wa, b: b, target: bits)
      losses.append(result.loss)
      wx -= 0.3 * result.dwx
      wa -= 0.3 * result.dwa
      b -= 0.3 * result.db
    }
    #expect(losses[0] > 0.1)
    #expect(losses[299] < 1e-3)
  }

  @Test("measures the gradients that the unrolled network computes")
  func measuredGradients() throws {
    var random = SeededGenerator(seed: 4)
    let (steps, n, h) = (4, 3, 5)
    let x0 = Tensor.normal([n, h], using: &random)
    let a = Tensor.normal([steps, n, h], using: &random)
    let wx = Tensor.normal([h, h], using: &random)
    let stage = Stage()
    recurrentNet(
      x0: x0, a: a, wx: wx, wa: identity(h), b: .zeros([h]),
      target: .normal([n, h], using: &random), stage: stage)
    let upstream = try #require(stage["dx(\(steps))"])
    let norms = gradientNorms(activation: .tanh, x0: x0, a: a, wx: wx, upstream: upstream)
    #expect(norms.shape == [steps + 1])
    for k in 0...steps {
      let gradient = try #require(stage[k == steps ? "dx0" : "dx(\(steps - k))"])
      #expect(abs(norms[k] - length(gradient) / length(upstream)) < 1e-12)
    }
  }

  @Test("leaves at most a quarter a step through sigmoid, and a quarter where it is steepest")
  func sigmoid() throws {
    let norms = gradientNorms(
      activation: .sigmoid, x0: Tensor([[0.0]]), a: Tensor(shape: [3, 1, 1], [0, -0.5, -0.5]),
      wx: Tensor([[1]]), upstream: Tensor([[2]]))
    #expect(norms == Tensor([1, 1.0 / 4, 1.0 / 16, 1.0 / 64]))

    var random = SeededGenerator(seed: 5)
    let stage = Stage()
    gradientNorms(
      activation: .sigmoid, x0: .normal([4, 6], using: &random),
      a: .normal([5, 4, 6], deviation: 3, using: &random), wx: identity(6),
      upstream: .ones([4, 6]), stage: stage)
    let locals = try #require(stage["locals"]).elements.dropFirst(4 * 6)
    #expect(locals.allSatisfy { $0 > 0 && $0 <= 0.25 })
    #expect(locals.contains { $0 > 0.2 })
  }

  @Test("measures what the handout's table says")
  func table() throws {
    let measured = [
      vanishingGradient(.sigmoid, gain: 1), vanishingGradient(.tanh, gain: 1),
      vanishingGradient(.relu, gain: 1), vanishingGradient(.relu, gain: 2.0.squareRoot()),
      vanishingGradient(.relu, gain: 2),
    ]
    let kit = PackageFolder.url
    let handout = try String(
      contentsOf: kit.appending(path: "assignments/12-recurrent/README.md"), encoding: .utf8)
    let rows = handout.split(separator: "\n").map { line in
      line.split(separator: "|").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    }.filter { $0.count == 6 }
    #expect(rows.map { $0[0] } == [1, 2, 5, 10, 15, 20])
    for row in rows {
      for (column, norms) in measured.enumerated() {
        let norm = norms[Int(row[0])]
        #expect(abs(row[column + 1] - norm) <= 0.006 * norm, "row \(row[0]), column \(column + 1)")
      }
    }
  }

  private func identity(_ size: Int) -> Tensor { .oneHot(Array(0..<size), classes: size) }

  private func length(_ x: Tensor) -> Double { (x * x).sum().squareRoot() }
}
