import FlatBackprop

/// The student's line on one case, which can be run again on other values: what puts a hypothesis to
/// the test.
public protocol Subject {
  /// Whether the line gives a value once some of what it receives is changed.
  /// - Parameters:
  ///   - wanted: The value.
  ///   - blind: The entries that do not count.
  ///   - tolerance: By how much an entry may differ.
  ///   - changes: What the line receives instead, by name.
  /// - Throws: Where the line does not survive the change.
  func gives(
    _ wanted: Tensor, except blind: Set<Int>, within tolerance: Double,
    changing changes: [VariableName: Tensor]
  ) throws -> Bool
}
