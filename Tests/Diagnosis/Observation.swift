import FlatBackprop

/// What a line produced on one case, and what is known about how the right value comes about.
public struct Observation {
  /// What the student's line produced; meaningless if the line crashed.
  public var value: Tensor

  /// What it should have given.
  public var right: Tensor

  /// Whether the line is wrong on this case. A cause must also agree with the cases where it is
  /// right.
  public var isWrong: Bool

  /// Whether the line has ended the process on this case.
  public var hasCrashed = false

  /// What makes the case too special to be conclusive: an axis of length 1, or inputs that are 0,
  /// ±½ or ±1.
  public var hasSpecialSizes = false
  public var hasSpecialValues = false

  var isSpecial: Bool { hasSpecialSizes || hasSpecialValues }

  /// Whether this observation can decide in favor of a hypothesis. It can refute one either way.
  var isHeard = true

  /// The magnitude of the values, which tolerances are relative to.
  public var scale: Double

  /// How far apart two values may be and still agree, relative to ``scale``.
  var precision: Double

  /// The entries that show nothing, because several values are right there.
  public var blind: Set<Int>

  /// The step of the line, if it stands in a loop.
  public var step: Int?

  /// For a gradient, the paths from the variable to the loss; empty for a forward line.
  public var paths: [Path]

  /// Whether the line is proportional to its upstream gradients, and whether it is 0 when they are; true
  /// where that is not known.
  public var isProportional = true
  public var vanishes = true

  /// The variables that the student's line reads.
  public var reads: Set<VariableName> = []

  /// What the right line depends on and what makes a difference on this case, although the
  /// student's line reads neither that nor, in a backward line, anything computed from it.
  public var unread: [VariableName] = []

  /// What the right line certainly depends on, and what it may depend on.
  public var dependencies: Set<VariableName> = []
  public var possibleDependencies: Set<VariableName> = []

  /// The labels that the right line looks at.
  public var labels: Set<VariableName> = []

  /// For a gradient, what the lines that read its variable read: the inputs of the local gradients.
  /// A mask depends on its input even where that does not show.
  public var localInputs: Set<VariableName> = []

  /// The sizes of the problem by name: `N` and so on.
  public var sizes: [(name: String, size: Int)]

  /// The other values of the function: the inputs, and the lines before this one.
  public var others: [Variable]

  /// The forward values that come later.
  public var later: [Variable] = []

  /// Conditions that single out some of the entries: "where \"margins\" ≤ 0" and so on.
  public var conditions: [Condition]

  /// What is special about the whole case, the more telling kinds first.
  public var properties: [Property]

  /// The line itself, to be run on other values.
  public var subject: (any Subject)?

  /// The same line where some variables have numbers that no case has, with what it should give there;
  /// `nil` where that is not known.
  public var moving: ((Set<VariableName>) -> Observation?)?

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

    /// What the condition is about. "Right only there" is worth saying of a place, not of a value.
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

    /// The number that the property is about, if it is known which lines read that number.
    public var number: VariableName?

    /// What the property is about: a step of a loop, a number that is passed to the function, two
    /// such numbers being equal, or the size of a tensor.
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

    /// How a few wrong entries depend on each entry of the upstream gradient. The entries are the
    /// same on all paths. Empty if that dependence is not known.
    public var rows: [Row]

    public init(
      reader: VariableName, contribution: Tensor, local: Tensor, upstream: Tensor,
      rows: [Row] = []
    ) {
      (self.reader, self.contribution, self.local) = (reader, contribution, local)
      (self.upstream, self.rows) = (upstream, rows)
    }
  }

  /// The derivatives of one entry of a gradient with respect to each entry of an upstream gradient;
  /// NaN where a derivative is not known.
  public struct Row {
    public var entry: Int
    public var value: [Double]
    public var right: [Double]

    /// Whether the row was measured on the line, rather than inferred from what other rows leave
    /// over.
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
