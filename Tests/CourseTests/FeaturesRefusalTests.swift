import Features
import FlatBackprop
import Testing

/// What the functions of 14 refuse, under the exact sentence that they must stop with.
private let refusals: [String: @Sendable () -> Void] = [
  "polarTransform takes points [N, 2], but the shape is [4, 3].": {
    polarTransform(points: .zeros([4, 3]))
  },
  "colorHistogram takes images [N, 3, H, W], red, green and blue, but the shape is [2, 1, 4, 4].": {
    colorHistogram(images: .zeros([2, 1, 4, 4]), bins: 3)
  },
  "colorHistogram takes 1 bin or more, not 0.": {
    colorHistogram(images: .zeros([2, 3, 4, 4]), bins: 0)
  },
  "A cell of 8 × 8 pixels does not fit into 7 × 20: take one of 1 to 7.": {
    orientedGradientCount(height: 7, width: 20, cell: 8, bins: 9)
  },
  "A cell of 0 × 0 pixels does not fit into 7 × 20: take one of 1 to 7.": {
    orientedGradients(images: .zeros([1, 1, 7, 20]), cell: 0, bins: 9)
  },
  "A cell has 1 bin or more, not 0.": {
    orientedGradients(images: .zeros([1, 1, 7, 20]), cell: 7, bins: 0)
  },
  "Distances are between rows of the same length, but the shapes are [2, 3] and [4, 5].": {
    squaredDistances(from: .zeros([2, 3]), to: .zeros([4, 5]))
  },
  "Distances are between rows of the same length, but the shapes are [3] and [4, 3].": {
    squaredDistancesByLoops(from: .zeros([3]), to: .zeros([4, 3]))
  },
  "Patches are cut from images [N, C, H, W], but the shape is [5, 5].": {
    imagePatches(images: .zeros([5, 5]), size: 2, stride: 1)
  },
  "A patch of 6 × 6 pixels does not fit into 5 × 8: take one of 1 to 5.": {
    imagePatches(images: .zeros([1, 1, 5, 8]), size: 6, stride: 1)
  },
  "Patches lie 1 pixel apart or more, not 0.": {
    imagePatches(images: .zeros([1, 1, 5, 8]), size: 2, stride: 0)
  },
  "A codebook is a matrix [K, D] of 1 word or more, but the shape is [0, 4].": {
    codebook(patches: .zeros([3, 4]), words: .zeros([0, 4]))
  },
  "Every training example has a label, but there are 3 examples and 2 labels.": {
    nearestNeighbors(train: .zeros([3, 2]), labels: [0, 1], test: .zeros([1, 2]), k: 1)
  },
  "k = 4 neighbors cannot be found among 3 examples: take 1 to 3.": {
    nearestNeighbors(train: .zeros([3, 2]), labels: [0, 1, 1], test: .zeros([1, 2]), k: 4)
  },
  "k = 0 neighbors cannot be found among 3 examples: take 1 to 3.": {
    nearestNeighbors(train: .zeros([3, 2]), labels: [0, 1, 1], test: .zeros([1, 2]), k: 0)
  },
]

@Suite("14 features: what cannot be")
struct FeaturesRefusalTests {
  @Test("is refused with a sentence", arguments: refusals.keys.sorted())
  func refuses(sentence: String) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [sentence] in refusals[sentence]?()
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("Fatal error: \(sentence)\n"))
  }
}
