/// What the forward half of a gate keeps for its backward half.
///
/// ```swift
/// saved = Saved(by: "Multiply") { ["x": x, "y": y] }   // in forward
/// let dx = stage.dx { dout * saved["y"] }   // in backward
/// ```
///
/// A gate makes a new one in each forward pass, so nothing is left from an earlier call. Reading a
/// name that was not saved stops the program with a message that says so.
public struct Saved: Sendable {
  private let gate: String?
  private let values: [String: any Savable]
  private let failure: (any Error)?
  private let reads = Reads()

  /// What a gate holds before its forward half has run.
  public static let nothing = Saved()

  private init() {
    (gate, values, failure) = (nil, [:], nil)
  }

  /// Saves values for the backward half.
  /// - Parameters:
  ///   - gate: The gate's name, for messages.
  ///   - body: Returns the values by name: tensors, or lists of whole numbers such as a shape.
  public init(by gate: String, _ body: () throws -> [String: any Savable]) {
    self.gate = gate
    do {
      (values, failure) = (try body(), nil)
    } catch {
      (values, failure) = ([:], error)
    }
  }

  /// The tensor saved as `name`.
  public subscript(name: String) -> Tensor {
    let value = read(name)
    guard let tensor = value as? Tensor else {
      misuse("\(reader) reads \"\(name)\" as a tensor, but whole numbers were saved: see integers.")
    }
    return tensor
  }

  /// The whole numbers saved as `name`: a shape, or indices such as those from `argmax(axis:)`.
  public func integers(_ name: String) -> [Int] {
    let value = read(name)
    guard let integers = value as? [Int] else {
      misuse("\(reader) reads \"\(name)\" as whole numbers, but a tensor was saved.")
    }
    return integers
  }

  /// The names of what was saved.
  /// - Throws: The error from saving them, such as ``ToDo`` where that is still to do.
  public var names: [String] {
    get throws {
      if let failure { throw failure }
      return values.keys.sorted()
    }
  }

  /// The tensor saved as `name`; `nil` where there is none.
  package func tensor(_ name: String) -> Tensor? { values[name] as? Tensor }

  /// The whole numbers saved as `name`; `nil` where there are none.
  package func wholeNumbers(_ name: String) -> [Int]? { values[name] as? [Int] }

  /// The names that have been read so far, in this and in every copy of it.
  package var namesRead: Set<String> { reads.names }

  /// Needs no lock, because lines run on a single thread: that of their function.
  private final class Reads: @unchecked Sendable {
    var names: Set<String> = []
  }

  private var reader: String { gate.map { "\($0)'s backward" } ?? "A gate's backward" }

  private func read(_ name: String) -> any Savable {
    if let value = values[name] {
      reads.names.insert(name)
      return value
    }
    guard gate != nil else {
      misuse("\(reader) reads \"\(name)\", but its forward has not been run.")
    }
    if let toDo = failure as? ToDo {
      misuse(
        "\(reader) reads \"\(name)\", but what its forward saves is still to do: "
          + "\(toDo.file):\(toDo.line).")
    }
    if let failure {
      misuse("\(reader) reads \"\(name)\", but its forward failed to save it: \(failure)")
    }
    let kept = values.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    misuse(
      "\(reader) reads \"\(name)\", which its forward did not save. It saved "
        + (kept.isEmpty ? "nothing." : "\(kept)."))
  }
}

/// What a gate can save: a tensor, or a list of whole numbers.
public protocol Savable: Sendable {}

extension Tensor: Savable {}
extension [Int]: Savable {}
