// What beginners write and what cannot work: the compiler answers in words, in their own line.
//
// Most of it is an overload that is marked unavailable, with a message that says what to write. But
// the compiler looks at those only after an expression has failed without them, and searches so long
// by then that in a line with a few operators it often gives up: "unable to type-check this
// expression in reasonable time". Operators and bodies of lines are therefore *available* overloads
// for types with an unavailable conformance: the expression type-checks at once, and what is wrong
// is the conformance, whose message is told.
//
// Nothing here ever runs, and a line that is right is not compiled against any of it.

/// The places where a value of another type is taken for what it is not.
public enum Slip {
  /// What is added, subtracted, multiplied or divided.
  public protocol Operand {}

  /// What is compared with a tensor without a dot.
  public protocol Comparison {}

  /// What is raised to a power with a sign.
  public protocol Exponent {}

  /// What stands in a line that gives a tensor.
  public protocol TensorLine {}

  /// What a line gives whose body gives a tensor.
  public protocol NumberLine {}

  /// What a line gives whose body gives an Int.
  public protocol FractionLine {}

  /// What a Double is made of.
  public protocol Whole {}

  /// What stands in the line that gives the loss.
  public protocol LossLine {}
}
