import FlatBackprop

/// `out = x + y`, element by element.
///
/// Inputs `x` and `y`, both of one shape, which is the output's too.
public struct Add: Gate {
  public private(set) var saved = Saved.nothing

  public init() {}

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let (x, y) = (inputs[0], inputs[1])
    // The sum, in the inputs' shape.
    let out = stage.out { x + y }
    // What the lines of backward read besides dout, by name; [:] where that is nothing.
    saved = Saved(by: "Add") {
      // BEGIN SOLUTION
      [:]
      // END SOLUTION
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // A sum hands its upstream gradient to either side.
    let dx = stage.dx { dout }
    let dy = stage.dy { dout }
    return [dx, dy]
  }
}

/// `out = x y`, element by element.
///
/// Inputs `x` and `y`, both of one shape, which is the output's too.
public struct Multiply: Gate {
  public private(set) var saved = Saved.nothing

  public init() {}

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let (x, y) = (inputs[0], inputs[1])
    // The product, in the inputs' shape.
    let out = stage.out { x * y }
    // What the lines of backward read besides dout, by name.
    saved = Saved(by: "Multiply") {
      // BEGIN SOLUTION
      ["x": x, "y": y]
      // END SOLUTION
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // A product swaps: x gets the upstream gradient times the other side's value …
    let dx = stage.dx { dout * saved["y"] }
    // … and so does y.
    let dy = stage.dy { dout * saved["x"] }
    return [dx, dy]
  }
}

/// `out = max(0, x)`, element by element.
///
/// One input `x` of any shape, which is the output's too.
public struct ReLU: Gate {
  public private(set) var saved = Saved.nothing

  public init() {}

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let x = inputs[0]
    // What is positive passes, the rest becomes 0.
    let out = stage.out { max(0, x) }
    // What the line of backward reads besides dout, by name.
    saved = Saved(by: "ReLU") {
      // BEGIN SOLUTION
      ["x": x]
      // END SOLUTION
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // The upstream gradient passes where the input passed.
    let dx = stage.dx { dout * (saved["x"] .> 0) }
    return [dx]
  }
}

/// `out = 1 / (1 + e^(−x))`, element by element.
///
/// One input `x` of any shape, which is the output's too.
public struct Sigmoid: Gate {
  public private(set) var saved = Saved.nothing

  public init() {}

  public mutating func forward(_ inputs: [Tensor], stage: Stage) -> Tensor {
    let x = inputs[0]
    // Each element squashed into 0 to 1.
    let out = stage.out { 1 / (1 + exp(-x)) }
    // What the line of backward reads besides dout, by name. The input is not needed.
    saved = Saved(by: "Sigmoid") {
      // BEGIN SOLUTION
      ["out": out]
      // END SOLUTION
    }
    return out
  }

  public func backward(_ dout: Tensor, stage: Stage) -> [Tensor] {
    // The local gradient can be told from the output alone.
    let dx = stage.dx { dout * saved["out"] * (1 - saved["out"]) }
    return [dx]
  }
}
