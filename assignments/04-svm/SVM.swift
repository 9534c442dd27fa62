import FlatBackprop

/// Multiclass SVM loss, staged: `1/N Σᵢ Σ_{j≠yᵢ} max(0, sᵢⱼ − s_{i,yᵢ} + 1) + reg Σ w²`.
/// - Parameters:
///   - x: `[N, D]`, an example a row.
///   - y: `N` class indices, each 0 to C − 1.
///   - w: `[D, C]`, the weights.
///   - reg: The strength of the regularization, a number that is not negative.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The loss, and its gradient with respect to the weights, `[D, C]`.
@discardableResult
public func svmLoss(
  x: Tensor, y: [Int], w: Tensor, reg: Double, stage: Stage = Stage()
) -> (loss: Double, dw: Tensor) {
  let (n, c) = (x.shape[0], w.shape[1])
  // 1 at every class but the correct one, where it is 0: [N, C].
  let others = 1 - Tensor.oneHot(y, classes: c)

  // Forward.
  // Every example's score for every class: [N, C].
  let scores = stage.scores { try todo() }
  // Every example's score for its own class: [N].
  let correctScores = stage.correctScores { try todo() }
  // By how much each class beats the correct one, plus a margin of 1: [N, C].
  let margins = stage.margins { try todo() }
  // Only margins above zero cost anything, and the correct class never does: [N, C].
  let hinge = stage.hinge { try todo() }
  // The sum over the classes, averaged over the examples: a number.
  let dataLoss: Double = stage.dataLoss { try todo() }
  // The price of large weights, without a factor of ½: a number.
  let regLoss: Double = stage.regLoss { try todo() }
  // The full loss, both together: a number.
  let loss = stage.loss { try todo() }

  // Backward: one line per forward line, in reverse.
  // What each element of the hinge adds to the loss, the correct class's zeros included: [N, C].
  let dhinge = stage.dhinge { try todo() }
  // Through the maximum, which routes: a margin that cost nothing gets no gradient: [N, C].
  let dmargins = stage.dmargins { try todo() }
  // A row's correct score was subtracted in each of the row's margins: [N].
  let dcorrectScores = stage.dcorrectScores { try todo() }
  // Scores were used twice, in the margins and to look up the correct ones: gradients add: [N, C].
  let dscores = stage.dscores { try todo() }
  // The weights were used twice too, in the scores and in the regularization: [D, C].
  let dw = stage.dw { try todo() }
  return (loss, dw)
}
