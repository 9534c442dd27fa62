import FlatBackprop

/// A function to plant lines in.
struct Site {
  private let folder: String
  private let function: String

  init(_ folder: String, _ function: String) {
    self.folder = folder
    self.function = function
  }

  /// A mistake; `cause` is what the judge's message must contain.
  func mistake(
    _ line: String, _ name: String, cause: String,
    _ body: @escaping @Sendable (Values) throws -> Tensor
  ) -> Mutant {
    .mistake(folder, function, line, name, cause: cause, body)
  }

  /// Another right way.
  func variant(
    _ line: String, _ name: String, _ body: @escaping @Sendable (Values) throws -> Tensor
  ) -> Mutant {
    .variant(folder, function, line, name, body)
  }
}

extension Values {
  /// The class indices.
  var labels: [Int] { self["y"].elements.map { Int($0) } }

  /// A vector with one number for each example, copied for each of the classes.
  func columns(_ name: String, like other: String) -> Tensor {
    self[name].expand(axis: 1, count: self[other].shape[1])
  }

  /// 1 at the labels, as large as another value.
  func oneHot(like other: String) -> Tensor {
    .oneHot(labels, classes: self[other].shape[1])
  }
}
