import FlatBackprop
import KitSupport
import Modular
import Runner

// How a gate is graded by itself.

extension Course {
  /// The function for a gate by itself.
  ///
  /// Besides the gate's own lines there is "saved", which checks that what `forward` saves is
  /// written, and that it is what backward cannot do without.
  /// - Parameter count: How many values backward needs besides `dout`.
  static func gate(
    _ name: String, _ reads: [Input], settings: [Input] = [], saves count: Int, cases: [Case],
    _ make: @escaping @Sendable (Inputs) -> any Gate
  ) -> Function {
    let gradients = reads.map { "d" + $0.name }
    return Function(
      name, inputs: reads + settings,
      lineUses: Dictionary(uniqueKeysWithValues: gradients.map { ($0, ["saved"]) }),
      writtenIn: ["saved": "Saved(by: \"\(name)\")"], cases: cases
    ) { inputs, stage in
      var gate = make(inputs)
      let listener = Listener()
      let out = gate.forward(
        reads.map { inputs[$0.name] }, stage: stage.conducted(by: listener.listening))
      let _: Double = stage.saved {
        let known = Dictionary(uniqueKeysWithValues: reads.map { ($0.name, inputs[$0.name]) })
          .merging(listener.values) { $1 }
        try check(gate, name, count: count, out.shape, known: known)
        return 1
      }
      let values = gate.backward(stage.upstream(of: "out"), stage: stage)
      return ["out": out].merging(zip(gradients, values)) { $1 }
    }
  }

  /// - Parameter known: The values that saved values of these names must have.
  private static func check(
    _ gate: any Gate, _ name: String, count: Int, _ outShape: [Int], known: [String: Tensor]
  ) throws {
    let saved = gate.saved
    let names = try saved.names
    func quoted(_ names: [String]) -> String {
      names.map { "\"\($0)\"" }.joined(separator: " and ")
    }
    if count == 0, !names.isEmpty {
      throw KitError(
        "\(name)'s forward saves \(quoted(names)), but its backward can do with dout alone.")
    }
    if count > 0, names.isEmpty {
      throw KitError(
        "\(name)'s forward saves nothing, but its backward cannot do with dout alone.")
    }
    // Some backward passes need more than others: a value is only too many if nothing reads it.
    let unread = names.count > count ? unread(of: gate, outShape) : []
    if !unread.isEmpty {
      throw KitError(
        "\(name)'s forward saves \(quoted(unread)), which its backward does not read.")
    }
    for own in names {
      guard let value = known[own], let given = saved.tensor(own), given != value else { continue }
      let other = known.sorted { $0.key < $1.key }.first { $0.value == given }?.key
      throw KitError(
        "\(name)'s forward saves \(other.map { "\"\($0)\"" } ?? "something else") under the name "
          + "\"\(own)\".")
    }
    try checkShapes(saved, name, outShape, known)
  }

  /// A shape is saved under the name of what has it, as in "paddedShape"; and that of the output says
  /// nothing that `dout` does not say.
  private static func checkShapes(
    _ saved: Saved, _ name: String, _ outShape: [Int], _ known: [String: Tensor]
  ) throws {
    for (value, tensor) in known.sorted(by: { $0.key < $1.key }) {
      if let shape = saved.wholeNumbers("\(value)Shape"), shape != tensor.shape {
        throw KitError(
          "\(name)'s forward saves \(shape) as \"\(value)Shape\", but the shape of \"\(value)\" is "
            + "\(tensor.shape).")
      }
    }
    if saved.wholeNumbers("shape") == outShape, known["x"]?.shape != outShape {
      throw KitError(
        "\(name)'s forward saves the shape of its output, \(outShape), but dout has the same: what "
          + "backward cannot know is the shape of \"x\".")
    }
  }

  /// The names of the values that a gate saves but its backward does not read; empty if backward is
  /// not written.
  private static func unread(of gate: any Gate, _ outShape: [Int]) -> [String] {
    let probe = Probe()
    _ = gate.backward(.ones(outShape), stage: Stage(conductor: probe))
    let names = (try? gate.saved.names) ?? []
    return probe.failure == nil ? names.filter { !gate.saved.namesRead.contains($0) } : []
  }

  /// Throws the reason if a line of a gate, or what it saves, is still to do.
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

  static func oneSided(_ x: Tensor, upstream: Tensor) -> [Case] {
    [
      Case("the lecture's numbers", upstream: upstream) { _ in ["x": x] },
      Case("random") { ["x": .normal([3, 4], using: &$0)] },
      Case("a batch of one image") { ["x": .normal([1, 2, 3, 1], using: &$0)] },
    ]
  }

  static func twoSided(_ x: Tensor, _ y: Tensor, upstream: Tensor) -> [Case] {
    [
      Case("the lecture's numbers", upstream: upstream) { _ in ["x": x, "y": y] },
      Case("random") { ["x": .normal([3, 4], using: &$0), "y": .normal([3, 4], using: &$0)] },
      Case("a batch of one image") {
        ["x": .normal([1, 2, 3, 1], using: &$0), "y": .normal([1, 2, 3, 1], using: &$0)]
      },
    ]
  }
}
