import FlatBackprop

/// The student's line on one case, which can be run again on other values to test a hypothesis.
public protocol Subject {
  /// Whether the line gives a value once some of its inputs are changed.
  /// - Parameters:
  ///   - wanted: The value.
  ///   - blind: The entries to ignore.
  ///   - tolerance: How far an entry may be off.
  ///   - changes: What the line receives instead, by name.
  /// - Throws: If the line does not survive the change.
  func gives(
    _ wanted: Tensor, except blind: Set<Int>, within tolerance: Double,
    changing changes: [VariableName: Tensor]
  ) throws -> Bool
}
