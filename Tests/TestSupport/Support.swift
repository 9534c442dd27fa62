import FlatBackprop
import Testing

/// Expects two tensors of one shape to agree, element by element.
public func expectClose(
  _ a: Tensor?, _ b: Tensor, within tolerance: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(a?.shape == b.shape, sourceLocation: sourceLocation)
  guard let a, a.shape == b.shape else { return }
  let agree = zip(a.elements, b.elements).allSatisfy { abs($0 - $1) <= tolerance }
  #expect(agree, "\(a) is not \(b)", sourceLocation: sourceLocation)
}
