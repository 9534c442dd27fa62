import FlatBackprop
import Modular

extension Course {
  static let modular: [Call] =
    [
      gate("Add", "Saved(by: \"Add\")", ["x", "y"], readsNothing: true) { _ in Add() },
      gate("Multiply", "Saved(by: \"Multiply\")", ["x", "y"]) { _ in Multiply() },
      gate("ReLU", "Saved(by: \"ReLU\")", ["x"]) { _ in ReLU() },
      gate("Sigmoid", "Saved(by: \"Sigmoid\")", ["x"]) { _ in Sigmoid() },
      gate("MatrixMultiply", "Saved(by: \"MatrixMultiply\")", ["x", "w"]) { _ in MatrixMultiply() },
      gate("AddBias", "Saved(by: \"AddBias\")", ["x", "b"], readsNothing: true) { _ in AddBias() },
      gate("SoftmaxLoss", "Saved(by: \"SoftmaxLoss\")", ["scores"]) {
        SoftmaxLoss(labels: $0.labels("labels"))
      },
      gate("Convolution", "Saved(by: \"Convolution\")", ["x", "w", "b"]) {
        Convolution(stride: $0.integer("stride"), padding: $0.integer("padding"))
      },
      gate("MaxPool", "Saved(by: \"MaxPool\")", ["x"]) {
        MaxPool(size: $0.integer("size"), stride: $0.integer("stride"))
      },
      gate("Flatten", "Saved(by: \"Flatten\")", ["x"]) { _ in Flatten() },
    ] + graphs

  /// A gate by itself.
  ///
  /// Besides the gate's own lines there is "saved": that what `forward` saves is written, and saves
  /// something where backward has to read something.
  private static func gate(
    _ name: String, _ saving: StaticString, _ inputNames: [String], readsNothing: Bool = false,
    _ make: @escaping @Sendable (Inputs) -> any Gate
  ) -> Call {
    Call(name) { inputs, stage in
      var gate = make(inputs)
      _ = gate.forward(inputNames.map { inputs[$0] }, stage: stage)
      let _: Double = stage("saved", file: saving, line: 0) {
        let names = try gate.saved.names
        if readsNothing, let first = names.first {
          throw Complaint(
            "\(name)'s forward saves \"\(first)\", but its backward can do with dout alone.")
        }
        if !readsNothing, names.isEmpty {
          throw Complaint(
            "\(name)'s forward saves nothing, but its backward cannot do with dout alone.")
        }
        return 1
      }
      _ = gate.backward(stage.upstream(of: "out"), stage: stage)
    }
  }

  /// Stops with the reason if a line of a gate, or what it saves, is still to do.
  static func requireWritten(_ gate: any Gate, on inputs: [Tensor]) throws {
    var gate = gate
    let probe = Probe()
    let stage = Stage(conductor: probe)
    let out = gate.forward(inputs, stage: stage)
    if let failure = probe.failure { throw failure }
    _ = try gate.saved.names
    _ = gate.backward(.ones(out.shape), stage: stage)
    if let failure = probe.failure { throw failure }
  }
}
