// Functions that Swift does not have, or has under another name.

@available(*, unavailable, message: "write x.sum()")
public func sum(_ x: Tensor) -> Double { fatalError() }

@available(*, unavailable, message: "write x.sum(axis: 0)")
public func sum(_ x: Tensor, axis: Int) -> Tensor { fatalError() }

@available(*, unavailable, message: "write x.matmul(w)")
public func matmul(_ x: Tensor, _ w: Tensor) -> Tensor { fatalError() }

@available(*, unavailable, message: "write x.matmul(w)")
public func dot(_ x: Tensor, _ w: Tensor) -> Tensor { fatalError() }

@available(*, unavailable, message: "write max(0, x)")
public func maximum(_ a: Double, _ x: Tensor) -> Tensor { fatalError() }

@available(*, unavailable, message: "write x.max(axis: 1)")
public func max(_ x: Tensor, axis: Int) -> Tensor { fatalError() }

@available(*, unavailable, message: "the size along an axis is x.shape[0]")
public func len(_ x: Tensor) -> Int { fatalError() }

@available(*, unavailable, message: "write 0..<n")
public func range(_ n: Int) -> Range<Int> { fatalError() }

@available(*, unavailable, message: "write Double(n)")
public func float(_ n: Int) -> Double { fatalError() }

// NumPy's functions, whatever they are called.

@available(
  *, unavailable, message: "this is Swift, not NumPy: write exp(x), max(0, x), x.sum(axis: 0)"
)
public var np: NumPy { fatalError() }

/// The type of `np`.
@dynamicMemberLookup
public struct NumPy {
  public subscript(dynamicMember name: String) -> Function { fatalError() }

  /// Any function of NumPy.
  @dynamicCallable
  public struct Function {
    public func dynamicallyCall(
      withKeywordArguments: KeyValuePairs<String, Any>
    ) -> Tensor { fatalError() }

    @_disfavoredOverload
    public func dynamicallyCall(
      withKeywordArguments: KeyValuePairs<String, Any>
    ) -> Double { fatalError() }
  }
}

// A parameter with the name of a function of the standard library hides that function.

extension Int {
  @available(
    *, unavailable,
    message: """
      here stride is your parameter, which hides the function: write Swift.stride(from:to:by:)
      """
  )
  public func callAsFunction(from start: Int, to end: Int, by step: Int) -> StrideTo<Int> {
    fatalError()
  }

  @available(
    *, unavailable,
    message: """
      here stride is your parameter, which hides the function: write Swift.stride(from:through:by:)
      """
  )
  public func callAsFunction(
    from start: Int, through end: Int, by step: Int
  ) -> StrideThrough<Int> { fatalError() }
}
