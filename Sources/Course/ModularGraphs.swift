import FlatBackprop
import Modular
import Runner

// The graphs that a student's `Graph` is asked to run.

extension Course {
  static let graphs = [
    graph(
      "Graph: (x + y) z", ["x", "y", "z"], uses: ["Add", "Multiply"],
      cases: [
        // −12, with dx = −4, dy = −4, dz = 3.
        Case("the lecture's numbers", upstream: Tensor(1)) { _ in
          ["x": Tensor(-2), "y": Tensor(5), "z": Tensor(-4)]
        },
        vectors("random", ["x", "y", "z"], [2, 3]),
        vectors("vectors of one", ["x", "y", "z"], [1]),
      ]
    ) { _ in
      var graph = Graph()
      graph.add("out", Multiply(), reads: ["q", "z"])
      graph.add("q", Add(), reads: ["x", "y"])
      return graph
    },
    graph(
      "Graph: a neuron", ["w0", "x0", "w1", "x1", "w2"], uses: ["Add", "Multiply", "Sigmoid"],
      cases: [
        // 0.7311, with dw0 = −0.1966, dx0 = 0.3932, dw1 = −0.3932, dx1 = −0.5898, dw2 = 0.1966.
        Case("the lecture's numbers", upstream: Tensor(1)) { _ in
          [
            "w0": Tensor(2), "x0": Tensor(-1), "w1": Tensor(-3), "x1": Tensor(-2),
            "w2": Tensor(-3),
          ]
        },
        vectors("random", ["w0", "x0", "w1", "x1", "w2"], [3]),
        vectors("a matrix", ["w0", "x0", "w1", "x1", "w2"], [1, 2]),
      ]
    ) { _ in
      var graph = Graph()
      graph.add("s0", Multiply(), reads: ["w0", "x0"])
      graph.add("s3", Add(), reads: ["s2", "w2"])
      graph.add("out", Sigmoid(), reads: ["s3"])
      graph.add("s2", Add(), reads: ["s0", "s1"])
      graph.add("s1", Multiply(), reads: ["w1", "x1"])
      return graph
    },
    Function(
      "Graph: f₁x + f₂x + …", inputs: [.tensor("x"), .tensor("factors", "F")],
      uses: ["Add", "Multiply"], writtenIn: ["sum": "func backward(from"],
      cases: [
        Case("three gates read x") { _ in ["x": Tensor(1.5), "factors": Tensor([2.0, 3, 5])] },
        Case("two gates read x") { _ in ["x": Tensor(-2), "factors": Tensor([0.5, -4])] },
        Case("random") { ["x": .normal([], using: &$0), "factors": .normal([5], using: &$0)] },
      ]
    ) { inputs, stage in
      let _: Double = stage.sum {
        try checkSum(x: inputs["x"], factors: inputs["factors"].elements)
      }
    },
    // (x + y) (x² + x): x is read four times, twice by one gate.
    graph(
      "Graph: a value used again", ["x", "y"], uses: ["Add", "Multiply"],
      cases: [
        // (x + y) (x² + x) at x = 3, y = −4: −12, with dx = 12 − 7 = 5 and dy = 12.
        Case("by hand", upstream: Tensor(1)) { _ in ["x": Tensor(3), "y": Tensor(-4)] },
        vectors("random", ["x", "y"], [4]),
        vectors("a matrix", ["x", "y"], [2, 1]),
      ]
    ) { _ in
      var graph = Graph()
      graph.add("sum", Add(), reads: ["x", "y"])
      graph.add("square", Multiply(), reads: ["x", "x"])
      graph.add("more", Add(), reads: ["square", "x"])
      graph.add("out", Multiply(), reads: ["sum", "more"])
      return graph
    },
    graph(
      "Graph: a two-layer net", ["x", "w1", "b1", "w2", "b2"], settings: [.labels("labels")],
      uses: ["MatrixMultiply", "AddBias", "ReLU", "SoftmaxLoss"],
      cases: [
        twoLayerNet("random", n: 3, d: 4, hidden: 5, labels: [2, 0, 1], classes: 3),
        twoLayerNet("one example", n: 1, d: 2, hidden: 3, labels: [1], classes: 4),
        twoLayerNet("one hidden unit", n: 4, d: 3, hidden: 1, labels: [0, 1, 1, 0], classes: 2),
      ]
    ) { inputs in
      var graph = Graph()
      graph.add("products", MatrixMultiply(), reads: ["x", "w1"])
      graph.add("preactivation", AddBias(), reads: ["products", "b1"])
      graph.add("hidden", ReLU(), reads: ["preactivation"])
      graph.add("products2", MatrixMultiply(), reads: ["hidden", "w2"])
      graph.add("scores", AddBias(), reads: ["products2", "b2"])
      graph.add("out", SoftmaxLoss(labels: inputs.labels("labels")), reads: ["scores"])
      return graph
    },
    graph(
      "Graph: random", ["a", "b", "c"], settings: [.integer("seed")],
      uses: ["Add", "Multiply", "Sigmoid"],
      cases: (1...6).map { seed in
        Case("graph \(seed)") {
          [
            "a": .normal([2], using: &$0), "b": .normal([2], using: &$0),
            "c": .normal([2], using: &$0), "seed": Tensor(Double(seed)),
          ]
        }
      }
    ) { randomGraph(seed: $0.integer("seed")) },
    Function(
      "Graph: a cycle", inputs: [.integer("length")], writtenIn: ["refusal": "func order"],
      cases: [
        Case("three values that wait for each other") { _ in ["length": Tensor(3)] },
        Case("a value that waits for itself") { _ in ["length": Tensor(1)] },
        Case("a long cycle") { _ in ["length": Tensor(6)] },
      ]
    ) { inputs, stage in
      let _: Double = stage.refusal {
        try checkRefusal(cycleLength: inputs.integer("length"))
      }
    },
  ]

  private static func vectors(_ name: String, _ values: [String], _ shape: [Int]) -> Case {
    Case(name) { random in
      var inputs: [String: Tensor] = [:]
      for value in values { inputs[value] = .normal(shape, using: &random) }
      return inputs
    }
  }

  private static func twoLayerNet(
    _ name: String, n: Int, d: Int, hidden: Int, labels: [Int], classes: Int
  ) -> Case {
    Case(name) { random in
      [
        "x": .normal([n, d], using: &random), "w1": .normal([d, hidden], using: &random),
        "b1": .normal([hidden], using: &random),
        "w2": .normal([hidden, classes], using: &random),
        "b2": .normal([classes], using: &random), "labels": Tensor(labels: labels),
      ]
    }
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
    // Values that no gate reads yet are added up, and one more value leads nowhere.
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
