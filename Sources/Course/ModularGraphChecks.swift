import FlatBackprop
import Modular
import Runner
import KitSupport

// Checks of a graph: its order, its forward and its backward pass, each as a line of its own. Each
// line runs the graph anew, so that none depends on what another line left behind.

extension Course {
  /// A graph whose output is called "out".
  static func graph(
    _ name: String, _ inputNames: [String], settings: [Input] = [], uses: [String],
    cases: [Case], _ build: @escaping @Sendable (Inputs) -> Graph
  ) -> Function {
    let gradients = inputNames.map { ("d" + $0, "func backward(from") }
    return Function(
      name, inputs: inputNames.map { .tensor($0) } + settings, uses: uses,
      lineUses: Dictionary(
        uniqueKeysWithValues: (["out"] + gradients.map(\.0)).map { ($0, ["order"]) }),
      writtenIn: ["order": "func order", "out": "forward(_ inputs: [String: Tensor])"].merging(
        gradients
      ) { $1 },
      cases: cases
    ) { inputs, stage in
      let graph = build(inputs)
      let values = Dictionary(uniqueKeysWithValues: inputNames.map { ($0, inputs[$0]) })
      let _: Double = stage.order {
        try checkOrder(graph)
        return 1
      }
      stage.out {
        var graph = inputs.areRecorded ? try used(graph, on: values, backward: false) : graph
        let computed = try graph.forward(values)
        if inputs.areRecorded { try requireAll(of: graph, inputNames, in: computed) }
        return try output(of: computed)
      }
      let dout = stage.upstream(of: "out")
      for name in inputNames {
        stage.line("d" + name) {
          var graph = inputs.areRecorded ? try used(graph, on: values, backward: true) : graph
          _ = try graph.forward(values)
          // A value that does not lead to the output needs no gradient: it is 0.
          let gradient = try graph.backward(from: "out", dout)[name]
          return gradient ?? .zeros(inputs[name].shape)
        }
      }
    }
  }

  /// The graph after an earlier call on other values, which must not leave a trace.
  private static func used(
    _ graph: Graph, on values: [String: Tensor], backward: Bool
  ) throws -> Graph {
    for node in graph.nodes { try requireWritten(node.gate) }
    var graph = graph
    let out = try output(of: graph.forward(values.mapValues { $0 * 0.5 + 0.25 }))
    if backward { _ = try graph.backward(from: "out", .ones(out.shape)) }
    return graph
  }

  private static func requireAll(
    of graph: Graph, _ inputs: [String], in values: [String: Tensor]
  ) throws {
    for name in inputs + graph.nodes.map({ $0.name }) where values[name] == nil {
      throw KitError(
        "forward returns no value called \"\(name)\", only \(values.keys.sorted()): it returns every "
          + "value by its name, the inputs included.")
    }
  }

  private static func output(of values: [String: Tensor]) throws -> Tensor {
    guard let out = values["out"] else {
      throw KitError(
        "forward returns no value called \"out\", only \(values.keys.sorted()): it returns every "
          + "value by its name.")
    }
    return out
  }

  /// Throws the reason if a line of a gate that graphs are built from is still to do.
  private static func requireWritten(_ gate: any Gate) throws {
    let matrix = Tensor.ones([2, 2])
    switch gate {
    case is MatrixMultiply: try requireWritten(gate, on: [matrix, matrix])
    case is AddBias: try requireWritten(gate, on: [matrix, .ones([2])])
    case let loss as SoftmaxLoss:
      let classes = (loss.labels.max() ?? 0) + 1
      try requireWritten(gate, on: [.ones([loss.labels.count, classes])])
    case is Add, is Multiply: try requireWritten(gate, on: [matrix, matrix])
    default: try requireWritten(gate, on: [matrix])
    }
  }

  private static func checkOrder(_ graph: Graph) throws {
    let order = try graph.order()
    let names = graph.nodes.map { $0.name }
    if let stranger = order.first(where: { !names.indices.contains($0) }) {
      throw KitError(
        "order() gives the place \(stranger), but places are 0 to \(names.count - 1).")
    }
    for (place, name) in names.enumerated() {
      let times = order.filter { $0 == place }.count
      if times != 1 { throw KitError("order() gives \"\(name)\" \(times) times, not once.") }
    }
    var done: Set<String> = []
    for place in order {
      let node = graph.nodes[place]
      if let early = node.inputs.first(where: { names.contains($0) && !done.contains($0) }) {
        throw KitError("order() gives \"\(node.name)\" before \"\(early)\", which it reads.")
      }
      done.insert(node.name)
    }
  }

  /// Checks a graph in which several gates multiply one value, and their results are added: the
  /// gradient of the value is the sum of the factors.
  static func checkSum(x: Tensor, factors: [Double]) throws -> Double {
    var graph = Graph()
    var values = ["x": x]
    var sum = ""
    for (index, factor) in factors.enumerated() {
      values["f\(index)"] = Tensor(factor)
      graph.add("p\(index)", Multiply(), reads: ["x", "f\(index)"])
      if index > 0 { graph.add("s\(index)", Add(), reads: [sum, "p\(index)"]) }
      sum = index > 0 ? "s\(index)" : "p\(index)"
    }
    for node in graph.nodes { try requireWritten(node.gate) }
    _ = try graph.forward(values)
    guard let gradient = try graph.backward(from: sum, Tensor(1))["x"]?.scalar else {
      throw KitError("backward gives no gradient of \"x\", which \(factors.count) gates read.")
    }
    func isNear(_ value: Double) -> Bool { abs(gradient - value) < 1e-9 * (1 + abs(value)) }
    if isNear(factors.reduce(0, +)) { return 1 }
    let reader = factors.firstIndex(where: isNear)
    func text(_ value: Double) -> String { "\(Float((value * 1e4).rounded() / 1e4))" }
    let gates = factors.indices.map { "x · f\($0) → p\($0)" }.joined(separator: ", ")
    throw KitError(
      "x is read by \(factors.count) gates (\(gates)), and their gradients for it add: "
        + "\(factors.map(text).joined(separator: " + ")) = \(text(factors.reduce(0, +))). "
        + (reader.map { "backward keeps only the one from p\($0)." }
          ?? "backward gives \(text(gradient))."))
  }

  /// Checks a graph of gates on a cycle, with others before and after it: only those on the cycle
  /// must be named.
  static func checkRefusal(cycleLength: Int) throws -> Double {
    let cycle = (0..<cycleLength).map { "c\($0)" }
    var graph = Graph()
    graph.add("after", Sigmoid(), reads: ["c0"])
    graph.add("before", Sigmoid(), reads: ["x"])
    for i in cycle.indices {
      graph.add(cycle[i], Add(), reads: ["before", cycle[(i + 1) % cycleLength]])
    }
    graph.add("last", Add(), reads: ["after", "before"])
    do {
      _ = try graph.order()
    } catch let refused as Cycle {
      if Set(refused.names) == Set(cycle) && refused.names.count == cycle.count { return 1 }
      throw KitError("order() names the cycle \(refused.names), but on it are \(cycle).")
    }
    throw KitError("order() accepts a graph in which \(cycle) wait for each other.")
  }
}
