/// Runs a flat function line by line: each line is a *stage* with a name.
///
/// ```swift
/// let scores = stage.scores { x.matmul(w) }
/// let dataLoss: Double = stage.dataLoss { hinge.sum() / Double(n) }
/// x[t] = stage.x(step: t) { tanh(s[t]) }
/// let loss = stage.loss { dataLoss + regLoss }
/// ```
///
/// Any member is a line. Write the type of a line that gives a number, and the step of a line in a
/// loop. The lines up to ``loss`` (or ``upstream(of:)`` in a layer) are the forward pass, and the
/// lines after it the backward pass, in which the gradient of `name` is called `"d" + name`.
///
/// A plain `Stage()` evaluates each line and keeps its value, to be read afterwards: `stage["dw"]`,
/// `stage["loss"]`. Because every value passes through here, a grader can do more with the very
/// same function: see `Conductor`.
@dynamicMemberLookup
public final class Stage {
  private let conductor: (any Conductor)?
  private let givenUpstream: Tensor?
  private var values: [String: Tensor] = [:]
  private var isBackward = false

  /// A plain stage: it evaluates each line and keeps the values.
  public init() {
    conductor = nil
    givenUpstream = nil
  }

  /// A plain stage for a layer.
  /// - Parameter upstream: The gradient of the loss with respect to the layer's output, in the
  ///   output's shape. The loss is then `Σ output · upstream`.
  public init(upstream: Tensor) {
    conductor = nil
    givenUpstream = upstream
  }

  /// A stage whose lines are controlled by a conductor.
  package init(conductor: any Conductor) {
    self.conductor = conductor
    givenUpstream = nil
  }

  /// A stage whose lines are controlled by another conductor, which can consult the one of this
  /// stage.
  package func conducted(by make: (any Conductor) -> any Conductor) -> Stage {
    guard let conductor else { misuse("A plain stage has no conductor to go on from.") }
    return Stage(conductor: make(conductor))
  }

  /// The line of this name; see ``Line`` for how its body is given.
  public subscript(dynamicMember name: String) -> Line { Line(name, of: self) }

  /// The last line of a forward pass: the loss. It is called `loss`, or by another name, as in
  /// `stage.loss.f`. The lines after it are backward lines.
  public var loss: Loss { Loss("loss", of: self) }

  /// The end of a layer's forward pass: a layer has no loss, so the gradient of its output comes
  /// from upstream.
  /// - Parameter name: The line that computes the layer's output.
  /// - Returns: The gradient of the loss with respect to that output, in its shape. In a plain
  ///   stage without an upstream it is all ones: the gradient of the output's sum.
  public func upstream(of name: String) -> Tensor {
    isBackward = true
    if let conductor { return conductor.upstream(of: name) }
    guard let output = values[name] else {
      misuse("upstream(of: \"\(name)\"): no line called \"\(name)\" comes before.")
    }
    let upstream = givenUpstream ?? .ones(output.shape)
    guard upstream.shape == output.shape else {
      misuse(
        "The upstream gradient has shape \(upstream.shape), but \"\(name)\" has shape "
          + "\(output.shape): a gradient has the shape of its variable.")
    }
    return upstream
  }

  /// The value of a line that a plain stage has run: `stage["dw"]`, or `stage["x(2)"]` in a loop. A
  /// number has shape `[]`. `nil` if no such line has run.
  public subscript(name: String) -> Tensor? { values[name] }

  /// Runs a line: evaluates its body, or does what the conductor says.
  /// - Parameter isLoss: Whether the line ends the forward pass.
  func run<Value: StageValue>(
    _ name: LineName, isLoss: Bool = false, _ file: StaticString, _ line: UInt,
    _ body: () throws -> Value
  ) -> Value {
    let role: StageLine.Role = isLoss ? .loss : isBackward ? .backward : .forward
    let line = StageLine(name, role, file, line)
    defer { if isLoss { isBackward = true } }
    Rerun.note(line)
    if let conductor {
      return Value(from: conductor.run(line) { try body().asTensor })
    }
    return runPlainly(line, body)
  }

  private func runPlainly<Value: StageValue>(
    _ line: StageLine, _ body: () throws -> Value
  ) -> Value {
    RunningLine.begin(line)
    defer { RunningLine.end() }
    do {
      let value = try body()
      if values.updateValue(value.asTensor, forKey: "\(line.name)") != nil {
        misuse("\(line.file):\(line.line): two lines are called \"\(line.name)\".")
      }
      return value
    } catch let toDo as ToDo {
      ToDo.stop("\(toDo.file):\(toDo.line): the line \"\(line.name)\" is still to do.")
    } catch {
      misuse("\(line.file):\(line.line): the line \"\(line.name)\" failed: \(error)")
    }
  }
}

/// What a line can compute: a tensor, or a number.
public protocol StageValue {
  /// The value as a tensor; a number has shape `[]`.
  var asTensor: Tensor { get }

  /// The value that a tensor stands for. A number is the first element of the tensor, or 0 if it is
  /// empty: where that is not its only element, the judge complains about the line's shape.
  init(from tensor: Tensor)
}

extension Tensor: StageValue {
  public var asTensor: Tensor { self }
  public init(from tensor: Tensor) { self = tensor }
}

extension Double: StageValue {
  public var asTensor: Tensor { Tensor(self) }
  public init(from tensor: Tensor) { self = tensor.elements.first ?? 0 }
}
