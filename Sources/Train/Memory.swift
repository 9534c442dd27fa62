import FlatBackprop
import Recurrent
import Training

/// `recurrentNet` of 12, which has to remember: each input is −1 or 1 with some noise, and all units
/// of the last state are to have the sign of the first.
struct Memory: Trainee {
  private let length: Int
  private let units = 16
  /// The inputs by step, sequence and number: `[T, N, 1]`.
  private let training, heldOut: Tensor
  private var wx, wa, b: Tensor

  let count = 500

  init(length: Int, using random: inout SeededGenerator) {
    self.length = length
    training = Self.sequences(count, length, using: &random)
    heldOut = Self.sequences(500, length, using: &random)
    wx = .normal([units, units], deviation: 1 / Double(units).squareRoot(), using: &random)
    wa = .normal([1, units], using: &random)
    b = .zeros([units])
  }

  private static func sequences(
    _ count: Int, _ length: Int, using random: inout SeededGenerator
  ) -> Tensor {
    let signs = (0..<(length * count)).map { _ in random.uniform() < 0.5 ? -1.0 : 1 }
    return Tensor(shape: [length, count, 1], signs.map { $0 + 0.1 * random.normal() })
  }

  mutating func step(on batch: [Int], rate: Double) -> Double {
    let elements = (0..<length).flatMap { t in batch.map { training[t, $0, 0] } }
    let (loss, gradients) = run(Tensor(shape: [length, batch.count, 1], elements), Stage())
    wx -= rate * gradients.wx
    wa -= rate * gradients.wa
    b -= rate * gradients.b
    return loss
  }

  func accuracy() -> Double {
    let stage = Stage()
    _ = run(heldOut, stage)
    guard let state = stage["x(\(length))"] else {
      misuse("The function has no line called \"x(\(length))\": training reads the state there.")
    }
    let right = (0..<heldOut.shape[1]).count { n in
      (0..<units).reduce(0) { $0 + state[n, $1] } * heldOut[0, n, 0] > 0
    }
    return Double(right) / Double(heldOut.shape[1])
  }

  private func run(
    _ inputs: Tensor, _ stage: Stage
  ) -> (loss: Double, gradients: (wx: Tensor, wa: Tensor, b: Tensor)) {
    let n = inputs.shape[1]
    let targets = (0..<n).flatMap { n in
      [Double](repeating: inputs[0, n, 0] > 0 ? 0.8 : -0.8, count: units)
    }
    let (loss, dwx, dwa, db, _) = recurrentNet(
      x0: .zeros([n, units]), a: inputs, wx: wx, wa: wa, b: b,
      target: Tensor(shape: [n, units], targets), stage: stage)
    return (loss, (dwx, dwa, db))
  }
}

extension Memory: LayeredTrainee {
  /// The states, step by step: how much of the gradient is left of the last one shows in the first.
  func layers() -> [Layer] {
    let stage = Stage()
    _ = run(heldOut, stage)
    return Layer.layers((1...length).map { "x(\($0))" }, of: stage)
  }
}
