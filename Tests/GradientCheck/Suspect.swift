import FlatBackprop

/// A wrong value, and what is known about how it should have come about.
public struct Suspect {
  /// What the student's line gave; it has the right shape.
  public var value: Tensor

  /// What it should have given.
  public var right: Tensor

  /// The ways from the variable to the loss, for a gradient; none for a forward line.
  public var paths: [Path]

  /// The sizes of the problem by name: `N` and so on.
  public var sizes: [(name: String, size: Int)]

  /// The other values of the function in this shape, by name.
  public var others: [(name: String, value: Tensor)]

  /// Where something special is the case: "where \"margins\" ≤ 0" and so on.
  public var conditions: [(text: String, holds: [Bool])]

  /// The terms that add up to one of the wrong entries, where they are known.
  public var terms: (entry: Int, values: [Double])?

  /// One line that reads the variable, and what flows back through it.
  public struct Path {
    public var reader: String

    /// What the path adds to the gradient: the local gradient times the upstream gradient.
    public var contribution: Tensor

    /// The same with an upstream gradient of ones.
    public var local: Tensor

    /// The upstream gradient itself.
    public var upstream: Tensor

    /// Whether the student's line looks at the upstream gradient; `nil` where that is unknown.
    public var isRead: Bool?

    public init(
      reader: String, contribution: Tensor, local: Tensor, upstream: Tensor, isRead: Bool?
    ) {
      self.reader = reader
      self.contribution = contribution
      self.local = local
      self.upstream = upstream
      self.isRead = isRead
    }
  }

  public init(
    value: Tensor, right: Tensor, paths: [Path] = [], sizes: [(name: String, size: Int)] = [],
    others: [(name: String, value: Tensor)] = [],
    conditions: [(text: String, holds: [Bool])] = [],
    terms: (entry: Int, values: [Double])? = nil
  ) {
    self.value = value
    self.right = right
    self.paths = paths
    self.sizes = sizes
    self.others = others
    self.conditions = conditions
    self.terms = terms
  }
}
