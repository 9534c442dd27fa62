import GradientCheck

extension Slope {
  /// The derivative of a function of one number, found without knowing more than its values.
  /// - Parameter evaluations: Grows by the number of evaluations.
  public init(of function: (Double) -> Double, at x: Double, evaluations: inout Int) {
    let loss = function(x)
    var count = 0
    self =
      Differences.slopes(at: [x], loss: loss, scale: abs(loss)) { steps, directions in
        count += steps.count
        return steps.map { step in
          function(x + (step.place == 0 ? step.offset : step.offset * directions[0][0]))
        }
      }[0]
    evaluations += count
  }
}
