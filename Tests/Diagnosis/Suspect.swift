import FlatBackprop

/// What a line gave on one case, and what is known about how it should have come about.
public struct Suspect {
  /// What the student's line gave.
  public var value: Tensor

  /// What it should have given.
  public var right: Tensor

  /// Whether the line is wrong on this case. A cause has to explain the cases it is right on, too.
  public var isWrong: Bool

  /// What counts as large beside the values.
  public var scale: Double

  /// The entries that tell nothing, because several values are right.
  public var blind: Set<Int>

  /// The ways from the variable to the loss, for a gradient; none for a forward line.
  public var paths: [Path]

  /// Whether the line grows in proportion to what arrives by its paths, and whether it is 0 where
  /// nothing arrives.
  public var isProportional = true
  public var vanishes = true

  /// What the right line depends on, and the student's line does not look at, though it makes a
  /// difference on this case.
  public var unread: [String]

  /// All that the right line depends on, whether or not it makes a difference.
  public var dependencies: Set<String>

  /// What the student's line looks at.
  public var reads: Set<String> = []

  /// The sizes of the problem by name: `N` and so on.
  public var sizes: [(name: String, size: Int)]

  /// The other values of the function, by name.
  public var others: [(name: String, value: Tensor)]

  /// The forward values that come later, by name.
  public var later: [(name: String, value: Tensor)] = []

  /// Where something special is the case: "where \"margins\" ≤ 0" and so on.
  public var conditions: [Condition]

  /// What is special about the whole case, the more telling kinds first.
  public var properties: [Property]

  /// Causes that were put to the test by running the student's line on other values: whether it
  /// gives the right value once the cause is removed.
  public var experiments: [(cause: Cause, isRepaired: Bool)]

  /// A condition on the entries of a tensor.
  public struct Condition: Equatable, Sendable {
    /// "where \"margins\" ≤ 0", "at the label's column".
    public var text: String
    public var holds: [Bool]

    /// Whether it is a matter of the place alone. Then "only there" says something, too.
    public var isPlace: Bool

    public init(_ text: String, _ holds: [Bool], isPlace: Bool = false) {
      self.text = text
      self.holds = holds
      self.isPlace = isPlace
    }
  }

  /// Something special about a whole case: "N is 1" and so on.
  public struct Property: Equatable, Sendable {
    public var text: String
    public var holds: Bool
    public var kind: Kind

    /// What it is about: a step of a loop, a number that the function is given, two such numbers that
    /// are equal, or the size of a tensor.
    public enum Kind: Sendable {
      case step, option, pair, size
    }

    public init(_ text: String, _ holds: Bool, _ kind: Kind) {
      self.text = text
      self.holds = holds
      self.kind = kind
    }
  }

  /// One line that reads the variable, and what flows back through it.
  public struct Path {
    public var reader: String

    /// What the path adds to the gradient: the local gradient times the upstream gradient.
    public var contribution: Tensor

    /// The same with an upstream gradient of ones.
    public var local: Tensor

    /// The upstream gradient itself.
    public var upstream: Tensor

    /// How a few wrong entries depend on each entry of the upstream gradient: the same entries in all
    /// paths. None where that cannot be told.
    public var rows: [Row]

    public init(
      reader: String, contribution: Tensor, local: Tensor, upstream: Tensor, rows: [Row] = []
    ) {
      self.reader = reader
      self.contribution = contribution
      self.local = local
      self.upstream = upstream
      self.rows = rows
    }
  }

  /// By what one entry of a gradient grows with each entry of an upstream gradient. NaN where that
  /// cannot be told.
  public struct Row {
    public var entry: Int
    public var value: [Double]
    public var right: [Double]

    /// Whether the row was measured on the line, or is what other rows leave over.
    public var isMeasured = true

    /// Conditions on the entries of the upstream gradient.
    public var conditions: [Condition]

    public init(entry: Int, value: [Double], right: [Double], conditions: [Condition] = []) {
      self.entry = entry
      self.value = value
      self.right = right
      self.conditions = conditions
    }
  }

  public init(
    value: Tensor, right: Tensor, isWrong: Bool = true, scale: Double? = nil,
    blind: Set<Int> = [], paths: [Path] = [], unread: [String] = [],
    sizes: [(name: String, size: Int)] = [], others: [(name: String, value: Tensor)] = [],
    conditions: [Condition] = [], properties: [Property] = [],
    experiments: [(cause: Cause, isRepaired: Bool)] = []
  ) {
    self.value = value
    self.right = right
    self.isWrong = isWrong
    let largest = right.elements.map { Swift.abs($0) }.max() ?? 0
    self.scale =
      scale ?? (largest > 0 ? largest : value.elements.map { Swift.abs($0) }.max() ?? 0)
    self.blind = blind
    self.paths = paths
    self.unread = unread
    dependencies = Set(unread)
    self.sizes = sizes
    self.others = others
    self.conditions = conditions
    self.properties = properties
    self.experiments = experiments
  }
}
