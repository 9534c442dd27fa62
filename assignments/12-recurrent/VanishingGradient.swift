import FlatBackprop

/// An activation function.
public enum Activation: Int, CaseIterable, Sendable {
  case sigmoid, tanh, relu

  /// Each element's activation.
  public func callAsFunction(_ s: Tensor) -> Tensor {
    switch self {
    case .sigmoid: 1 / (1 + exp(-s))
    case .tanh: FlatBackprop.tanh(s)
    case .relu: max(0, s)
    }
  }
}

/// How much of a gradient is left after it has gone back through 1, 2, … T steps of a recurrent
/// network `x(t) = f(x(t−1) wx + a(t))`. Forward lines only: the gradients are what is computed.
/// - Parameters:
///   - activation: The function f.
///   - x0: `[N, H]`, the state before the first step.
///   - a: `[T, N, H]`, what the inputs add to the preactivation at each step.
///   - wx: `[H, H]`, the weights from a state to the next.
///   - upstream: `[N, H]`, the gradient of the loss with respect to the last state.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[T + 1]`, the length of the gradient k steps back as a share of the length it had at
///   the last state, for k = 0 … T.
@discardableResult
public func gradientNorms(
  activation: Activation, x0: Tensor, a: Tensor, wx: Tensor, upstream: Tensor,
  stage: Stage = Stage()
) -> Tensor {
  let steps = a.shape[0]

  // The states x(0), x(1), … x(T), stacked in this order: [T + 1, N, H].
  let states = stage.states { try todo() }
  // The activation's local gradient for each of the states but x(0), which no activation made. Each
  // can be told from the state itself, the activation's output; ReLU's is 0 where that is 0:
  // [T + 1, N, H], and zeros for x(0).
  let locals = stage.locals { try todo() }
  // The gradients with respect to x(0), x(1), … x(T), stacked in this order: [T + 1, N, H].
  let gradients = stage.gradients { try todo() }
  // The length of the gradient k = 0, 1, … T steps back, which is with respect to x(T − k), as a
  // share of the length of upstream. The length is √Σ g² over all elements: [T + 1].
  let norms = stage.norms { try todo() }
  return norms
}

/// The experiment of the handout: a gradient goes back through 20 steps of a network of 64 units,
/// on 32 examples, all drawn at random.
/// - Parameters:
///   - activation: The function f of ``gradientNorms(activation:x0:a:wx:upstream:stage:)``.
///   - gain: The weights have a standard deviation of `gain / √64`. At 1, the matrix product by
///     itself keeps a random gradient's length on average.
///   - seed: The same seed draws the same data.
/// - Returns: `[21]`, what is left of the gradient after 0, 1, … 20 steps.
public func vanishingGradient(_ activation: Activation, gain: Double, seed: UInt64 = 1) -> Tensor {
  let (steps, examples, units) = (20, 32, 64)
  var random = SeededGenerator(seed: seed)
  return gradientNorms(
    activation: activation,
    x0: .normal([examples, units], using: &random),
    a: .normal([steps, examples, units], deviation: 0.5, using: &random),
    wx: .normal([units, units], deviation: gain / Double(units).squareRoot(), using: &random),
    upstream: .normal([examples, units], using: &random))
}
