import TestSupport
import BatchStatistics
import FlatBackprop
import Testing

@Suite("07 batch statistics: the solution")
struct BatchStatisticsTests {
  @Test("gives the numbers of the handout, forward and backward")
  func handout() {
    let stage = Stage(upstream: dout)
    batchNorm(
      x: x, gamma: Tensor([4, -6]), beta: Tensor([1, -1]), epsilon: 1, stage: stage)
    expectClose(stage["mean"], Tensor([3, 6]))
    expectClose(stage["centered"], Tensor([[-3, -4], [1, 4], [1, 0], [1, 0]]))
    expectClose(stage["squares"], Tensor([[9, 16], [1, 16], [1, 0], [1, 0]]))
    expectClose(stage["variance"], Tensor([3, 8]))
    expectClose(stage["std"], Tensor([2, 3]))
    expectClose(stage["inverseStd"], Tensor([1.0 / 2, 1.0 / 3]))
    expectClose(
      stage["normalized"], Tensor([[-1.5, -4.0 / 3], [0.5, 4.0 / 3], [0.5, 0], [0.5, 0]]))
    expectClose(stage["out"], Tensor([[-5, 7], [3, -9], [3, -1], [3, -1]]))
    expectClose(stage["dbeta"], Tensor([-4, 2]))
    expectClose(stage["dgamma"], Tensor([8, 12]))
    expectClose(stage["dnormalized"], Tensor([[-20, 24], [-8, -30], [4, 6], [8, -12]]))
    expectClose(stage["dinverseStd"], Tensor([64, -216]))
    expectClose(stage["dstd"], Tensor([-16, 24]))
    expectClose(stage["dvariance"], Tensor([-4, 4]))
    expectClose(stage["dsquares"], Tensor([-1, 1]).expand(axis: 0, count: 4))
    expectClose(stage["dcentered"], Tensor([[-4, 0], [-6, -2], [0, 2], [2, -4]]))
    expectClose(stage["dmean"], Tensor([8, 4]))
    expectClose(stage["dx"], Tensor([[-2, 1], [-4, -1], [2, 3], [4, -3]]))
  }

  @Test("agrees with a naive twin that goes through the elements one by one")
  func naiveTwin() {
    var random = SeededGenerator(seed: 3)
    let x = Tensor.normal([6, 4], deviation: 3, using: &random)
    let gamma = Tensor.normal([4], using: &random)
    let beta = Tensor.normal([4], using: &random)
    let out = batchNorm(x: x, gamma: gamma, beta: beta, epsilon: 0.3).out
    for d in 0..<4 {
      let column = (0..<6).map { x[$0, d] }
      let mean = column.reduce(0, +) / 6
      // The other formula for the variance: the mean of the squares less the squared mean.
      let variance = column.map { $0 * $0 }.reduce(0, +) / 6 - mean * mean
      for n in 0..<6 {
        let expected =
          gamma[d] * (column[n] - mean) / (variance + 0.3).squareRoot() + beta[d]
        #expect(abs(out[n, d] - expected) < 1e-12)
      }
    }
  }

  @Test("gives the same gradients fused as line by line")
  func fused() {
    var random = SeededGenerator(seed: 4)
    let x = Tensor.normal([7, 3], using: &random) + 20
    let gamma = Tensor.normal([3], using: &random)
    let beta = Tensor.normal([3], using: &random)
    let stages = (0..<2).map { _ in Stage(upstream: Tensor(shape: [7, 3], ramp(21))) }
    let flat = batchNorm(x: x, gamma: gamma, beta: beta, epsilon: 1e-3, stage: stages[0])
    let fused = batchNormFused(x: x, gamma: gamma, beta: beta, epsilon: 1e-3, stage: stages[1])
    expectClose(flat.out, fused.out)
    expectClose(flat.dx, fused.dx)
    expectClose(flat.dgamma, fused.dgamma)
    expectClose(flat.dbeta, fused.dbeta)
  }

  @Test("has a dx whose columns sum to 0, as shifting a column changes nothing")
  func shift() {
    let stage = Stage(upstream: dout)
    let result = batchNorm(
      x: x, gamma: Tensor([2, 3]), beta: Tensor([1, -1]), epsilon: 0.01, stage: stage)
    #expect(abs(result.dx).sum() > 0.1)
    expectClose(result.dx.sum(axis: 0), .zeros([2]))
    let shifted = batchNorm(x: x + 5, gamma: Tensor([2, 3]), beta: Tensor([1, -1]), epsilon: 0.01)
    expectClose(shifted.out, result.out)
  }

  @Test("gives beta for a constant column and for a batch of one")
  func noVariance() {
    let (gamma, beta) = (Tensor([2, 3]), Tensor([1, -1]))
    let constant = batchNorm(x: .ones([4, 2]) * 7, gamma: gamma, beta: beta, epsilon: 1e-5)
    #expect(constant.out == beta.expand(axis: 0, count: 4))
    let single = batchNorm(x: Tensor([[7, -2]]), gamma: gamma, beta: beta, epsilon: 1e-5)
    #expect(single.out == beta.expand(axis: 0, count: 1))
    expectClose(single.dx, .zeros([1, 2]))
  }

  @Test("gives the handout's numbers at inference")
  func inferenceNumbers() {
    let stage = Stage(upstream: dout)
    batchNormInference(
      x: x, gamma: Tensor([2, 3]), beta: Tensor([1, -1]), epsilon: 1, runningMean: Tensor([2, 4]),
      runningVariance: Tensor([15, 3]), stage: stage)
    expectClose(stage["inverseStd"], Tensor([0.25, 0.5]))
    expectClose(stage["normalized"], Tensor([[-0.5, -1], [0.5, 3], [0.5, 1], [0.5, 1]]))
    expectClose(stage["out"], Tensor([[0, -4], [2, 8], [2, 2], [2, 2]]))
    expectClose(stage["dbeta"], Tensor([-4, 2]))
    expectClose(stage["dgamma"], Tensor([3, 20]))
    expectClose(stage["dnormalized"], Tensor([[-10, -12], [-4, 15], [2, -3], [4, 6]]))
    expectClose(stage["dx"], Tensor([[-2.5, -6], [-1, 7.5], [0.5, -1.5], [1, 3]]))
  }

  @Test("gives at inference what training gives, if the averages are the batch's statistics")
  func inference() {
    var random = SeededGenerator(seed: 5)
    let x = Tensor.normal([6, 3], using: &random)
    let (gamma, beta) = (Tensor([2, 3, -1]), Tensor([1, -1, 0.5]))
    let stage = Stage()
    let training = batchNorm(x: x, gamma: gamma, beta: beta, epsilon: 0.1, stage: stage)
    let averages = updateRunningAverages(
      x: x, runningMean: .zeros([3]), runningVariance: .ones([3]), momentum: 0)
    #expect(averages.runningMean == stage["mean"])
    #expect(averages.runningVariance == stage["variance"])
    let inference = batchNormInference(
      x: x, gamma: gamma, beta: beta, epsilon: 0.1, runningMean: averages.runningMean,
      runningVariance: averages.runningVariance)
    expectClose(inference.out, training.out)
    // The statistics are constants now, so the gradient with respect to x is another one.
    #expect(abs(inference.dx - training.dx).sum() > 0.1)
  }

  @Test("moves the running averages to the statistics of a batch seen again and again")
  func runningAverages() {
    var averages = updateRunningAverages(
      x: x, runningMean: Tensor([1, 0]), runningVariance: Tensor([1, 1]), momentum: 0.9)
    expectClose(averages.runningMean, Tensor([1.2, 0.6]))
    expectClose(averages.runningVariance, Tensor([1.2, 1.7]))
    for _ in 0..<400 {
      averages = updateRunningAverages(
        x: x, runningMean: averages.runningMean, runningVariance: averages.runningVariance,
        momentum: 0.9)
    }
    expectClose(averages.runningMean, Tensor([3, 6]))
    expectClose(averages.runningVariance, Tensor([3, 8]))
  }

  @Test("has a mean and an expand that are each other's backward, but for 1/N")
  func mean() {
    let stage = Stage(upstream: Tensor([4, -8]))
    let result = batchMean(x: x, stage: stage)
    #expect(result.out == Tensor([3, 6]))
    #expect(result.dx == Tensor([[1, -2], [1, -2], [1, -2], [1, -2]]))
  }

  private let x = Tensor([[0, 2], [4, 10], [4, 6], [4, 6]])
  private let dout = Tensor([[-5, -4], [-2, 5], [1, -1], [2, 2]])

  private func ramp(_ count: Int) -> [Double] { (0..<count).map { Double($0 * $0 % 11) - 4 } }
}
