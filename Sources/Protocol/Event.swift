import FlatBackprop

/// What a submission says to the judge. It can say nothing but what a line gave: there is no word
/// for a verdict.
public enum Event: Equatable, Sendable {
  /// A line has begun: its name, its role and where it stands in the student's file.
  case began(name: LineName, role: Role, file: String, line: Int)

  /// A layer's forward pass has ended with this line: the judge answers with its upstream gradient.
  case wantsUpstream(of: String)

  /// The body of the line gave this value.
  case value(Tensor)

  /// The body is still to do; and where that stands, which may be in a function that it calls.
  case toDo(file: String, line: Int)

  /// The body threw an error, or the function itself did.
  case threw(String)

  /// The body did something that no line may do: what, in a sentence about "this line". The process
  /// is not to be trusted any further.
  case refused(String)

  /// A line was run where none may be: inside another one, or on another thread. Nobody is asked about
  /// it; its body is evaluated.
  case misplaced(name: LineName, file: String, line: Int, inside: LineName?)

  /// The function has returned.
  case finished

  /// Some more numbers of a sweep: for each nudge the loss, then one number a watched line.
  case numbers([Double])

  /// What a line is for.
  public enum Role: UInt8, Sendable {
    case forward, loss, backward
  }

  /// The event as bytes.
  public var encoded: [UInt8] {
    var encoder = Encoder()
    switch self {
    case .began(let name, let role, let file, let line):
      encoder.write(0 as UInt8)
      encoder.write(name)
      encoder.write(role.rawValue)
      encoder.write(file)
      encoder.write(line)
    case .value(let tensor):
      encoder.write(1 as UInt8)
      encoder.write(tensor)
    case .toDo(let file, let line):
      encoder.write(2 as UInt8)
      encoder.write(file)
      encoder.write(line)
    case .threw(let text):
      encoder.write(3 as UInt8)
      encoder.write(text)
    case .finished:
      encoder.write(4 as UInt8)
    case .numbers(let numbers):
      encoder.write(5 as UInt8)
      encoder.write(numbers)
    case .wantsUpstream(let name):
      encoder.write(6 as UInt8)
      encoder.write(name)
    case .refused(let text):
      encoder.write(7 as UInt8)
      encoder.write(text)
    case .misplaced(let name, let file, let line, let outer):
      encoder.write(8 as UInt8)
      encoder.write(name)
      encoder.write(file)
      encoder.write(line)
      encoder.write(outer == nil ? 0 as UInt8 : 1)
      if let outer { encoder.write(outer) }
    }
    return encoder.bytes
  }

  /// Reads an event.
  /// - Throws: ``Damage`` where the bytes are none.
  public init(decoding bytes: [UInt8]) throws {
    var decoder = Decoder(bytes)
    switch try decoder.byte() {
    case 0:
      let name = try decoder.name()
      guard let role = Role(rawValue: try decoder.byte()) else { throw Damage() }
      self = .began(
        name: name, role: role, file: try decoder.text(), line: try decoder.integer())
    case 1: self = .value(try decoder.tensor())
    case 2: self = .toDo(file: try decoder.text(), line: try decoder.integer())
    case 3: self = .threw(try decoder.text())
    case 4: self = .finished
    case 5: self = .numbers(try decoder.doubles())
    case 6: self = .wantsUpstream(of: try decoder.text())
    case 7: self = .refused(try decoder.text())
    case 8:
      self = .misplaced(
        name: try decoder.name(), file: try decoder.text(), line: try decoder.integer(),
        inside: try decoder.byte() == 0 ? nil : try decoder.name())
    default: throw Damage()
    }
    try decoder.finish()
  }
}
