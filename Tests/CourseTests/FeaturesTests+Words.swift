import Features
import FlatBackprop
import Foundation
import TestSupport
import Testing

// Patches, words, bags of them, and neighbors.

extension FeaturesTests {
  @Test("cuts patches that do not know how bright they are")
  func patches() {
    let image = Tensor(shape: [1, 1, 3, 3], (1...9).map { Double($0) })
    let patches = imagePatches(images: image, size: 2, stride: 1)
    #expect(patches == Tensor([-2, -1, 1, 2]).expand(axis: 0, count: 4))
    #expect(imagePatches(images: image + 8, size: 2, stride: 1) == patches)
  }

  @Test("moves words to the mean of their patches, and leaves a word without patches")
  func step() {
    #expect(
      codebookStep(
        patches: Tensor([[-1], [2], [2], [4], [6]]), words: Tensor([[1], [3], [9]]))
        == Tensor([[1], [5], [9]]))
  }

  @Test("comes to the end of the handout in four steps, and stops earlier where it is told to")
  func codebooks() {
    let patches = Tensor([[0], [1], [5], [6], [20]])
    let ends = (0...6).map { limit in
      codebook(patches: patches, words: Tensor([[0], [1]]), limit: limit)
    }
    #expect(ends[0] == Tensor([[0], [1]]))
    #expect(ends[1] == Tensor([[0], [8]]))
    expectClose(ends[2], Tensor([[0.5], [31.0 / 3]]))
    #expect(ends[3] == Tensor([[2], [13]]))
    #expect(ends[4...].allSatisfy { $0 == Tensor([[3], [20]]) })
  }

  @Test("never gets worse from step to step")
  func descent() {
    var random = SeededGenerator(seed: 5)
    let patches = Tensor.normal([200, 5], using: &random)
    var words = patches.rows(Array(0..<8))
    var costs: [Double] = []
    for _ in 0..<30 {
      costs.append(-(-squaredDistances(from: patches, to: words)).max(axis: 1).sum())
      words = codebookStep(patches: patches, words: words)
    }
    #expect(zip(costs, costs.dropFirst()).allSatisfy { $1 <= $0 + 1e-9 })
    #expect(costs.last! < 0.8 * costs[0])
  }

  @Test("fills a bag with the handout's words, in whatever place they stand")
  func bags() {
    let edge = Tensor(shape: [1, 1, 3, 3], [0, 0, 1, 0, 0, 1, 0, 0, 1])
    let words = Tensor([[0, 0, 0, 0], [-0.5, 0.5, -0.5, 0.5], [0.5, 0.5, -0.5, -0.5]])
    #expect(
      bagOfWords(images: edge, codebook: words, size: 2, stride: 1) == Tensor([[0.5, 0.5, 0]]))
    let shifted = Tensor(shape: [1, 1, 3, 3], [0, 1, 1, 0, 1, 1, 0, 1, 1])
    #expect(
      bagOfWords(images: shifted, codebook: words, size: 2, stride: 1) == Tensor([[0.5, 0.5, 0]]))
  }

  @Test("lets the nearest neighbors vote, ties settled as it is stated")
  func neighbors() {
    let train = Tensor([[1, 1], [2, 1], [4, 3], [5, 4], [4, 5]])
    let test = Tensor([[2, 2], [3, 2], [4, 3]])
    #expect(
      nearestNeighbors(train: train, labels: [0, 0, 1, 1, 1], test: test, k: 3) == [0, 0, 1])
    #expect(
      nearestNeighbors(train: train, labels: [0, 0, 1, 1, 1], test: test, k: 5) == [1, 1, 1])
    let line = Tensor([[4], [-1], [1]])
    #expect(nearestNeighbors(train: line, labels: [0, 1, 0], test: Tensor([[0]]), k: 1) == [1])
    #expect(nearestNeighbors(train: line, labels: [2, 2, 0], test: Tensor([[0]]), k: 2) == [0])
  }

  @Test("knows every example that it was given")
  func itself() {
    var random = SeededGenerator(seed: 6)
    let train = Tensor.normal([30, 4], using: &random)
    let labels = random.labels(30, classes: 5)
    #expect(nearestNeighbors(train: train, labels: labels, test: train, k: 1) == labels)
  }
}
