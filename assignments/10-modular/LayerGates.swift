import FlatBackprop

/// `out = x w`, a matrix product.
///
/// Inputs `x`, `[N, D]`, and `w`, `[D, C]`; the output is `[N, C]`.
public struct MatrixMultiply: Gate {
  public private(set) var saved = Saved.nothing

  public init() {}

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let (x, w) = (inputs[0], inputs[1])
    // The matrix product: [N, C].
    let out = stage.out { try todo() }
    // What the lines of backward read besides dout, by name.
    saved = Saved(by: "MatrixMultiply") {
      try todo()
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // The shapes leave but one way to put these together: [N, D] …
    let dx = stage.dx { try todo() }
    // … and [D, C].
    let dw = stage.dw { try todo() }
    return [dx, dw]
  }
}

/// `out = x + b`, the same `b` in every row.
///
/// Inputs `x`, `[N, C]`, and `b`, `[C]`; the output is `[N, C]`.
public struct AddBias: Gate {
  public private(set) var saved = Saved.nothing

  public init() {}

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let (x, b) = (inputs[0], inputs[1])
    // The biases added to each row: [N, C].
    let out = stage.out { try todo() }
    // What the lines of backward read besides dout, by name; [:] where that is nothing.
    saved = Saved(by: "AddBias") {
      try todo()
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // A bias was copied to every row, and copies add: [C].
    let db = stage.db { try todo() }
    // [N, C].
    let dx = stage.dx { try todo() }
    return [dx, db]
  }
}

/// The softmax loss of some scores: the mean over the examples of `−log` of the probability that an
/// example's own class gets.
///
/// One input `scores`, `[N, C]`; the output is a number, of shape `[]`.
public struct SoftmaxLoss: Gate {
  public private(set) var saved = Saved.nothing

  /// `N` class indices, each 0 to C − 1.
  public let labels: [Int]

  public init(labels: [Int]) { self.labels = labels }

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let scores = inputs[0]
    let (n, c) = (scores.shape[0], scores.shape[1])
    // The scores minus the largest of their row, so that no exponential can overflow: [N, C].
    let shifted = stage.shifted { try todo() }
    // The logarithm of every class's probability: [N, C]. A logarithm of a quotient is a
    // difference, so no probability that rounds to 0 is ever put into a logarithm.
    let logProbabilities = stage.logProbabilities { try todo() }
    // The loss: a number.
    let out: Double = stage.out { try todo() }
    // What the line of backward reads besides dout and the labels, by name.
    saved = Saved(by: "SoftmaxLoss") {
      try todo()
    }
    return Tensor(out)
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // Through the mean, the logarithm and the softmax at once: [N, C]. The upstream gradient is a
    // single number here.
    let dscores = stage.dscores { try todo() }
    return [dscores]
  }
}
