import FlatBackprop
import MaxPool

extension Course {
  static let maxPool = [
    Call("maxPool") {
      _ = MaxPool.maxPool(
        x: $0["x"], size: $0.integer("size"), stride: $0.integer("stride"), stage: $1)
    }
  ]
}
