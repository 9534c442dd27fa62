import FlatBackprop

/// What a submission tells the judge. It can only report what its lines gave: there is no word for
/// a verdict.
public enum Event: Equatable, Sendable {
  /// A line has begun: its name, its role and where it stands in the student's file.
  case began(name: LineName, role: Role, file: String, line: Int)

  /// A layer's forward pass has ended with this line: the judge answers with its upstream gradient.
  case wantsUpstream(of: String)

  /// The body of the line gave this value.
  case value(Tensor)

  /// The body is still to do, at this place, which may be in a function that it calls.
  case toDo(file: String, line: Int)

  /// The body threw an error, or the function itself did.
  case threw(String)

  /// The body did something that no line may do, described in a sentence about "this line". The
  /// process can no longer be trusted.
  case refused(String)

  /// A line was run where none may be: inside another one, or on another thread. The judge is not
  /// asked about it; its body is simply evaluated.
  case misplaced(name: LineName, file: String, line: Int, inside: LineName?)

  /// The function returns this value, under this label; `""` where it returns a single one.
  case returned(label: String, Tensor)

  /// The function has returned.
  case finished

  /// More numbers of a sweep: for each nudge the loss, then one number per watched line.
  case numbers([Double])

  /// What a line is for.
  public enum Role: UInt8, Sendable {
    case forward, loss, backward
  }

  /// The event as bytes.
  public var encoded: [UInt8] {
    var writer = MessageWriter()
    switch self {
    case .began(let name, let role, let file, let line):
      writer.write(0 as UInt8)
      writer.write(name)
      writer.write(role.rawValue)
      writer.write(file)
      writer.write(line)
    case .value(let tensor):
      writer.write(1 as UInt8)
      writer.write(tensor)
    case .toDo(let file, let line):
      writer.write(2 as UInt8)
      writer.write(file)
      writer.write(line)
    case .threw(let text):
      writer.write(3 as UInt8)
      writer.write(text)
    case .finished:
      writer.write(4 as UInt8)
    case .numbers(let numbers):
      writer.write(5 as UInt8)
      writer.write(numbers)
    case .wantsUpstream(let name):
      writer.write(6 as UInt8)
      writer.write(name)
    case .refused(let text):
      writer.write(7 as UInt8)
      writer.write(text)
    case .misplaced(let name, let file, let line, let outer):
      writer.write(8 as UInt8)
      writer.write(name)
      writer.write(file)
      writer.write(line)
      writer.write(outer == nil ? 0 as UInt8 : 1)
      if let outer { writer.write(outer) }
    case .returned(let label, let tensor):
      writer.write(9 as UInt8)
      writer.write(label)
      writer.write(tensor)
    }
    return writer.bytes
  }

  /// Reads an event.
  /// - Throws: ``Damage`` if the bytes are not an event.
  public init(decoding bytes: [UInt8]) throws {
    var reader = MessageReader(bytes)
    switch try reader.byte() {
    case 0:
      let name = try reader.name()
      guard let role = Role(rawValue: try reader.byte()) else { throw Damage() }
      self = .began(
        name: name, role: role, file: try reader.text(), line: try reader.integer())
    case 1: self = .value(try reader.tensor())
    case 2: self = .toDo(file: try reader.text(), line: try reader.integer())
    case 3: self = .threw(try reader.text())
    case 4: self = .finished
    case 5: self = .numbers(try reader.doubles())
    case 6: self = .wantsUpstream(of: try reader.text())
    case 7: self = .refused(try reader.text())
    case 8:
      self = .misplaced(
        name: try reader.name(), file: try reader.text(), line: try reader.integer(),
        inside: try reader.byte() == 0 ? nil : try reader.name())
    case 9: self = .returned(label: try reader.text(), try reader.tensor())
    default: throw Damage()
    }
    try reader.finish()
  }
}
