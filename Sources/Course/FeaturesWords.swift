import Features
import FlatBackprop
import Runner

extension Course {
  /// The second half of 14: visual words, and nearest neighbors.
  static let wordsAndNeighbors: [Function] = [
    Function(
      "imagePatches",
      inputs: [.tensor("images", "N C H W"), .integer("size"), .integer("stride")],
      cases: [
        // The windows' means are 3, 4, 6 and 7, and every patch is −2, −1, 1, 2.
        Case("brightness that rises evenly") { _ in
          [
            "images": Tensor(shape: [1, 1, 3, 3], (1...9).map { Double($0) }), "size": Tensor(2),
            "stride": Tensor(1),
          ]
        },
        Case("random") {
          ["images": .normal([4, 3, 5, 6], using: &$0), "size": Tensor(2), "stride": Tensor(2)]
        },
        Case("one image, one patch") {
          ["images": .normal([1, 2, 3, 3], using: &$0), "size": Tensor(3), "stride": Tensor(1)]
        },
      ]
    ) {
      imagePatches(
        images: $0["images"], size: $0.integer("size"), stride: $0.integer("stride"), stage: $1)
    },
    Function(
      "codebookStep",
      inputs: [.tensor("patches", "P D"), .tensor("words", "K D")], uses: ["squaredDistances"],
      cases: [
        // Two patches for each word, which move to (1, 0) and (9, 1).
        Case("a step to check by hand") { _ in
          [
            "patches": Tensor([[0, 0], [2, 0], [8, 0], [10, 2]]),
            "words": Tensor([[0, 1], [8, 2]]),
          ]
        },
        // The patches at 2 belong to the first word, which moves to 1, and that at 6 to the second,
        // which moves to 5. Nothing belongs to the third, which stays.
        Case("patches between words, and a word without patches") { _ in
          ["patches": Tensor([[-1], [2], [2], [4], [6]]), "words": Tensor([[1], [3], [9]])]
        },
        Case("random") {
          ["patches": .normal([9, 4], using: &$0), "words": .normal([3, 4], using: &$0)]
        },
        Case("one word") {
          ["patches": .normal([4, 2], using: &$0), "words": .normal([1, 2], using: &$0)]
        },
        Case("one patch") {
          ["patches": .normal([1, 3], using: &$0), "words": .normal([4, 3], using: &$0)]
        },
      ]
    ) {
      codebookStep(patches: $0["patches"], words: $0["words"], stage: $1)
    },
    Function(
      "codebook",
      inputs: [.tensor("patches", "P D"), .tensor("words", "K D"), .integer("limit")],
      uses: ["codebookStep"],
      cases: [
        // 0, 8; ½, 10⅓; 2, 13; 3, 20: then nothing changes any more.
        Case("four steps to the end") { _ in line(limit: 100) },
        Case("stopped after two of them") { _ in line(limit: 2) },
        Case("no step") { _ in line(limit: 0) },
        Case("random") {
          [
            "patches": .normal([12, 3], using: &$0), "words": .normal([4, 3], using: &$0),
            "limit": Tensor(50),
          ]
        },
        Case("as many words as patches") { random in
          let patches = Tensor.normal([3, 2], using: &random)
          return ["patches": patches, "words": patches, "limit": Tensor(5)]
        },
      ]
    ) {
      codebook(
        patches: $0["patches"], words: $0["words"], limit: $0.integer("limit"), stage: $1)
    },
    Function(
      "bagOfWords",
      inputs: [
        .tensor("images", "N C H W"), .tensor("codebook", "K D"), .integer("size"),
        .integer("stride"),
      ], uses: ["imagePatches", "squaredDistances"],
      cases: [
        // Two of the four patches are flat, and two are an upright edge: ½, ½, 0.
        Case("an upright edge") { _ in
          [
            "images": Tensor(shape: [1, 1, 3, 3], [0, 0, 1, 0, 0, 1, 0, 0, 1]),
            "codebook": Tensor([[0, 0, 0, 0], [-0.5, 0.5, -0.5, 0.5], [0.5, 0.5, -0.5, -0.5]]),
            "size": Tensor(2), "stride": Tensor(1),
          ]
        },
        Case("random") {
          [
            "images": .normal([3, 1, 4, 5], using: &$0), "codebook": .normal([5, 4], using: &$0),
            "size": Tensor(2), "stride": Tensor(1),
          ]
        },
        Case("three channels, stride 2") {
          [
            "images": .normal([4, 3, 5, 6], using: &$0), "codebook": .normal([7, 12], using: &$0),
            "size": Tensor(2), "stride": Tensor(2),
          ]
        },
        // Every patch is flat, and equally near to both words.
        Case("one image of one color, a tie") { _ in
          [
            "images": Tensor(repeating: 0.5, shape: [1, 1, 3, 4]),
            "codebook": Tensor([[1, 0, 0, -1], [0, 1, -1, 0]]), "size": Tensor(2),
            "stride": Tensor(1),
          ]
        },
      ]
    ) {
      bagOfWords(
        images: $0["images"], codebook: $0["codebook"], size: $0.integer("size"),
        stride: $0.integer("stride"), stage: $1)
    },
    Function(
      "nearestNeighbors",
      inputs: [
        .tensor("train", "N D"), .labels("labels"), .tensor("test", "M D"), .integer("k"),
      ], uses: ["squaredDistances"],
      cases: [
        // Squared distances 2, 1, 5, 13, 13, then 5, 2, 2, 8, 10, then 13, 8, 0, 2, 4.
        Case("neighbors to check by hand") { _ in
          [
            "train": Tensor([[1, 1], [2, 1], [4, 3], [5, 4], [4, 5]]),
            "labels": Tensor(labels: [0, 0, 1, 1, 1]), "test": Tensor([[2, 2], [3, 2], [4, 3]]),
            "k": Tensor(3),
          ]
        },
        Case("random") { random in
          [
            "train": .normal([8, 3], using: &random),
            "labels": Tensor(labels: random.labels(8, classes: 4)),
            "test": .normal([5, 3], using: &random), "k": Tensor(3),
          ]
        },
        // Both neighbors are 1 away, and the earlier one is of class 1.
        Case("two examples equally near, k = 1") { _ in
          [
            "train": Tensor([[4], [-1], [1]]), "labels": Tensor(labels: [0, 1, 0]),
            "test": Tensor([[0]]), "k": Tensor(1),
          ]
        },
        // Two votes for class 2, which is nearer, and two for class 1, whose index is smaller.
        Case("two classes with equally many votes, k = n") { _ in
          [
            "train": Tensor([[0, 1], [1, 0], [3, 0], [0, 3]]),
            "labels": Tensor(labels: [2, 2, 1, 1]), "test": Tensor([[0, 0]]), "k": Tensor(4),
          ]
        },
        Case("one training example") { random in
          [
            "train": .normal([1, 2], using: &random), "labels": Tensor(labels: [2]),
            "test": .normal([3, 2], using: &random), "k": Tensor(1),
          ]
        },
      ]
    ) {
      nearestNeighbors(
        train: $0["train"], labels: $0.labels("labels"), test: $0["test"], k: $0.integer("k"),
        stage: $1)
    },
  ]

  /// Five patches on a line, and words at the first two of them.
  private static func line(limit: Double) -> [String: Tensor] {
    [
      "patches": Tensor([[0], [1], [5], [6], [20]]), "words": Tensor([[0], [1]]),
      "limit": Tensor(limit),
    ]
  }
}
