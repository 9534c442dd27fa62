import FlatBackprop

/// Gates that read each other's values.
///
/// ```swift
/// var graph = Graph()
/// graph.add("q", Add(), reads: ["x", "y"])
/// graph.add("f", Multiply(), reads: ["q", "z"])
/// let f = try graph.forward(["x": x, "y": y, "z": z])["f"]
/// let dx = try graph.backward(from: "f", Tensor(1))["x"]
/// ```
public struct Graph {
  /// A gate, the name of the value it computes, and the names of the values it reads.
  public struct Node {
    public let name: String
    public var gate: any Gate
    public let inputs: [String]
  }

  /// The gates in the order in which they were added, which need not be one they can run in.
  public private(set) var nodes: [Node] = []

  public init() {}

  /// Adds a gate.
  /// - Parameters:
  ///   - name: The value it computes; each name once.
  ///   - gate: The gate.
  ///   - inputs: The values it reads, in the order its `forward` takes them. They may be added
  ///     later; a value that no gate computes is an input of the graph.
  public mutating func add(_ name: String, _ gate: some Gate, reads inputs: [String]) {
    if nodes.contains(where: { $0.name == name }) {
      misuse("Two gates of the graph compute a value called \"\(name)\".")
    }
    nodes.append(Node(name: name, gate: gate, inputs: inputs))
  }

  /// An order to run the gates in: each one after all gates whose values it reads (Kahn).
  ///
  /// Count for each gate how many of the values it reads are still to be computed. Take a gate whose
  /// count is 0, and lower the counts of the gates that read its value, until no count is 0.
  /// - Returns: Every place in ``nodes``, once.
  /// - Throws: ``Cycle`` if some gates wait for each other: see ``cycle(among:)``.
  public func order() throws -> [Int] {
    // BEGIN SOLUTION
    let computed = Set(nodes.map { $0.name })
    var missing = nodes.map { node in node.inputs.filter { computed.contains($0) }.count }
    var ready = nodes.indices.filter { missing[$0] == 0 }
    var order: [Int] = []
    while let next = ready.popLast() {
      order.append(next)
      for (reader, node) in nodes.enumerated() {
        // A gate may read one value several times, as a square does.
        for input in node.inputs where input == nodes[next].name {
          missing[reader] -= 1
          if missing[reader] == 0 { ready.append(reader) }
        }
      }
    }
    if order.count < nodes.count {
      throw cycle(among: nodes.indices.filter { missing[$0] > 0 })
    }
    return order
    // END SOLUTION
  }

  /// Runs every gate's `forward`, in an order in which each finds the values it reads.
  /// - Parameter inputs: The values that no gate computes, by name.
  /// - Returns: Every value by name: the inputs', and those the gates compute.
  /// - Throws: ``Cycle``.
  public mutating func forward(_ inputs: [String: Tensor]) throws -> [String: Tensor] {
    // BEGIN SOLUTION
    var values = inputs
    for place in try order() {
      let read = nodes[place].inputs.map { value($0, in: values) }
      values[nodes[place].name] = nodes[place].gate.forward(read, stage: Stage())
    }
    return values
    // END SOLUTION
  }

  /// Runs the gates' `backward` in reverse, each on the whole gradient of the value it computed.
  /// Where several gates read a value, their gradients for it add.
  ///
  /// A gate whose value does not lead to `output` is left out: no gradient reaches it.
  /// - Parameters:
  ///   - output: The value the gradients are of.
  ///   - dout: The upstream gradient of that value, in its shape.
  /// - Returns: The gradient of each value that leads to `output`, by the value's name.
  /// - Throws: ``Cycle``.
  public func backward(from output: String, _ dout: Tensor) throws -> [String: Tensor] {
    // BEGIN SOLUTION
    var gradients = [output: dout]
    for place in try order().reversed() {
      let node = nodes[place]
      guard let upstream = gradients[node.name] else { continue }
      for (input, gradient) in zip(node.inputs, node.gate.backward(upstream)) {
        if let sum = gradients[input] {
          gradients[input] = sum + gradient
        } else {
          gradients[input] = gradient
        }
      }
    }
    return gradients
    // END SOLUTION
  }
}

// Given, for use above.

extension Graph {
  /// The value called `name`, or a stop with a sentence if there is none yet.
  func value(_ name: String, in values: [String: Tensor]) -> Tensor {
    guard let value = values[name] else {
      misuse("A gate of the graph reads \"\(name)\", which is neither an input nor computed yet.")
    }
    return value
  }

  /// The cycle that keeps some gates from running.
  /// - Parameter stuck: The places of gates each of which waits for another one of them.
  /// - Returns: The error to throw.
  func cycle(among stuck: [Int]) -> Cycle {
    let waiting = Set(stuck.map { nodes[$0].name })
    guard var name = waiting.min() else { misuse("cycle(among:): no gate is stuck.") }
    // Walk from a value to one that it waits for, until the walk comes back to where it has been.
    var path: [String] = []
    while !path.contains(name) {
      path.append(name)
      let node = nodes.first { $0.name == name }!
      guard let next = node.inputs.first(where: { waiting.contains($0) }) else {
        misuse("cycle(among:): \"\(name)\" does not wait for any of \(waiting.sorted()).")
      }
      name = next
    }
    return Cycle(Array(path.drop { $0 != name }))
  }
}

/// Values that wait for each other: no order can compute them.
public struct Cycle: Error, Equatable, CustomStringConvertible {
  /// The values on the cycle; each reads the next one, and the last reads the first.
  public let names: [String]

  public init(_ names: [String]) { self.names = names }

  public var description: String {
    let path = (names + names.prefix(1)).map { "\"\($0)\"" }.joined(separator: " reads ")
    return "The graph has a cycle, so nothing on it can be computed first: \(path)."
  }
}
