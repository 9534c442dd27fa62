import Foundation

/// Why a line is wrong: what most mistakes turn out to be.
///
/// A cause names no numbers of a single case, so it can be held against all of them: only one that
/// explains every case is told.
public enum Cause: Hashable, Sendable {
  /// Everywhere zero.
  case zero

  /// The sign, of all of it or of one path.
  case sign(path: String?)

  /// A constant factor, of all of it or of one path.
  case factor(Factor, path: String?)

  /// Lines that read the variable have been forgotten.
  case missingPaths([String])

  /// The local gradient is there, but what arrives at this line was not multiplied in.
  case ignoredUpstream(of: String)

  /// What arrives at this line is there, but the local gradient was not multiplied in.
  case missingLocal(of: String)

  /// What arrives is used as it should be, but what it is multiplied by is wrong.
  case wrongLocal(of: String)

  /// Something is added to what arrives at these lines, which should be multiplied in.
  case added(to: [String])

  /// The line never looks at what it depends on.
  case unread([String])

  /// What passes and what is stopped are exchanged.
  case invertedMask(of: String)

  /// The mask asks for another variable's sign.
  case maskedBy(String, reader: String)

  /// The smaller of two values instead of the larger.
  case smaller

  /// A factor that is another variable, in all of it or in one path: one too many, or one missing.
  case variable(String, isMissing: Bool, path: String?)

  /// The same, but seen only in one entry taken apart.
  case localVariable(String, isMissing: Bool, reader: String)

  /// Multiplied by a variable instead of divided.
  case multiplied(String)

  /// One variable stands where another belongs.
  case mixedUp(used: String, wanted: String)

  /// Two variables stand in each other's place.
  case swapped(String, String)

  /// One variable is to be negated, transposed or turned round before it is used.
  case negated(String)
  case transposedFactor(String)
  case flippedFactor(String)

  /// A difference is taken the wrong way round.
  case wrongWayRound(String, String)

  /// Variables have got in that should play no part.
  case extra([String])

  /// A sum or an expand is missing, or runs along another axis.
  case missingSum(axis: Int?)
  case missingExpand(axis: Int)
  case wrongAxis(of: String, axis: Int, isMaximum: Bool)

  case transposed
  case permuted
  case reshaped
  case reversed(axes: [Int])

  /// The numbers are right, but stand in other places.
  case misplaced(path: String?)

  /// A function is missing, or another one has been applied.
  case function(Function)

  /// Off by the same amount everywhere.
  case offset(String)

  /// Entries that several terms add up to hold only one of them.
  case overwritten

  /// Entries collect too few, or too many, of the numbers that arrive.
  case leftOut(reader: String)
  case stray(reader: String)

  /// Something else stands there.
  case instead(Instead)

  /// A slip with the steps of a loop.
  case steps(StepSlip)

  /// Right except for what arrives from where a condition holds, or for that alone.
  case exceptFrom(String, reader: String)
  case onlyFrom(String, reader: String)

  /// Right except where a condition holds, or only there.
  case exceptWhere(String)
  case onlyWhere(String)

  /// Right in no case but those with some property.
  case onlyIf(String)

  /// A constant factor by name: a size of the problem, or a number.
  public enum Factor: Hashable, Sendable {
    case times(String)
    case over(String)

    /// Divided by one size instead of another.
    case swapped(used: String, wanted: String)

    /// Divided by one less than a size.
    case lessOne(String)

    /// Rounded, so that it is the same in every case.
    case number(String)
  }

  public enum Function: Hashable, Sendable {
    case logarithm, exponential, squareRoot, square, reciprocal
  }
}

extension Cause.Function {
  /// What was given in place of the right value.
  func callAsFunction(_ right: Double) -> Double {
    switch self {
    case .logarithm: exp(right)
    case .exponential: log(right)
    case .squareRoot: right.squareRoot()
    case .square: right * right
    case .reciprocal: 1 / right
    }
  }
}
