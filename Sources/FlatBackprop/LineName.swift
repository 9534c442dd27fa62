/// The name of a line: the name of its variable and, in a loop, the step.
///
/// In the handouts and the judge's messages, the line `x` at step 2 is written `x(2)`.
public struct LineName: Hashable, Sendable {
  /// The name as written in the student's file.
  public var base: String

  /// The step of the loop that the line is in; `nil` outside of loops.
  public var step: Int?

  public init(_ base: String, step: Int? = nil) {
    (self.base, self.step) = (base, step)
  }
}

extension LineName {
  /// The backward line of a variable.
  package var gradient: LineName { LineName("d" + base, step: step) }

  /// The variable that a backward line is the gradient of: its name is `"d"` and the variable's.
  package var variable: LineName { LineName(String(base.dropFirst()), step: step) }
}

extension LineName: CustomStringConvertible {
  public var description: String { step.map { "\(base)(\($0))" } ?? base }
}

extension LineName: ExpressibleByStringLiteral {
  /// The name of a line outside of loops, or of an input.
  public init(stringLiteral base: String) { self.init(base) }
}

extension LineName: Comparable {
  public static func < (a: LineName, b: LineName) -> Bool {
    (a.base, a.step ?? .min) < (b.base, b.step ?? .min)
  }
}
