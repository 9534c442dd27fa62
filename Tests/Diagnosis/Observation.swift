import FlatBackprop

/// What a line gave on one case, and what is known about how it should have come about.
public struct Observation {
  /// What the student's line gave; nothing that counts where it has crashed.
  public var value: Tensor

  /// What it should have given.
  public var right: Tensor

  /// Whether the line is wrong on this case. A cause has to agree with the cases it is right on, too.
  public var isWrong: Bool

  /// Whether the line has ended the process on this case.
  public var hasCrashed = false

  /// What makes the case too special to tell: an axis of 1, or inputs that are 0, ½ or 1, or equal.
  public var hasSpecialSizes = false
  public var hasSpecialValues = false

  var isSpecial: Bool { hasSpecialSizes || hasSpecialValues }

  /// Whether what agrees here speaks for a hypothesis.
  var isHeard = true

  /// What counts as large beside the values.
  public var scale: Double

  /// How near two values have to be to agree, beside ``scale``.
  var precision: Double

  /// The entries that tell nothing, because several values are right.
  public var blind: Set<Int>

  /// The step of the line, if it stands in a loop.
  public var step: Int?

  /// The ways from the variable to the loss, for a gradient; none for a forward line.
  public var paths: [Path]

  /// Whether the line grows in proportion to what arrives by its paths, and whether it is 0 where
  /// nothing arrives.
  public var isProportional = true
  public var vanishes = true

  /// What the student's line looks at.
  public var reads: Set<VariableName> = []

  /// What the right line depends on and makes a difference on this case, though the student's line
  /// does not look at it, nor at anything that is made of it.
  public var unread: [VariableName] = []

  /// All that the right line certainly depends on, and all that it may.
  public var dependencies: Set<VariableName> = []
  public var possibleDependencies: Set<VariableName> = []

  /// What the lines read whose local gradients a backward line is made of. A mask looks at it, which does
  /// not always show.
  public var localInputs: Set<VariableName> = []

  /// The sizes of the problem by name: `N` and so on.
  public var sizes: [(name: String, size: Int)]

  /// The other values of the function: the inputs, and the lines before this one.
  public var others: [Variable]

  /// The forward values that come later.
  public var later: [Variable] = []

  /// Where something special is the case: "where \"margins\" ≤ 0" and so on.
  public var conditions: [Condition]

  /// What is special about the whole case, the more telling kinds first.
  public var properties: [Property]

  /// The line itself, to be run on other values.
  public var subject: (any Subject)?

  /// A variable and its value.
  public struct Variable: Sendable {
    public var name: VariableName
    public var value: Tensor

    /// Whether it can take other values: a label or a size cannot.
    public var isChangeable: Bool

    public init(_ name: VariableName, _ value: Tensor, isChangeable: Bool = true) {
      (self.name, self.value, self.isChangeable) = (name, value, isChangeable)
    }
  }

  /// A condition on the entries of a tensor.
  public struct Condition: Equatable, Sendable {
    /// "where \"margins\" ≤ 0", "at the label's column".
    public var text: String
    public var holds: [Bool]
    public var kind: Kind

    /// What it is a matter of. Of a place alone, "only there" says something, too.
    public enum Kind: Sendable {
      case value, place, label
    }

    public init(_ text: String, _ holds: [Bool], _ kind: Kind = .value) {
      (self.text, self.holds, self.kind) = (text, holds, kind)
    }
  }

  /// Something special about a whole case: "\"padding\" is 0" and so on.
  public struct Property: Equatable, Sendable {
    public var text: String
    public var holds: Bool
    public var kind: Kind

    /// The number that it is about, where it is known which lines look at that.
    public var number: VariableName?

    /// What it is about: a step of a loop, a number that the function is given, two such numbers that
    /// are equal, or the size of a tensor.
    public enum Kind: Sendable {
      case step, option, pair, size
    }

    public init(_ text: String, _ holds: Bool, _ kind: Kind, of number: VariableName? = nil) {
      (self.text, self.holds, self.kind, self.number) = (text, holds, kind, number)
    }
  }

  /// One line that reads the variable, and what flows back through it.
  public struct Path {
    public var reader: VariableName

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
      reader: VariableName, contribution: Tensor, local: Tensor, upstream: Tensor,
      rows: [Row] = []
    ) {
      (self.reader, self.contribution, self.local) = (reader, contribution, local)
      (self.upstream, self.rows) = (upstream, rows)
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
      (self.entry, self.value, self.right) = (entry, value, right)
      self.conditions = conditions
    }
  }

  public init(
    value: Tensor, right: Tensor, isWrong: Bool = true, scale: Double? = nil,
    blind: Set<Int> = [], paths: [Path] = [], sizes: [(name: String, size: Int)] = [],
    others: [Variable] = [], conditions: [Condition] = [], properties: [Property] = []
  ) {
    (self.value, self.right, self.isWrong, self.blind) = (value, right, isWrong, blind)
    (self.paths, self.sizes, self.others) = (paths, sizes, others)
    (self.conditions, self.properties) = (conditions, properties)
    let largest = right.elements.map { abs($0) }.max() ?? 0
    self.scale = scale ?? (largest > 0 ? largest : value.elements.map { abs($0) }.max() ?? 0)
    precision = Self.coarsest
    let finest = Self.share * largestDeviation / self.scale
    if finest < precision { precision = finest }
  }
}
