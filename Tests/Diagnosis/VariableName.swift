import FlatBackprop

/// The name of a variable as the line under examination sees it. A line in a loop sees the
/// variables of its loop by their distance, so that `x(t−1)` is the same name at every step.
public struct VariableName: Hashable, Sendable {
  public var base: String

  /// Where in its loop the variable stands, if it stands in one.
  public var step: Step?

  public enum Step: Hashable, Sendable {
    /// A step by its number: how a line outside of the loop sees it.
    case number(Int)

    /// A step by its distance: how a line of a loop sees it.
    case distance(Int)
  }

  public init(_ base: String, _ step: Step? = nil) { (self.base, self.step) = (base, step) }

  /// - Parameter step: The step of the line that sees the variable, if that stands in a loop.
  public init(_ name: LineName, from step: Int?) {
    base = name.base
    if let own = name.step {
      self.step = step.map { .distance(own - $0) } ?? .number(own)
    }
  }

  /// The line or input that the name refers to at a step. The state before the first step is an
  /// input rather than a line: at step 1, `x(t−1)` is `x0`.
  public func lineName(at step: Int?) -> LineName {
    switch self.step {
    case nil: LineName(base)
    case .number(0): LineName("\(base)0")
    case .number(let number): LineName(base, step: number)
    case .distance(let distance):
      (step ?? 0) + distance == 0
        ? LineName("\(base)0") : LineName(base, step: (step ?? 0) + distance)
    }
  }

  /// Another variable of the loop, some steps further on.
  func shifted(to base: String, by distance: Int) -> VariableName {
    switch step {
    case nil: VariableName(base)
    case .number(let number): VariableName(base, .number(number + distance))
    case .distance(let own): VariableName(base, .distance(own + distance))
    }
  }

  /// The gradient of the variable.
  var gradient: VariableName { VariableName("d" + base, step) }
}

extension VariableName: CustomStringConvertible {
  public var description: String {
    switch step {
    case nil: base
    case .number(let number): "\(base)(\(number))"
    case .distance(0): "\(base)(t)"
    case .distance(let distance): "\(base)(t\(distance > 0 ? "+" : "−")\(abs(distance)))"
    }
  }
}

extension VariableName: ExpressibleByStringLiteral {
  public init(stringLiteral base: String) { self.init(base) }
}

extension VariableName: Comparable {
  public static func < (a: VariableName, b: VariableName) -> Bool { "\(a)" < "\(b)" }
}

extension VariableName {
  /// The name in quotation marks, as messages have it.
  var quoted: String { "\"\(self)\"" }

  /// Several names as a sentence lists them: `"a", "b" and "c"`.
  static func list(_ names: [VariableName]) -> String {
    let quoted = names.map(\.quoted)
    guard quoted.count > 2, let last = quoted.last else { return quoted.joined(separator: " and ") }
    return quoted.dropLast().joined(separator: ", ") + " and " + last
  }
}
