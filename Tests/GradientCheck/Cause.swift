/// Why a line is wrong: what most mistakes turn out to be.
///
/// A cause names no numbers of a single case, so the causes found on several cases can be compared:
/// only one that fits all of them is told.
public enum Cause: Hashable, Sendable {
  /// Everywhere zero.
  case zero

  /// The sign, of all of it or of one path.
  case sign(path: String?)

  /// A constant factor, of all of it or of one path.
  case factor(Factor, path: String?)

  /// One of the lines that read the variable has been forgotten.
  case missingPath(String)

  /// The local gradient is there, but what arrives at this line was not multiplied in.
  case ignoredUpstream(of: String)

  /// What arrives at this line is there, but the local gradient was not multiplied in.
  case missingLocal(of: String)

  /// The gradient never looks at what arrives from a line that reads its variable.
  case unreadUpstream(of: String)

  /// A factor that is another variable: multiplied in where it does not belong, or missing.
  case variable(String, isMissing: Bool)

  /// One variable stands where another belongs.
  case mixedUp(used: String, wanted: String)

  case transposed
  case permuted
  case reversed(axis: Int)

  /// Entries that several terms add up to hold only one of them.
  case overwritten

  /// Right except under a condition.
  case exceptWhere(String)

  /// Off by the same amount everywhere.
  case offset

  /// A constant factor by name: a size of the problem, or a number.
  public enum Factor: Hashable, Sendable {
    case times(String)
    case over(String)
    case number(String)
  }

  /// The cause as the end of a message.
  public var sentence: String {
    switch self {
    case .zero: "it is zero everywhere"
    case .sign(nil): "its sign is wrong"
    case .sign(let path?): "the path through \"\(path)\" has the wrong sign"
    case .factor(let factor, let path):
      (path.map { "the path through \"\($0)\" is " } ?? "it is ") + factor.sentence
    case .missingPath(let path): "the path through \"\(path)\" is missing"
    case .ignoredUpstream(let reader):
      "this is the local gradient of \"\(reader)\" alone: the upstream gradient \"d\(reader)\" is "
        + "ignored"
    case .missingLocal(let reader):
      "\"d\(reader)\" is handed on as it is: the local gradient of \"\(reader)\" is missing"
    case .unreadUpstream(let reader):
      "it does not use \"d\(reader)\", although \"\(reader)\" reads the variable"
    case .variable(let name, isMissing: true): "a factor of \"\(name)\" is missing"
    case .variable(let name, isMissing: false): "it has a factor of \"\(name)\" too many"
    case .mixedUp(let used, let wanted):
      "\"\(used)\" seems to stand where \"\(wanted)\" belongs"
    case .transposed: "it is transposed"
    case .permuted: "the entries are right, but their axes are in another order"
    case .reversed(let axis): "it is reversed along axis \(axis): nothing is flipped here"
    case .overwritten:
      "where several terms meet in one entry, only one of them is kept: gradients add"
    case .exceptWhere(let condition): "it is right except \(condition)"
    case .offset: "it is off by the same amount everywhere"
    }
  }
}

extension Cause.Factor {
  var sentence: String {
    switch self {
    case .times(let size): "\(size) times too large: is a division by \(size) missing?"
    case .over(let size): "\(size) times too small: is it divided by \(size) once too often?"
    case .number("2"): "2 times too large"
    case .number("0.5"): "2 times too small"
    case .number(let factor): "\(factor) times what it should be"
    }
  }
}
