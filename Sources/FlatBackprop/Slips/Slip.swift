// What beginners write although it cannot work: the compiler explains it, in their own line.
//
// Most of these are overloads marked unavailable, with a message that says what to write. But the
// compiler considers those only after an expression has failed without them. By then it has
// searched so long that, in a line with a few operators, it often gives up: "unable to type-check
// this expression in reasonable time". Operators and bodies of lines are therefore *available*
// overloads for types with an unavailable conformance: the expression type-checks at once, and the
// error is about the conformance, with its message.
//
// Nothing here ever runs, and a correct line is not compiled against any of it.

/// The places where a value of the wrong type may appear.
public enum Slip {
  /// An operand of `+`, `-`, `*` or `/`, or the exponent of `pow`.
  public protocol Operand {}

  /// What a tensor is compared with by an operator without a dot.
  public protocol Comparison {}

  /// The exponent of `**` or `^`.
  public protocol Exponent {}

  /// The value of the body of a line that gives a tensor.
  public protocol TensorLine {}

  /// What a line is declared to give although its body gives a tensor.
  public protocol NumberLine {}

  /// What a line is declared to give although its body gives an Int.
  public protocol FractionLine {}

  /// The argument of `Double(_:)`.
  public protocol Whole {}

  /// The value of the body of the line that gives the loss.
  public protocol LossLine {}
}
