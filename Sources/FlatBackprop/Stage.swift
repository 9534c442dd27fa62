/// Runs a flat function line by line: each line is a *stage* with a name.
///
/// ```swift
/// let scores: Tensor = stage("scores") { x.matmul(w) }
/// ```
///
/// Lines up to ``loss(_:file:line:_:)`` (or ``upstream(of:)``, in a layer) are the forward pass, the
/// lines after it the backward pass, in which the gradient of `name` is called `"d" + name`.
///
/// A plain `Stage()` evaluates each line and keeps its value, to be read afterwards:
/// `stage["dw"]`, `stage.loss`. Because every value passes through here, a grader can do more with
/// the very same function: see ``Conductor``.
public final class Stage {
  private let conductor: (any Conductor)?
  private let givenUpstream: Tensor?
  private var values: [String: Tensor] = [:]
  private var lossValue: Double?
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

  /// A stage whose lines a conductor decides on.
  package init(conductor: any Conductor) {
    self.conductor = conductor
    givenUpstream = nil
  }

  /// A line of the function.
  /// - Parameters:
  ///   - name: The variable's name, each name once; a gradient is `"d"` and its variable's name.
  ///   - body: What the line computes.
  /// - Returns: The value that the lines after it are to use.
  public func callAsFunction<Value: StageValue>(
    _ name: String, file: StaticString = #filePath, line: UInt = #line,
    _ body: () throws -> Value
  ) -> Value {
    run(StageLine(name, isBackward ? .backward : .forward, file, line), body)
  }

  /// The last line of a forward pass: the loss. The lines after it are backward lines.
  public func loss(
    _ name: String, file: StaticString = #filePath, line: UInt = #line,
    _ body: () throws -> Double
  ) -> Double {
    let value = run(StageLine(name, .loss, file, line), body)
    lossValue = value
    isBackward = true
    return value
  }

  /// The end of a layer's forward pass: a layer has no loss, so the gradient of its output comes
  /// from upstream.
  /// - Parameter name: The line that computes the layer's output.
  /// - Returns: The gradient of the loss with respect to that output, in its shape. In a plain stage
  ///   without an upstream it is all ones: the gradient of the output's sum.
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
    lossValue = (output * upstream).sum()
    return upstream
  }

  /// The value of a line that a plain stage has run; a number has shape `[]`.
  public subscript(name: String) -> Tensor? { values[name] }

  /// The loss, once a plain stage has run the forward pass.
  public var loss: Double {
    guard let lossValue else { misuse("There is no loss yet: the forward pass has not been run.") }
    return lossValue
  }

  private func run<Value: StageValue>(_ line: StageLine, _ body: () throws -> Value) -> Value {
    if let conductor {
      return Value(from: conductor.run(line) { try body().asTensor })
    }
    Rerun.note(line)
    do {
      let value = try body()
      if values.updateValue(value.asTensor, forKey: line.name) != nil {
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

  /// The value that a tensor stands for. A number that stands where a tensor is wanted takes the
  /// tensor's first element, or 0: its line gives the wrong shape, which is told.
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
