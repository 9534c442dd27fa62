import FlatBackprop
import Modular

// Graphs. Each line runs the graph anew, so that none depends on what another line left behind.

extension Course {
  static let graphs = [
    graph("Graph: (x + y) z", ["x", "y", "z"]) { _ in
      var graph = Graph()
      graph.add("out", Multiply(), reads: ["q", "z"])
      graph.add("q", Add(), reads: ["x", "y"])
      return graph
    },
    graph("Graph: a neuron", ["w0", "x0", "w1", "x1", "w2"]) { _ in
      var graph = Graph()
      graph.add("s0", Multiply(), reads: ["w0", "x0"])
      graph.add("s3", Add(), reads: ["s2", "w2"])
      graph.add("out", Sigmoid(), reads: ["s3"])
      graph.add("s2", Add(), reads: ["s0", "s1"])
      graph.add("s1", Multiply(), reads: ["w1", "x1"])
      return graph
    },
    // (x + y) (x² + x): x is read four times, twice by one gate.
    graph("Graph: a value used again", ["x", "y"]) { _ in
      var graph = Graph()
      graph.add("sum", Add(), reads: ["x", "y"])
      graph.add("square", Multiply(), reads: ["x", "x"])
      graph.add("more", Add(), reads: ["square", "x"])
      graph.add("out", Multiply(), reads: ["sum", "more"])
      return graph
    },
    graph("Graph: a two-layer net", ["x", "w1", "b1", "w2", "b2"]) { inputs in
      var graph = Graph()
      graph.add("products", MatrixMultiply(), reads: ["x", "w1"])
      graph.add("preactivation", AddBias(), reads: ["products", "b1"])
      graph.add("hidden", ReLU(), reads: ["preactivation"])
      graph.add("products2", MatrixMultiply(), reads: ["hidden", "w2"])
      graph.add("scores", AddBias(), reads: ["products2", "b2"])
      graph.add("out", SoftmaxLoss(labels: inputs.labels("labels")), reads: ["scores"])
      return graph
    },
    graph("Graph: random", ["a", "b", "c"]) { randomGraph(seed: $0.integer("seed")) },
    Call("Graph: a cycle") { inputs, stage in
      let _: Double = stage("refusal", file: "func order", line: 0) {
        try checkRefusal(cycleLength: inputs.integer("length"))
      }
    },
  ]

  /// A graph whose output is called "out".
  private static func graph(
    _ name: String, _ inputNames: [String], _ build: @escaping @Sendable (Inputs) -> Graph
  ) -> Call {
    Call(name) { inputs, stage in
      let graph = build(inputs)
      let values = Dictionary(uniqueKeysWithValues: inputNames.map { ($0, inputs[$0]) })
      let _: Double = stage("order", file: "func order", line: 0) {
        try checkOrder(graph)
        return 1
      }
      let _: Tensor = stage("out", file: "forward(_ inputs: [String: Tensor])", line: 0) {
        var graph = try used(graph, on: values, backward: false)
        return try output(of: graph.forward(values))
      }
      let dout = stage.upstream(of: "out")
      for name in inputNames {
        let _: Tensor = stage("d\(name)", file: "func backward(from", line: 0) {
          var graph = try used(graph, on: values, backward: true)
          _ = try graph.forward(values)
          // A value that does not lead to the output needs no gradient: it is 0.
          let gradient = try graph.backward(from: "out", dout)[name]
          return gradient ?? .zeros(inputs[name].shape)
        }
      }
    }
  }

  /// The graph after an earlier call on other values, of which nothing must be left.
  private static func used(
    _ graph: Graph, on values: [String: Tensor], backward: Bool
  ) throws -> Graph {
    for node in graph.nodes { try requireWritten(node.gate) }
    var graph = graph
    let out = try output(of: graph.forward(values.mapValues { $0 * 0.5 + 0.25 }))
    if backward { _ = try graph.backward(from: "out", .ones(out.shape)) }
    return graph
  }

  private static func output(of values: [String: Tensor]) throws -> Tensor {
    guard let out = values["out"] else {
      throw Complaint(
        "forward returns no value called \"out\", only \(values.keys.sorted()): it returns every "
          + "value by its name.")
    }
    return out
  }

  /// Stops with the reason if a line of a gate that graphs are built from is still to do.
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
      throw Complaint(
        "order() gives the place \(stranger), but places are 0 to \(names.count - 1).")
    }
    for (place, name) in names.enumerated() {
      let times = order.filter { $0 == place }.count
      if times != 1 { throw Complaint("order() gives \"\(name)\" \(times) times, not once.") }
    }
    var done: Set<String> = []
    for place in order {
      let node = graph.nodes[place]
      if let early = node.inputs.first(where: { names.contains($0) && !done.contains($0) }) {
        throw Complaint("order() gives \"\(node.name)\" before \"\(early)\", which it reads.")
      }
      done.insert(node.name)
    }
  }

  /// Gates on a cycle, others before it and behind it: only those on it are to be named.
  private static func checkRefusal(cycleLength: Int) throws -> Double {
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
      throw Complaint("order() names the cycle \(refused.names), but on it are \(cycle).")
    }
    throw Complaint("order() accepts a graph in which \(cycle) wait for each other.")
  }

  /// Gates on `a`, `b` and `c` of one shape, added in an order that they cannot run in.
  private static func randomGraph(seed: Int) -> Graph {
    var random = SeededGenerator(seed: UInt64(seed))
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    var values = ["a", "b", "c"]
    var unread = Set(values)
    var gates: [(name: String, gate: any Gate, inputs: [String])] = []
    func add(_ name: String, _ gate: any Gate, _ inputs: [String]) {
      gates.append((name, gate, inputs))
      values.append(name)
      unread.subtract(inputs)
      unread.insert(name)
    }
    for i in 1...8 {
      let (x, y) = (values[below(values.count)], values[below(values.count)])
      switch below(3) {
      case 0: add("v\(i)", Add(), [x, y])
      case 1:
        // One side of each product lies between 0 and 1, so that products of products stay small.
        add("s\(i)", Sigmoid(), [x])
        add("v\(i)", Multiply(), ["s\(i)", y])
      default: add("v\(i)", Sigmoid(), [x])
      }
    }
    // Whatever no gate reads yet is added up, and one value more leads nowhere.
    let loose = unread.sorted()
    add("out", Sigmoid(), [loose[0]])
    for (i, value) in loose.dropFirst().enumerated() {
      let last = gates.removeLast()
      add("t\(i)", Add(), [last.inputs[0], value])
      add("out", Sigmoid(), ["t\(i)"])
    }
    add("nowhere", Multiply(), ["a", values[below(values.count)]])
    for i in gates.indices.reversed() { gates.swapAt(i, below(i + 1)) }
    var graph = Graph()
    for gate in gates { graph.add(gate.name, gate.gate, reads: gate.inputs) }
    return graph
  }
}
