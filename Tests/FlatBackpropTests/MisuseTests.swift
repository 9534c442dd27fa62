import FlatBackprop
import Testing

/// What stops the program, under the exact sentence that it must stop with.
private let misuses: [String: @Sendable () -> Void] = [
  // Shapes.
  "A tensor of shape [2, -1] cannot be: -1 is no size for an axis.": {
    _ = Tensor(shape: [2, -1], [])
  },
  "A tensor of shape [-2, -3] cannot be: -2 is no size for an axis.": {
    _ = Tensor.zeros([-2, -3])
  },
  "A tensor of shape [2, 3] holds 6 elements, but 5 were given.": {
    _ = Tensor(shape: [2, 3], [1, 2, 3, 4, 5])
  },
  "Row 0 has 2 elements but row 1 has 3: all rows must match.": {
    _ = Tensor([[1, 2], [3, 4, 5]])
  },
  "A tensor of shape [2] is not a single number.": { _ = Tensor([1, 2]).scalar },
  "Cannot reshape [2, 3] (6 elements) to [4, 2].": { _ = Tensor.zeros([2, 3]).reshaped([4, 2]) },
  "Cannot reshape [2, 3] (6 elements) to [-1, 2].": {
    _ = Tensor.zeros([2, 3]).reshaped([-1, 2])
  },

  // Arithmetic.
  differ("+", "[2, 3]", "[3]"): { _ = Tensor.zeros([2, 3]) + Tensor.zeros([3]) },
  differ("-", "[2, 3]", "[3, 2]"): { _ = Tensor.zeros([2, 3]) - Tensor.zeros([3, 2]) },
  differ("*", "[2]", "[]"): { _ = Tensor.zeros([2]) * Tensor(1) },
  differ("/", "[2]", "[1]"): { _ = Tensor.zeros([2]) / Tensor.zeros([1]) },
  differ("-", "[2]", "[3]"): {
    var tensor = Tensor.zeros([2])
    tensor -= Tensor.zeros([3])
  },
  differ("max", "[2]", "[3]"): { _ = max(Tensor.zeros([2]), Tensor.zeros([3])) },
  differ("min", "[2]", "[3]"): { _ = min(Tensor.zeros([2]), Tensor.zeros([3])) },
  differ(".>", "[2]", "[3]"): { _ = (Tensor.zeros([2]) .> Tensor.zeros([3])) },
  differ(".>=", "[2]", "[3]"): { _ = (Tensor.zeros([2]) .>= Tensor.zeros([3])) },
  differ(".<", "[2]", "[3]"): { _ = (Tensor.zeros([2]) .< Tensor.zeros([3])) },
  differ(".<=", "[2]", "[3]"): { _ = (Tensor.zeros([2]) .<= Tensor.zeros([3])) },
  differ(".==", "[2]", "[3]"): { _ = (Tensor.zeros([2]) .== Tensor.zeros([3])) },

  // Axes.
  "A tensor of shape [2, 3] has no axis 2: axes are counted from 0.": {
    _ = Tensor.zeros([2, 3]).sum(axis: 2)
  },
  "A tensor of shape [2, 3] has no axis -1: axes are counted from 0.": {
    _ = Tensor.zeros([2, 3]).max(axis: -1)
  },
  "A tensor of shape [] has no axis 0: axes are counted from 0.": { _ = Tensor(1).argmax(axis: 0) },
  "A tensor of shape [2, 0] has no largest element along axis 1.": {
    _ = Tensor.zeros([2, 0]).max(axis: 1)
  },
  "expand(axis: 3, count: 2): a tensor of shape [2, 3] takes a new axis at 0 to 2, "
    + "and a count that is not negative.": {
      _ = Tensor.zeros([2, 3]).expand(axis: 3, count: 2)
    },
  "expand(axis: 0, count: -2): a tensor of shape [3] takes a new axis at 0 to 1, "
    + "and a count that is not negative.": { _ = Tensor.zeros([3]).expand(axis: 0, count: -2) },
  "permuted([0, 0]): name each of the 2 axes of the shape [2, 3] once, from 0.": {
    _ = Tensor.zeros([2, 3]).permuted([0, 0])
  },
  "permuted([1]): name each of the 2 axes of the shape [2, 4] once, from 0.": {
    _ = Tensor.zeros([2, 4]).permuted([1])
  },

  "slice(axis: 2, at: 0): a tensor of shape [2, 3] has no such axis.": {
    _ = Tensor.zeros([2, 3]).slice(axis: 2, at: 0)
  },
  "slice(axis: 1, at: 3): axis 1 of the shape [2, 3] has the indices 0 to 2.": {
    _ = Tensor.zeros([2, 3]).slice(axis: 1, at: 3)
  },
  "Tensor(stacking:) takes at least one tensor.": { _ = Tensor(stacking: []) },
  "Tensor(stacking:): the tensors at 0 and 1 have the shapes [2] and [3], but all must match.": {
    _ = Tensor(stacking: [.zeros([2]), .zeros([3])])
  },

  // Products.
  "matmul: [2, 3] times [2, 3] is no matrix product. It takes [N, D] and [D, C]: "
    + "the columns of the left side are as many as the rows of the right side.": {
      _ = Tensor.zeros([2, 3]).matmul(.zeros([2, 3]))
    },
  "matmul: [2, 3] times [3] is no matrix product. It takes [N, D] and [D, C]: "
    + "the columns of the left side are as many as the rows of the right side.": {
      _ = Tensor.zeros([2, 3]).matmul(.zeros([3]))
    },
  "transposed() takes a matrix, but the shape is [3]. See permuted(_:).": {
    _ = Tensor.zeros([3]).transposed()
  },

  // Labels.
  "gather takes a matrix and a label for each of its rows, but the shape is [2, 3] and "
    + "the number of labels is 1.": { _ = Tensor.zeros([2, 3]).gather([0]) },
  "scatter takes a vector and a label for each element, but the shape is [2] and "
    + "the number of labels is 3.": { _ = Tensor.zeros([2]).scatter([0, 1, 2], classes: 3) },
  "Label 3 of row 1 is out of bounds: classes are 0 to 2.": {
    _ = Tensor.zeros([2, 3]).gather([0, 3])
  },
  "Label -1 of row 0 is out of bounds: classes are 0 to 3.": {
    _ = Tensor.zeros([1]).scatter([-1], classes: 4)
  },
  "Label 5 of row 0 is out of bounds: classes are 0 to 4.": {
    _ = Tensor.oneHot([5], classes: 5)
  },
  "labels(-1, classes: 2): there is no such number of labels or classes.": {
    var generator = SeededGenerator(seed: 0)
    _ = generator.labels(-1, classes: 2)
  },
  "labels(1, classes: 0): there is no such number of labels or classes.": {
    var generator = SeededGenerator(seed: 0)
    _ = generator.labels(1, classes: 0)
  },

  // Subscripts.
  outOfBounds([2], "[2]"): { _ = Tensor.zeros([2])[2] },
  outOfBounds([-1], "[2]"): { _ = Tensor.zeros([2])[-1] },
  outOfBounds([2, 0], "[2, 3]"): { _ = Tensor.zeros([2, 3])[2, 0] },
  outOfBounds([0, 3], "[2, 3]"): { _ = Tensor.zeros([2, 3])[0, 3] },
  outOfBounds([0, -1], "[2, 3]"): { _ = Tensor.zeros([2, 3])[0, -1] },
  outOfBounds([0, 3, 0], "[2, 3, 4]"): { _ = Tensor.zeros([2, 3, 4])[0, 3, 0] },
  outOfBounds([0, 0, 4], "[2, 3, 4]"): { _ = Tensor.zeros([2, 3, 4])[0, 0, 4] },
  outOfBounds([0, 0, 4, 0], "[2, 3, 4, 5]"): { _ = Tensor.zeros([2, 3, 4, 5])[0, 0, 4, 0] },
  outOfBounds([0, 0, 0, 5], "[2, 3, 4, 5]"): { _ = Tensor.zeros([2, 3, 4, 5])[0, 0, 0, 5] },
  outOfBounds([0, 0, 0, 0, 1], "[1, 1, 1, 1, 1]"): {
    _ = Tensor.zeros([1, 1, 1, 1, 1])[[0, 0, 0, 0, 1]]
  },
  outOfBounds([3], "[3]"): {
    var tensor = Tensor.zeros([3])
    tensor[3] = 1
  },
  outOfBounds([1, 2], "[2, 2]"): {
    var tensor = Tensor.zeros([2, 2])
    tensor[1, 2] = 1
  },
  outOfBounds([0, 1, 2], "[2, 2, 2]"): {
    var tensor = Tensor.zeros([2, 2, 2])
    tensor[0, 1, 2] = 1
  },
  outOfBounds([0, 2, 1, 1], "[2, 2, 2, 2]"): {
    var tensor = Tensor.zeros([2, 2, 2, 2])
    tensor[0, 2, 1, 1] = 1
  },
  "The index [5] does not fit the shape [2, 3]: it takes one number for each axis.": {
    _ = Tensor.zeros([2, 3])[5]
  },
  "The index [1, 0, 0, 0] does not fit the shape [2]: it takes one number for each axis.": {
    _ = Tensor.zeros([2])[1, 0, 0, 0]
  },
  "The index [0, 0] does not fit the shape []: it takes one number for each axis.": {
    _ = Tensor(1)[[0, 0]]
  },
  "6 is no place in a tensor of shape [2, 3], which has 6 elements.": {
    _ = Tensor.zeros([2, 3]).index(at: 6)
  },
  "-1 is no place in a tensor of shape [0, 3], which has 0 elements.": {
    _ = Tensor.zeros([0, 3]).index(at: -1)
  },

  // Stages.
  "Gates.swift:7: two lines are called \"q\".": {
    let stage = Stage()
    _ = stage.q(file: "Gates.swift", line: 5) { 1 } as Double
    _ = stage.q(file: "Gates.swift", line: 7) { 1 } as Double
  },
  "Gates.swift:12: the line \"dq\" is still to do.": {
    _ =
      Stage().dq(file: "Gates.swift", line: 9) {
        try todo(file: "Gates.swift", line: 12)
      } as Tensor
  },
  "Gates.swift:8: the line \"q\" failed: CancellationError()": {
    _ = Stage().q(file: "Gates.swift", line: 8) { throw CancellationError() } as Tensor
  },
  "upstream(of: \"out\"): no line called \"out\" comes before.": {
    _ = Stage().upstream(of: "out")
  },
  "The upstream gradient has shape [3], but \"out\" has shape [2]: a gradient has the shape of "
    + "its variable.": {
      let stage = Stage(upstream: .zeros([3]))
      _ = stage.out { Tensor.zeros([2]) } as Tensor
      _ = stage.upstream(of: "out")
    },
]

private func differ(_ name: String, _ a: String, _ b: String) -> String {
  "\(name): the shapes \(a) and \(b) differ. Nothing is broadcast: "
    + "expand or sum one side so that the shapes match."
}

private func outOfBounds(_ index: [Int], _ shape: String) -> String {
  "\(index) is out of bounds: the tensor has shape \(shape), and indices start at 0."
}

@Suite("Misuse")
struct MisuseTests {
  @Test("stops with a sentence that shows what is wrong", arguments: misuses.keys.sorted())
  func stops(sentence: String) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [sentence] in misuses[sentence]?()
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("Fatal error: \(sentence)\n"))
  }
}
