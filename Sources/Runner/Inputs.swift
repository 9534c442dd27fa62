import FlatBackprop

/// The inputs of one call by name. They all travel as tensors.
public struct Inputs: Sendable {
  private let values: [String: Tensor]

  /// Whether the judge is asked about every line of the call. It is not asked in the many runs of a
  /// numeric derivative, where only numbers count: everything else has been checked before.
  public let areRecorded: Bool

  public init(_ values: [String: Tensor], recorded areRecorded: Bool = true) {
    (self.values, self.areRecorded) = (values, areRecorded)
  }

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
