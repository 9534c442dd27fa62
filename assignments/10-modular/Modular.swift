// GIVEN: what every gate has in common. Start with SimpleGates.swift.

import FlatBackprop

/// A flat function cut in two at its upstream line: the lines above it are `forward`, the lines
/// below it are `backward`. What the backward half still reads, the forward half saves.
public protocol Gate {
  /// The forward half: computes the output, and saves what the backward half will read.
  mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor

  /// The backward half.
  /// - Parameters:
  ///   - dout: The upstream gradient, in the output's shape.
  ///   - stage: Runs the lines.
  /// - Returns: A gradient for each input, in the order of the inputs and in their shapes.
  func backward(_ dout: Tensor, stage: Stage) -> [Tensor]

  /// What the last forward pass saved.
  var saved: Saved { get }
}

extension Gate {
  /// The same, with the inputs one by one: `gate.forward(x, y)`.
  @discardableResult
  public mutating func forward(_ inputs: Tensor..., stage: Stage = Stage()) -> Tensor {
    forward(inputs, stage: stage)
  }

  /// The same, just computed: `gate.backward(dout)`.
  public func backward(_ dout: Tensor) -> [Tensor] {
    backward(dout, stage: Stage())
  }
}
