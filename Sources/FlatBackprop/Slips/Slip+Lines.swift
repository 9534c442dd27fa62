// Bodies whose value has another type than their line expects.

// A line that gives a tensor.

@available(
  *, unavailable,
  message: """
    this line gives a tensor, but its body gives a number. Sum along one axis, sum(axis: 0), or put \
    the number in each place of a shape, Tensor(repeating: 0.5, shape: x.shape). (A line that gives \
    a number has its type written: let loss: Double = …)
    """
)
extension Double: Slip.TensorLine {}

@available(
  *, unavailable,
  message: """
    this line gives a tensor, but its body gives an Int. Put the number in each place of a shape: \
    Tensor(repeating: 1, shape: x.shape)
    """
)
extension Int: Slip.TensorLine {}

@available(
  *, unavailable,
  message: """
    this line gives a tensor, but its body gives a list. Make a tensor of it: Tensor(list), or \
    Tensor(shape: x.shape, list)
    """
)
extension Array: Slip.TensorLine {}

extension Stage.Line {
  @_disfavoredOverload @discardableResult
  public func callAsFunction<Body: Slip.TensorLine>(
    step: Int? = nil, _ body: () throws -> Body
  ) -> Tensor { fatalError() }

  @available(
    *, unavailable,
    message: """
      this line gives a tensor, but its body gives nothing: =, += and print have no value. Give the \
      variable back at the end: return dw
      """
  )
  @_disfavoredOverload @discardableResult
  public func callAsFunction(step: Int? = nil, _ body: (() throws -> Void)?) -> Tensor {
    fatalError()
  }

  @available(
    *, unavailable,
    message: """
      this line gives a tensor, but its body a function that is not called. Write its parentheses, \
      and the axis if it has one: x.sum(axis: 0)
      """
  )
  @_disfavoredOverload @discardableResult
  public func callAsFunction(step: Int? = nil, _ body: () throws -> (() -> Double)) -> Tensor {
    fatalError()
  }

  @available(
    *, unavailable,
    message: """
      this line gives a tensor, but its body a function that is not called. Write its parentheses: \
      x.transposed()
      """
  )
  @_disfavoredOverload @discardableResult
  public func callAsFunction(step: Int? = nil, _ body: () throws -> (() -> Tensor)) -> Tensor {
    fatalError()
  }

  @available(
    *, unavailable, message: "a line has its body in braces: stage.scores { x.matmul(w) }"
  )
  @discardableResult
  public func callAsFunction(step: Int? = nil, _ value: Tensor) -> Tensor { fatalError() }
}

// A line that gives a number.

@available(
  *, unavailable,
  message: """
    this line gives a number, but its body gives a tensor. Add its elements, x.sum(), or take one of \
    them, x[i, j]. (A line that gives a tensor has no type written.)
    """
)
extension Double: Slip.NumberLine {}

@available(
  *, unavailable,
  message: """
    this line gives a Double, but its body gives an Int. Write Double(n) for an Int n, and start a \
    sum from 0.0, not from 0
    """
)
extension Double: Slip.FractionLine {}

extension Stage.Line {
  @_disfavoredOverload @discardableResult
  public func callAsFunction<Number: Slip.NumberLine>(
    step: Int? = nil, _ body: () throws -> Tensor
  ) -> Number { fatalError() }

  @_disfavoredOverload @discardableResult
  public func callAsFunction<Number: Slip.FractionLine>(
    step: Int? = nil, _ body: () throws -> Int
  ) -> Number { fatalError() }

  @available(
    *, unavailable,
    message: """
      this line gives a number, but its body gives nothing: =, += and print have no value. Give the \
      variable back at the end: return sum
      """
  )
  @_disfavoredOverload @discardableResult
  public func callAsFunction<Number: NumberValue>(
    step: Int? = nil, _ body: (() throws -> Void)?
  ) -> Number { fatalError() }

  @available(
    *, unavailable,
    message: """
      this line gives a number, but its body a function that is not called. Write its parentheses: \
      x.sum()
      """
  )
  @_disfavoredOverload @discardableResult
  public func callAsFunction<Number: NumberValue>(
    step: Int? = nil, _ body: () throws -> (() -> Double)
  ) -> Number { fatalError() }

  @available(
    *, unavailable, message: "a line has its body in braces: let n: Double = stage.n { 2 * y }"
  )
  @discardableResult
  public func callAsFunction(step: Int? = nil, _ value: Double) -> Double { fatalError() }
}

// The line that gives the loss.

@available(
  *, unavailable,
  message: "the loss is a number, but this body gives a tensor. Add its elements: x.sum()"
)
extension Tensor: Slip.LossLine {}

@available(
  *, unavailable,
  message: "the loss is a Double, but this body gives an Int. Write Double(n) for an Int n"
)
extension Int: Slip.LossLine {}

extension Stage.Loss {
  @_disfavoredOverload
  public func callAsFunction<Body: Slip.LossLine>(_ body: () throws -> Body) -> Double {
    fatalError()
  }

  @available(
    *, unavailable,
    message: """
      the loss is a number, but this body gives nothing: =, += and print have no value. Give the \
      variable back at the end: return sum
      """
  )
  @_disfavoredOverload
  public func callAsFunction(_ body: (() throws -> Void)?) -> Double { fatalError() }

  @available(
    *, unavailable,
    message: """
      the loss is a number, but this body a function that is not called. Write its parentheses: \
      x.sum()
      """
  )
  @_disfavoredOverload
  public func callAsFunction(_ body: () throws -> (() -> Double)) -> Double { fatalError() }
}
