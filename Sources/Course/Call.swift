import FlatBackprop

/// One function of an assignment, called by name.
public struct Call: Sendable {
  /// The function's name, as in the student's file.
  public let name: String

  /// Runs the function on some inputs, with a stage that records it.
  public let run: @Sendable (Inputs, Stage) throws -> Void

  public init(_ name: String, _ run: @escaping @Sendable (Inputs, Stage) throws -> Void) {
    self.name = name
    self.run = run
  }
}

/// The inputs of one call by name. They all travel as tensors.
public struct Inputs: Sendable {
  private let values: [String: Tensor]

  public init(_ values: [String: Tensor]) { self.values = values }

  /// The tensor called `name`.
  public subscript(name: String) -> Tensor {
    guard let value = values[name] else {
      misuse("There is no input \"\(name)\" here, only \(values.keys.sorted()).")
    }
    return value
  }

  /// The number called `name`.
  public func number(_ name: String) -> Double { self[name].scalar }

  /// The whole number called `name`.
  public func integer(_ name: String) -> Int { Int(number(name)) }

  /// The class indices called `name`.
  public func labels(_ name: String) -> [Int] { self[name].elements.map { Int($0) } }
}
