import FlatBackprop

/// What the judge tells a submission.
public enum Request: Equatable, Sendable {
  /// Run a function and report each line. The judge answers a line that has begun with ``evaluate``
  /// or ``handOn(_:)``, its value with ``handOn(_:)`` or ``keep``, and a layer that asks for its
  /// upstream gradient with ``handOn(_:)``.
  case record(Call)

  /// Run a function many times, each time with something nudged, and report only numbers.
  case sweep(Call, Sweep)

  /// Answer to a line that has begun: evaluate its body, and report the value.
  case evaluate

  /// Answer to a line: the lines after it receive this value.
  case handOn(Tensor)

  /// Answer to a value: the lines after it receive the value itself.
  case keep

  /// The function to run, and its inputs.
  public struct Call: Equatable, Sendable {
    /// The assignment's folder.
    public var folder: String
    public var function: String
    public var inputs: [String: Tensor]

    /// The gradient that a layer's output receives in a sweep; `nil` for a function with a loss.
    public var upstream: Tensor?

    public init(folder: String, function: String, inputs: [String: Tensor], upstream: Tensor?) {
      self.folder = folder
      self.function = function
      self.inputs = inputs
      self.upstream = upstream
    }
  }

  /// A series of runs in which one variable is nudged.
  public struct Sweep: Equatable, Sendable {
    /// The line or the input that is nudged.
    public var variable: LineName

    /// Each run adds `offset` times the direction to the variable.
    public var nudges: [Nudge]

    /// Directions other than a single element, in the shape of the variable.
    public var directions: [Tensor]

    /// The values of the lines that are not evaluated. Everything that the nudge cannot have
    /// changed is here, including the backward pass, which is what makes a difference cheap.
    public var handOn: [LineName: Tensor]

    /// Lines whose bodies are evaluated even so: each reports `Σ value · weights`.
    public var watch: [Watch]

    public init(
      variable: LineName, nudges: [Nudge], directions: [Tensor] = [],
      handOn: [LineName: Tensor], watch: [Watch] = []
    ) {
      self.variable = variable
      self.nudges = nudges
      self.directions = directions
      self.handOn = handOn
      self.watch = watch
    }

    /// How many numbers a run reports: the loss, then one per watched line.
    public var width: Int { 1 + watch.count }
  }

  /// One nudge of a variable.
  public struct Nudge: Equatable, Sendable {
    /// The index of an element; or, for a direction, the variable's count plus the direction's
    /// index.
    public var place: Int
    public var offset: Double

    public init(place: Int, offset: Double) {
      self.place = place
      self.offset = offset
    }
  }

  /// A line whose body is evaluated although its value is given.
  public struct Watch: Equatable, Sendable {
    public var line: LineName
    public var weights: Tensor

    public init(line: LineName, weights: Tensor) {
      self.line = line
      self.weights = weights
    }
  }
}

extension Request {
  /// The request as bytes.
  public var encoded: [UInt8] {
    var writer = MessageWriter()
    switch self {
    case .record(let call):
      writer.write(0 as UInt8)
      writer.write(call)
    case .sweep(let call, let sweep):
      writer.write(1 as UInt8)
      writer.write(call)
      writer.write(sweep)
    case .evaluate:
      writer.write(2 as UInt8)
    case .handOn(let tensor):
      writer.write(3 as UInt8)
      writer.write(tensor)
    case .keep:
      writer.write(4 as UInt8)
    }
    return writer.bytes
  }

  /// Reads a request.
  /// - Throws: ``Damage`` if the bytes are not a request.
  public init(decoding bytes: [UInt8]) throws {
    var reader = MessageReader(bytes)
    switch try reader.byte() {
    case 0: self = .record(try reader.call())
    case 1: self = .sweep(try reader.call(), try reader.sweep())
    case 2: self = .evaluate
    case 3: self = .handOn(try reader.tensor())
    case 4: self = .keep
    default: throw Damage()
    }
    try reader.finish()
  }
}

extension MessageWriter {
  fileprivate mutating func write(_ call: Request.Call) {
    write(call.folder)
    write(call.function)
    write(call.inputs)
    write(call.upstream)
  }

  fileprivate mutating func write(_ sweep: Request.Sweep) {
    write(sweep.variable)
    write(sweep.nudges.map { Double($0.place) })
    write(sweep.nudges.map(\.offset))
    write(sweep.directions.count)
    for direction in sweep.directions { write(direction) }
    write(sweep.handOn)
    write(sweep.watch.count)
    for watch in sweep.watch {
      write(watch.line)
      write(watch.weights)
    }
  }
}

extension MessageReader {
  fileprivate mutating func call() throws -> Request.Call {
    Request.Call(
      folder: try text(), function: try text(), inputs: try tensors(),
      upstream: try optionalTensor())
  }

  fileprivate mutating func sweep() throws -> Request.Sweep {
    let variable = try name()
    let (places, offsets) = (try doubles(), try doubles())
    guard places.count == offsets.count else { throw Damage() }
    let nudges = try zip(places, offsets).map { place, offset in
      guard let place = Int(exactly: place) else { throw Damage() }
      return Request.Nudge(place: place, offset: offset)
    }
    let directions = try (0..<(try length())).map { _ in try tensor() }
    let handOn = try namedTensors()
    let watch = try (0..<(try length())).map { _ in
      Request.Watch(line: try name(), weights: try tensor())
    }
    return Request.Sweep(
      variable: variable, nudges: nudges, directions: directions, handOn: handOn, watch: watch)
  }
}
