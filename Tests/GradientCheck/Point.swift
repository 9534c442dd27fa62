/// Where a function is differentiated.
struct Point {
  let values: [Double]
  let loss: Double

  /// The size of the terms that add up to the function's value.
  let scale: Double

  /// The size of the rounding errors, once it has been measured.
  var noise: Double?

  init(values: [Double], loss: Double, scale: Double) {
    self.values = values
    self.loss = loss
    self.scale = Swift.max(scale, abs(loss))
  }

  /// What a derivative is taken along.
  enum Target {
    /// One value.
    case place(Int)

    /// All values at once, each in proportion to its entry.
    case direction([Double])
  }
}
