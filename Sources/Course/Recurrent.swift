import FlatBackprop
import Recurrent

extension Course {
  static let recurrent = [
    Call("recurrentNet") {
      recurrentNet(
        x0: $0["x0"], a: $0["a"], wx: $0["wx"], wa: $0["wa"], b: $0["b"], target: $0["target"],
        stage: $1)
    },
    Call("gradientNorms") {
      guard let activation = Activation(rawValue: $0.integer("activation")) else {
        misuse("\($0.integer("activation")) is no activation: 0 sigmoid, 1 tanh, 2 ReLU.")
      }
      gradientNorms(
        activation: activation, x0: $0["x0"], a: $0["a"], wx: $0["wx"], upstream: $0["upstream"],
        stage: $1)
    },
  ]
}
