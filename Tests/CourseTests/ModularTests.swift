import FlatBackprop
import Foundation
import Modular
import Testing

@Suite("10 modular: the solution")
struct ModularTests {
  @Test("gives the lecture's ReLU, matrix product and softmax loss")
  func lecture() {
    var relu = ReLU()
    #expect(relu.forward(Tensor([1, -2, 3, -1])) == Tensor([1, 0, 3, 0]))
    #expect(relu.backward(Tensor([4, -1, 5, 9])) == [Tensor([4, 0, 5, 0])])

    var product = MatrixMultiply()
    let x = Tensor([[2, 1, -3], [-3, 4, 2]])
    let w = Tensor([[3, 2, 1, -1], [2, 1, 3, 2], [3, 2, 1, -2]])
    #expect(product.forward(x, w) == Tensor([[-1, -1, 2, 6], [5, 2, 11, 7]]))
    let gradients = product.backward(Tensor([[2, 3, -3, 9], [-8, 1, 4, 6]]))
    #expect(gradients[0] == Tensor([[0, 16, -9], [-24, 9, -30]]))
    #expect(gradients[1] == Tensor([[28, 3, -18, 0], [-30, 7, 13, 33], [-22, -7, 17, -15]]))

    var softmaxLoss = SoftmaxLoss(labels: [2])
    let loss = softmaxLoss.forward(Tensor([[-2.85, 0.86, 0.28]])).scalar
    #expect(abs(loss - 1.0401905694301081) < 1e-14)
    let dscores = softmaxLoss.backward(Tensor(1))[0]
    for (found, wanted) in zip(dscores.elements, [0.01544932, 0.63116335, 0.35338733 - 1]) {
      #expect(abs(found - wanted) < 1e-8)
    }
  }

  @Test("gives the lecture's (x + y) z out of a graph")
  func sumTimes() throws {
    var graph = Graph()
    graph.add("f", Multiply(), reads: ["q", "z"])
    graph.add("q", Add(), reads: ["x", "y"])
    #expect(try graph.order() == [1, 0])
    let values = try graph.forward(["x": Tensor(-2), "y": Tensor(5), "z": Tensor(-4)])
    #expect(values["q"] == Tensor(3))
    #expect(values["f"] == Tensor(-12))
    let gradients = try graph.backward(from: "f", Tensor(1))
    #expect(
      gradients == [
        "f": Tensor(1), "q": Tensor(-4), "z": Tensor(3), "x": Tensor(-4), "y": Tensor(-4),
      ])
  }

  @Test("gives the lecture's neuron out of a graph")
  func neuron() throws {
    let values = try GradedCall.named("Graph: a neuron", "the lecture's numbers").run().values
    let wanted = [
      "out": 0.7310585786300049, "dw2": 0.19661193324148185, "dw0": -0.19661193,
      "dx0": 0.39322387, "dw1": -0.39322387, "dx1": -0.58983580,
    ]
    for (name, value) in wanted {
      #expect(abs(try #require(values[LineName(name)]).scalar - value) < 1e-8, "\(name)")
    }
  }

  @Test("adds the gradients of a value that is read more than once")
  func reuse() throws {
    var graph = Graph()
    graph.add("cube", Multiply(), reads: ["square", "x"])
    graph.add("square", Multiply(), reads: ["x", "x"])
    let values = try graph.forward(["x": Tensor(3)])
    #expect(values["cube"] == Tensor(27))
    // A second call must not add to what the first one left.
    for _ in 1...2 {
      #expect(try graph.backward(from: "cube", Tensor(1))["x"] == Tensor(27))
    }
  }

  @Test("convolves as plain loops do")
  func convolution() {
    var random = SeededGenerator(seed: 5)
    let x = Tensor.normal([2, 3, 5, 7], using: &random)
    let w = Tensor.normal([4, 3, 3, 3], using: &random)
    let b = Tensor.normal([4], using: &random)
    var gate = Convolution(stride: 2, padding: 1)
    let out = gate.forward(x, w, b)
    #expect(out.shape == [2, 4, 3, 4])
    for n in 0..<2 {
      for k in 0..<4 {
        for row in 0..<3 {
          for column in 0..<4 {
            var sum = b[k]
            for c in 0..<3 {
              for i in 0..<3 {
                for j in 0..<3 {
                  let (y, z) = (2 * row + i - 1, 2 * column + j - 1)
                  if (0..<5).contains(y), (0..<7).contains(z) {
                    sum += w[k, c, i, j] * x[n, c, y, z]
                  }
                }
              }
            }
            #expect(abs(out[n, k, row, column] - sum) < 1e-12)
          }
        }
      }
    }
  }

  @Test("pools each map on its own, and adds where windows overlap")
  func maxPool() {
    var gate = MaxPool(size: 2, stride: 1)
    let x = Tensor(shape: [1, 2, 2, 3], [1, 9, 2, 3, 4, 5, 0, -1, -2, -3, -4, -5])
    #expect(gate.forward(x) == Tensor(shape: [1, 2, 1, 2], [9, 9, 0, -1]))
    let dx = gate.backward(Tensor(shape: [1, 2, 1, 2], [1, 2, 3, 4]))[0]
    #expect(dx == Tensor(shape: [1, 2, 2, 3], [0, 3, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0]))
  }

  @Test("refuses a cycle, and names only the values on it")
  func cycle() throws {
    var graph = Graph()
    graph.add("behind", Sigmoid(), reads: ["b"])
    graph.add("a", Add(), reads: ["x", "c"])
    graph.add("b", Sigmoid(), reads: ["a"])
    graph.add("c", Sigmoid(), reads: ["b"])
    let error = try #require(throws: Cycle.self) { try graph.order() }
    #expect(error.names.sorted() == ["a", "b", "c"])
    #expect(
      error.description
        == "The graph has a cycle, so nothing on it can be computed first: "
        + "\"a\" reads \"c\" reads \"b\" reads \"a\".")
    #expect(throws: Cycle.self) { _ = try graph.forward(["x": Tensor(1)]) }
  }

  @Test("what a gate saves that is still to do is an error with its place")
  func savingToDo() {
    let saved = Saved(by: "Multiply") { try todo() }
    let error = #expect(throws: ToDo.self) { _ = try saved.names }
    #expect(error?.file.description.hasSuffix("ModularTests.swift") == true)
    #expect(
      Saved(by: "Multiply") { ["x": Tensor(1), "shape": [1, 2]] }.integers("shape") == [1, 2])
  }

  @Test("reading what was not saved stops with a sentence")
  func notSaved() async throws {
    let missing = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Saved(by: "Multiply") { ["y": Tensor(1)] }["x"]
    }
    #expect(
      String(decoding: missing.standardErrorContent, as: UTF8.self).contains(
        "Multiply's backward reads \"x\", which its forward did not save. It saved \"y\"."))

    let early = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Multiply().backward(Tensor(1))
    }
    #expect(
      String(decoding: early.standardErrorContent, as: UTF8.self).contains(
        "reads \"y\", but its forward has not been run."))

    let toDo = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Saved(by: "Multiply") { try todo() }["x"]
    }
    #expect(
      String(decoding: toDo.standardErrorContent, as: UTF8.self).contains(
        "Multiply's backward reads \"x\", but what its forward saves is still to do: "))
  }
}
