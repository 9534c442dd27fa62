import FlatBackprop

/// A recurrent network, unrolled over its steps and staged: `x(t) = tanh(x(t−1) wx + a(t) wa + b)`
/// for t = 1 … T, with the same weights at each step. The loss is the squared error of the last
/// state, `1/N Σ (x(T) − target)²`.
/// - Parameters:
///   - x0: `[N, H]`, the state before the first step.
///   - a: `[T, N, D]`, the inputs: `[N, D]` for each of the T steps, at least one.
///   - wx: `[H, H]`, the weights from a state to the next.
///   - wa: `[D, H]`, the weights from an input to a state.
///   - b: `[H]`, the biases.
///   - target: `[N, H]`, what the last state should be.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The loss, and its gradients with respect to `wx`, `wa`, `b` and `x0`, each in the shape
///   of its variable.
@discardableResult
public func recurrentNet(
  x0: Tensor, a: Tensor, wx: Tensor, wa: Tensor, b: Tensor, target: Tensor, stage: Stage = Stage()
) -> (loss: Double, dwx: Tensor, dwa: Tensor, db: Tensor, dx0: Tensor) {
  let (steps, n, h) = (a.shape[0], x0.shape[0], x0.shape[1])

  /// The input a(t), for t = 1 … T: [N, D].
  func input(_ t: Int) -> Tensor { a.slice(axis: 0, at: t - 1) }

  // Forward. Element t of each array belongs to step t; step 0 is the state the network starts in.
  var s = [Tensor](repeating: .zeros([n, h]), count: steps + 1)
  var x = [Tensor](repeating: x0, count: steps + 1)
  for t in 1...steps {
    // The preactivation: from the state before, from this step's input, and the biases: [N, H].
    s[t] = stage.s(step: t) { try todo() }
    // The state: [N, H].
    x[t] = stage.x(step: t) { try todo() }
  }
  // How far the last state is from its target: [N, H].
  let residuals = stage.residuals { try todo() }
  // The squares' sum over the units, averaged over the examples: a number.
  let loss = stage.loss { try todo() }

  // Backward: through time, from the last step to the first.
  // What one residual more does to the loss: [N, H].
  let dresiduals = stage.dresiduals { try todo() }
  var dx = [Tensor](repeating: .zeros([n, h]), count: steps + 1)
  var ds = [Tensor](repeating: .zeros([n, h]), count: steps + 1)
  for t in (1...steps).reversed() {
    // The last state is used in the residuals, any other in the step after it: [N, H].
    dx[t] = stage.dx(step: t) { try todo() }
    // Through tanh, whose gradient can be told from its output: [N, H].
    ds[t] = stage.ds(step: t) { try todo() }
  }
  // The weights were used at each step: gradients add, over time. [H, H].
  let dwx = stage.dwx { try todo() }
  // So were the inputs' weights: [D, H].
  let dwa = stage.dwa { try todo() }
  // And so were the biases, at each step by each example: [H].
  let db = stage.db { try todo() }
  // The first state is used in the first step only: [N, H].
  let dx0 = stage.dx0 { try todo() }
  return (loss, dwx, dwa, db, dx0)
}
