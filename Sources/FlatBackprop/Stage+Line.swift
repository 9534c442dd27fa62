// The line that a member of a stage stands for, and how its body is given.
//
// There are two plain overloads rather than one that is generic over the value, because on the
// slips that come naturally in a body the compiler fails to produce a diagnostic for a generic
// function. A tensor is the usual case, so its line needs no written type. A line that gives a
// number does, and that is what `NumberValue` is for: without a written type only a tensor will do,
// and a number in its place is an error in the student's own line, not in a later line that uses
// it.

extension Stage {
  /// A line of a flat function, ready for its body: `stage.scores { x.matmul(w) }`.
  public struct Line {
    private let name: String
    private let stage: Stage

    init(_ name: String, of stage: Stage) { (self.name, self.stage) = (name, stage) }

    /// Gives the line its body.
    /// - Parameters:
    ///   - step: The step of the loop that the line is in. Each name and step may be used only
    ///     once.
    ///   - file: The file that the line is in: leave it out.
    ///   - line: The number of the line in its file: leave it out.
    ///   - body: What the line computes.
    /// - Returns: The value that the lines after it are to use.
    @discardableResult
    public func callAsFunction(
      step: Int? = nil, file: StaticString = #filePath, line: UInt = #line,
      _ body: () throws -> Tensor
    ) -> Tensor {
      stage.run(LineName(name, step: step), file, line, body)
    }

    /// Gives the line its body, which computes a number: `let n: Double = stage.n { … }`.
    @_disfavoredOverload @discardableResult
    public func callAsFunction<Number: NumberValue>(
      step: Int? = nil, file: StaticString = #filePath, line: UInt = #line,
      _ body: () throws -> Double
    ) -> Number {
      Number(stage.run(LineName(name, step: step), file, line, body))
    }
  }

  /// The line that ends a forward pass, ready for its body: `stage.loss { dataLoss + regLoss }`.
  @dynamicMemberLookup
  public struct Loss {
    private let name: String
    private let stage: Stage

    init(_ name: String, of stage: Stage) { (self.name, self.stage) = (name, stage) }

    /// The loss under another name: `stage.loss.f { q * z }` is the line `f`.
    public subscript(dynamicMember name: String) -> Loss { Loss(name, of: stage) }

    /// Gives the line its body, which computes a number.
    public func callAsFunction(
      file: StaticString = #filePath, line: UInt = #line, _ body: () throws -> Double
    ) -> Double {
      stage.run(LineName(name), isLoss: true, file, line, body)
    }
  }
}

extension Stage {
  /// A line whose name is only known when it runs.
  @discardableResult
  package func line(_ name: String, _ body: () throws -> Tensor) -> Tensor {
    Line(name, of: self)(body)
  }

  /// A line whose name is only known when it runs, and which gives a number.
  @_disfavoredOverload @discardableResult
  package func line(_ name: String, _ body: () throws -> Double) -> Double {
    Line(name, of: self)(body)
  }
}

/// What a line that gives a number returns: only `Double` conforms.
public protocol NumberValue {
  init(_ value: Double)
}

extension Double: NumberValue {}
