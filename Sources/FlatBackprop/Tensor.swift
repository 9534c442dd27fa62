import Foundation

/// A block of numbers with a shape: the only data structure of the kit.
///
/// The elements are stored in row-major order: the last index varies fastest. A tensor is a value,
/// so a copy never changes when the original does. There is **no implicit broadcasting**: two
/// tensors in an operation must have the same shape, and ``sum(axis:)`` and ``expand(axis:count:)``
/// are written out.
///
/// Every misuse stops the program with a message that shows the shapes or the index concerned.
public struct Tensor: Equatable, Sendable {
  /// The size along each axis; `[]` for a single number.
  public let shape: [Int]

  /// The numbers in row-major order.
  @inlinable public var elements: [Double] { storage }

  // Separate from `elements`, so that subscripts can write in place from within a student's module.
  @usableFromInline var storage: [Double]

  /// The number of elements.
  @inlinable public var count: Int { elements.count }

  /// The number of axes.
  @inlinable public var rank: Int { shape.count }

  /// A tensor of the given shape.
  /// - Parameters:
  ///   - shape: The size along each axis, none of them negative.
  ///   - elements: As many numbers as the shape holds, in row-major order.
  public init(shape: [Int], _ elements: [Double]) {
    if let size = shape.first(where: { $0 < 0 }) {
      misuse("A tensor of shape \(shape) cannot be: \(size) is no size for an axis.")
    }
    let needed = shape.reduce(1, *)
    if elements.count != needed {
      misuse(
        "A tensor of shape \(shape) holds \(needed) elements, but \(elements.count) were given.")
    }
    self.shape = shape
    self.storage = elements
  }

  /// A tensor whose elements are already known to fit its shape.
  @usableFromInline
  init(fitting shape: [Int], _ elements: [Double]) {
    self.shape = shape
    self.storage = elements
  }

  /// A single number, of shape `[]`.
  public init(_ value: Double) {
    self.init(fitting: [], [value])
  }

  /// A vector, of shape `[D]`.
  public init(_ vector: [Double]) {
    self.init(fitting: [vector.count], vector)
  }

  /// A matrix given by its rows, of shape `[rows, columns]`.
  public init(_ rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    if let row = rows.firstIndex(where: { $0.count != width }) {
      misuse(
        "Row 0 has \(width) elements but row \(row) has \(rows[row].count): all rows must match.")
    }
    self.init(fitting: [rows.count, width], rows.flatMap { $0 })
  }

  /// A tensor with the same number everywhere.
  public init(repeating value: Double, shape: [Int]) {
    self.init(
      shape: shape, Array(repeating: value, count: shape.reduce(1) { $0 * Swift.max($1, 0) }))
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: [Int]) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// A tensor of ones.
  public static func ones(_ shape: [Int]) -> Tensor { Tensor(repeating: 1, shape: shape) }

  /// The number in a tensor that holds exactly one, whatever its rank.
  public var scalar: Double {
    if count != 1 { misuse("A tensor of shape \(shape) is not a single number.") }
    return elements[0]
  }

  /// The same elements in another shape of the same size.
  public func reshaped(_ newShape: [Int]) -> Tensor {
    if newShape.reduce(1, *) != count {
      misuse("Cannot reshape \(shape) (\(count) elements) to \(newShape).")
    }
    return Tensor(shape: newShape, elements)
  }
}

extension Tensor: CustomStringConvertible {
  /// The elements as nested lists, at most six significant digits each.
  public var description: String {
    func text(_ axis: Int, _ start: Int, _ length: Int) -> String {
      guard axis < rank else { return Tensor.short(elements[start]) }
      let part = shape[axis] == 0 ? 0 : length / shape[axis]
      let parts = (0..<shape[axis]).map { text(axis + 1, start + $0 * part, part) }
      return "[" + parts.joined(separator: ", ") + "]"
    }
    return text(0, 0, count)
  }

  /// A number in at most six significant digits, without trailing zeros.
  static func short(_ value: Double) -> String {
    "\(Double(String(format: "%.6g", value)) ?? value)"
  }
}

/// Stops the program with a sentence about what the caller did wrong.
///
/// `fatalError`, not `precondition`: its message survives optimization, and students must read it.
@inline(never)
public func misuse(_ sentence: String) -> Never {
  fatalError(sentence)
}
