// Members that a tensor has in other libraries.

extension Tensor {
  @available(*, unavailable, message: "write x.transposed()")
  public var T: Tensor { fatalError() }

  @available(*, unavailable, message: "write x.transposed()")
  public func transpose() -> Tensor { fatalError() }

  @available(*, unavailable, message: "the matrix product is x.matmul(w)")
  public func dot(_ other: Tensor) -> Tensor { fatalError() }

  @available(
    *, unavailable,
    message: "the number of elements is x.count, and the size along an axis is x.shape[0]"
  )
  public var size: Int { fatalError() }

  @available(*, unavailable, message: "the number of axes is x.rank")
  public var ndim: Int { fatalError() }

  @available(*, unavailable, message: "write x.sum() / Double(x.count)")
  public func mean() -> Double { fatalError() }

  @available(*, unavailable, message: "write x.sum(axis: 0) / Double(x.shape[0])")
  public func mean(axis: Int) -> Tensor { fatalError() }

  @available(*, unavailable, message: "name the axis: x.sum(axis: 0)")
  public func sum(_ axis: Int) -> Tensor { fatalError() }

  @available(*, unavailable, message: "one axis at a time: x.sum(axis: 1).sum(axis: 0)")
  public func sum(axis: [Int]) -> Tensor { fatalError() }

  @available(
    *, unavailable,
    message: """
      the axis disappears. To have it again, write x.sum(axis: 1).expand(axis: 1, count: c)
      """
  )
  public func sum(axis: Int, keepdims: Bool) -> Tensor { fatalError() }

  @available(
    *, unavailable,
    message: "name the axis: x.max(axis: 1). The largest element of all is x.elements.max()!"
  )
  public func max() -> Double { fatalError() }

  @available(*, unavailable, message: "name the axis: x.max(axis: 1)")
  @_disfavoredOverload
  public func max() -> Tensor { fatalError() }

  @available(*, unavailable, message: "write x.reshaped([n, d]): a shape is a list")
  public func reshape(_ sizes: Int...) -> Tensor { fatalError() }

  @available(*, unavailable, message: "write x.reshaped([n, d])")
  public func reshape(_ shape: [Int]) -> Tensor { fatalError() }

  @available(*, unavailable, message: "a shape is a list: x.reshaped([n, d])")
  public func reshaped(_ sizes: Int...) -> Tensor { fatalError() }

  @available(*, unavailable, message: "write x.expand(axis: 0, count: n)")
  public func expand(axis: Int) -> Tensor { fatalError() }

  @available(*, unavailable, message: "write exp(x)")
  public func exp() -> Tensor { fatalError() }

  @available(*, unavailable, message: "write log(x)")
  public func log() -> Tensor { fatalError() }

  @available(*, unavailable, message: "write sqrt(x)")
  public func sqrt() -> Tensor { fatalError() }

  @available(*, unavailable, message: "write tanh(x)")
  public func tanh() -> Tensor { fatalError() }

  @available(*, unavailable, message: "write abs(x)")
  public func abs() -> Tensor { fatalError() }

  @available(*, unavailable, message: "write pow(x, 2)")
  public func pow(_ exponent: Double) -> Tensor { fatalError() }

  @available(*, unavailable, message: "a tensor is a value: var y = x is a copy")
  public func copy() -> Tensor { fatalError() }
}

// Indices.

extension Tensor {
  @available(
    *, unavailable,
    message: """
      an index is a number for each axis: x[i, j]. One element of each row, by its label, is \
      x.gather(y)
      """
  )
  public subscript(labels: [Int]) -> Tensor { fatalError() }

  @available(*, unavailable, message: "one element of each row, by its label, is x.gather(y)")
  public subscript<Rows: RangeExpression<Int>>(rows: Rows, labels: [Int]) -> Tensor {
    fatalError()
  }

  @available(
    *, unavailable,
    message: "an index is a number for each axis: x[i, j]. Whole rows are x.rows([0, 1])"
  )
  public subscript<Rows: RangeExpression<Int>>(rows: Rows) -> Tensor { fatalError() }

  @available(
    *, unavailable,
    message: "all indices stand in one pair of brackets: x[i, j]. A row is x.slice(axis: 0, at: i)"
  )
  @_disfavoredOverload
  public subscript(row: Int) -> Tensor { fatalError() }
}

extension [Int] {
  @available(*, unavailable, message: "the size along an axis stands in brackets: x.shape[0]")
  public func callAsFunction(_ axis: Int) -> Int { fatalError() }
}

// How a tensor is made.

extension Tensor {
  @available(*, unavailable, message: "a shape is a list: Tensor.zeros([n, d])")
  public static func zeros(_ sizes: Int...) -> Tensor { fatalError() }

  @available(*, unavailable, message: "a shape is a list: Tensor.zeros([n, d])")
  public static func zeros(_ sizes: (Int, Int)) -> Tensor { fatalError() }

  @available(*, unavailable, message: "a shape is a list: Tensor.ones([n, d])")
  public static func ones(_ sizes: Int...) -> Tensor { fatalError() }

  @available(*, unavailable, message: "a shape is a list: Tensor.ones([n, d])")
  public static func ones(_ sizes: (Int, Int)) -> Tensor { fatalError() }

  @available(*, unavailable, message: "a tensor holds Doubles: Tensor(y.map { Double($0) })")
  public init(_ numbers: [Int]) { fatalError() }

  @available(*, unavailable, message: "a tensor holds Doubles: Tensor(Double(n))")
  @_disfavoredOverload
  public init(_ number: Int) { fatalError() }

  @available(*, unavailable, message: "write Tensor(repeating: 0, shape: [n, d])")
  public init(shape: [Int], _ value: Double) { fatalError() }

  @available(*, unavailable, message: "write Tensor.zeros([n, d])")
  public init(shape: [Int]) { fatalError() }
}
