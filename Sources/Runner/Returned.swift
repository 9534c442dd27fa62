import FlatBackprop

/// What a function returns, as far as it can be compared with its lines: tensors and numbers, and
/// tuples and dictionaries of them by their labels.
enum Returned {
  static func values(in result: Any) -> [(label: String, tensor: Tensor)] {
    if let tensor = tensor(result) { return [("", tensor)] }
    if let tensors = result as? [String: Tensor] {
      return tensors.sorted { $0.key < $1.key }.map { (label: $0.key, tensor: $0.value) }
    }
    let mirror = Mirror(reflecting: result)
    guard mirror.displayStyle == .tuple else { return [] }
    return mirror.children.compactMap { label, value in
      tensor(value).map { (label ?? "", $0) }
    }
  }

  private static func tensor(_ value: Any) -> Tensor? {
    (value as? Tensor) ?? (value as? Double).map { Tensor($0) }
  }
}
