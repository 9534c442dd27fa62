import FlatBackprop

// Distances, visual words and nearest neighbors.

extension Mutants {
  private static let loops = Site("14-features", "squaredDistancesByLoops")
  private static let product = Site("14-features", "squaredDistances")
  private static let patches = Site("14-features", "imagePatches")
  private static let step = Site("14-features", "codebookStep")
  private static let book = Site("14-features", "codebook")
  private static let bag = Site("14-features", "bagOfWords")
  private static let neighbors = Site("14-features", "nearestNeighbors")

  static let wordsMistakes: [Mutant] = [
    loops.mistake("distances", "the last difference", cause: "only on cases where D is 1") {
      squaredDistances($0["a"], $0["b"]) { $1 }
    },
    loops.mistake("distances", "not squared", cause: "") { values in
      let (a, b) = (values["a"], values["b"])
      return a.sum(axis: 1).expand(axis: 1, count: b.shape[0])
        - b.sum(axis: 1).expand(axis: 0, count: a.shape[0])
    },
    loops.mistake("distances", "with the root", cause: "the square root of what it should be") {
      sqrt(squaredDistances($0["a"], $0["b"]))
    },
    loops.mistake("distances", "from b to a", cause: "it is transposed") {
      squaredDistances($0["b"], $0["a"])
    },
    product.mistake("aSquares", "not squared", cause: "this is the sum of \"a\" along axis 1") {
      $0["a"].sum(axis: 1)
    },
    product.mistake("bSquares", "down the columns", cause: "") {
      pow($0["b"], 2).sum(axis: 0)
    },
    product.mistake("bSquares", "of a", cause: "does not use \"b\"") {
      pow($0["a"], 2).sum(axis: 1)
    },
    product.mistake("products", "the wrong way round", cause: "it is transposed") {
      $0["b"].matmul($0["a"].transposed())
    },
    product.mistake(
      "distances", "the products once", cause: "it is right with twice \"products\" in its place"
    ) {
      $0.squares - $0["products"]
    },
    product.mistake("distances", "the products added", cause: "with the wrong sign") {
      $0.squares + 2 * $0["products"]
    },
    product.mistake("distances", "no squares of b", cause: "does not use \"bSquares\"") {
      $0["aSquares"].expand(axis: 1, count: $0["b"].shape[0]) - 2 * $0["products"]
    },
    patches.mistake("windows", "every place", cause: "only on cases where \"stride\" is 1") {
      $0["images"].columns(height: $0.integer("size"), width: $0.integer("size"), stride: 1)
    },
    patches.mistake("means", "the sums", cause: "this is the sum of \"windows\" along axis 1") {
      $0["windows"].sum(axis: 1)
    },
    patches.mistake("patches", "added", cause: "\"means\" goes in with the wrong sign") {
      $0["windows"] + $0["means"].expand(axis: 1, count: $0["windows"].shape[1])
    },
    patches.mistake("patches", "with their means", cause: "does not use \"means\"") {
      $0["windows"]
    },
    step.mistake("nearest", "the farthest", cause: "\"distances\" goes in with the wrong sign") {
      .oneHot($0["distances"].argmax(axis: 1), classes: $0["words"].shape[0])
    },
    step.mistake("nearest", "the last of equals", cause: "some stand in each other's place") {
      values in
      values.nearestOfEquals { $0 <= $1 }
    },
    step.mistake("counts", "of each patch", cause: "axis") { $0["nearest"].sum(axis: 1) },
    step.mistake("newWords", "empty words at 0", cause: "does not use \"words\"") {
      $0["sums"] / max($0["counts"], 1).expand(axis: 1, count: $0["words"].shape[1])
    },
    step.mistake("newWords", "sums", cause: "") {
      let isUsed = ($0["counts"] .> 0).expand(axis: 1, count: $0["words"].shape[1])
      return isUsed * $0["sums"] + (1 - isUsed) * $0["words"]
    },
    step.mistake("newWords", "over all patches", cause: "") {
      let isUsed = ($0["counts"] .> 0).expand(axis: 1, count: $0["words"].shape[1])
      return isUsed * $0["sums"] / Double($0["patches"].shape[0]) + (1 - isUsed) * $0["words"]
    },
    book.mistake("finalWords", "one step", cause: "") { $0.words(after: 1) },
    book.mistake("finalWords", "a step too many", cause: "") {
      $0.words(after: $0.integer("limit") + 1)
    },
    bag.mistake("patches", "with their means", cause: "") {
      $0["images"].columns(
        height: $0.integer("size"), width: $0.integer("size"), stride: $0.integer("stride"))
    },
    bag.mistake("nearest", "the farthest", cause: "\"distances\" goes in with the wrong sign") {
      .oneHot($0["distances"].argmax(axis: 1), classes: $0["codebook"].shape[0])
    },
    bag.mistake("nearest", "by their nearness", cause: "each row should sum to 1") {
      1 / (1 + $0["distances"])
    },
    bag.mistake("histogram", "not shared", cause: "is it scaled as it should be?") { values in
      let (n, places) = values.bagSizes
      return values["nearest"].reshaped([n, places, values["nearest"].shape[1]]).sum(axis: 1)
    },
    bag.mistake("histogram", "of all images together", cause: "") { values in
      let (n, _) = values.bagSizes
      let nearest = values["nearest"]
      return (nearest.sum(axis: 0) / Double(nearest.shape[0])).expand(axis: 0, count: n)
    },
    neighbors.mistake("distances", "with the root", cause: "the square root of what it should be") {
      sqrt(squaredDistances($0["test"], $0["train"]))
    },
    neighbors.mistake(
      "neighbors", "the farthest", cause: "\"distances\" goes in with the wrong sign"
    ) { $0.neighbors { $0 > $1 } },
    neighbors.mistake("neighbors", "the later of equals", cause: "some stand in each other's place")
    { $0.neighbors { $0 <= $1 } },
    neighbors.mistake("neighbors", "the nearest alone", cause: "only on cases where \"k\" is 1") {
      $0.neighbors(1) { $0 < $1 }
    },
    neighbors.mistake("votes", "of all examples", cause: "does not use \"neighbors\"") { values in
      values.everyVote.sum(axis: 0).expand(axis: 0, count: values["test"].shape[0])
    },
    neighbors.mistake(
      "predictions", "how many votes", cause: ""
    ) { $0["votes"].max(axis: 1) },
    neighbors.mistake("predictions", "the last of equals", cause: "") { values in
      let votes = values["votes"]
      return Tensor(
        (0..<votes.shape[0]).map { row in
          Double((0..<votes.shape[1]).reduce(0) { votes[row, $1] >= votes[row, $0] ? $1 : $0 })
        })
    },
  ]

  static let wordsVariants: [Mutant] = [
    loops.variant("distances", "row by row") { values in
      let (a, b) = (values["a"], values["b"])
      return Tensor(
        stacking: (0..<a.shape[0]).map { i in
          let difference = a.slice(axis: 0, at: i).expand(axis: 0, count: b.shape[0]) - b
          return (difference * difference).sum(axis: 1)
        })
    },
    product.variant("products", "the transposed product") {
      $0["b"].matmul($0["a"].transposed()).transposed()
    },
    product.variant("distances", "never below 0") { max(0, $0.squares - 2 * $0["products"]) },
    patches.variant("means", "by a matrix product") {
      let length = $0["windows"].shape[1]
      return $0["windows"].matmul(.ones([length, 1])).slice(axis: 1, at: 0) / Double(length)
    },
    step.variant("distances", "by loops") { squaredDistances($0["patches"], $0["words"]) },
    step.variant("nearest", "by loops") { values in values.nearestOfEquals { $0 < $1 } },
    step.variant("newWords", "word by word") { values in
      var words = values["words"]
      for k in 0..<words.shape[0] where values["counts"][k] > 0 {
        for i in 0..<words.shape[1] {
          words[k, i] = values["sums"][k, i] / values["counts"][k]
        }
      }
      return words
    },
    book.variant("finalWords", "always to the limit") { $0.words(after: $0.integer("limit")) },
    bag.variant("histogram", "patch by patch") { values in
      let (n, places) = values.bagSizes
      let nearest = values["nearest"]
      var histogram = Tensor.zeros([n, nearest.shape[1]])
      for patch in 0..<nearest.shape[0] {
        for word in 0..<nearest.shape[1] {
          histogram[patch / places, word] += nearest[patch, word] / Double(places)
        }
      }
      return histogram
    },
    neighbors.variant("neighbors", "one after the other") { $0.neighbors { $0 < $1 } },
    neighbors.variant("votes", "by loops") { values in
      let (neighbors, every) = (values["neighbors"], values.everyVote)
      var votes = Tensor.zeros([neighbors.shape[0], every.shape[1]])
      for i in 0..<neighbors.shape[0] {
        for j in 0..<neighbors.shape[1] {
          for c in 0..<every.shape[1] { votes[i, c] += neighbors[i, j] * every[j, c] }
        }
      }
      return votes
    },
  ]
}

/// - Parameter add: What becomes of the sum so far and of the next squared difference.
private func squaredDistances(
  _ a: Tensor, _ b: Tensor, _ add: (Double, Double) -> Double = { $0 + $1 }
) -> Tensor {
  var distances = Tensor.zeros([a.shape[0], b.shape[0]])
  for i in 0..<a.shape[0] {
    for j in 0..<b.shape[0] {
      for k in 0..<a.shape[1] {
        let difference = a[i, k] - b[j, k]
        distances[i, j] = add(distances[i, j], difference * difference)
      }
    }
  }
  return distances
}

extension Values {
  /// The squares of both sides: `[M, N]`.
  fileprivate var squares: Tensor {
    self["aSquares"].expand(axis: 1, count: self["b"].shape[0])
      + self["bSquares"].expand(axis: 0, count: self["a"].shape[0])
  }

  /// The nearest word by a comparison of distances.
  /// - Parameter isNearer: Whether a later word takes the place of the one found so far.
  fileprivate func nearestOfEquals(_ isNearer: (Double, Double) -> Bool) -> Tensor {
    let distances = self["distances"]
    let labels = (0..<distances.shape[0]).map { row in
      (0..<distances.shape[1]).reduce(0) {
        $1 > 0 && isNearer(distances[row, $1], distances[row, $0]) ? $1 : $0
      }
    }
    return .oneHot(labels, classes: distances.shape[1])
  }

  /// The words after some steps of k-means.
  fileprivate func words(after steps: Int) -> Tensor {
    let patches = self["patches"]
    var words = self["words"]
    for _ in 0..<steps {
      var (sums, counts) = (
        Tensor.zeros(words.shape), [Double](repeating: 0, count: words.shape[0])
      )
      let labels = (-squaredDistances(patches, words)).argmax(axis: 1)
      for (patch, word) in labels.enumerated() {
        counts[word] += 1
        for i in 0..<words.shape[1] { sums[word, i] += patches[patch, i] }
      }
      for word in 0..<words.shape[0] where counts[word] > 0 {
        for i in 0..<words.shape[1] { words[word, i] = sums[word, i] / counts[word] }
      }
    }
    return words
  }

  /// The number of images, and of patches in each.
  fileprivate var bagSizes: (n: Int, places: Int) {
    let n = self["images"].shape[0]
    return (n, self["nearest"].shape[0] / n)
  }

  /// Examples taken one after the other, each the first by a comparison of distances.
  fileprivate func neighbors(_ k: Int? = nil, _ isBefore: (Double, Double) -> Bool) -> Tensor {
    let distances = self["distances"]
    var neighbors = Tensor.zeros(distances.shape)
    for i in 0..<distances.shape[0] {
      var left = Array(0..<distances.shape[1])
      for _ in 0..<(k ?? integer("k")) {
        let place = left.indices.reduce(0) {
          $1 > 0 && isBefore(distances[i, left[$1]], distances[i, left[$0]]) ? $1 : $0
        }
        neighbors[i, left.remove(at: place)] = 1
      }
    }
    return neighbors
  }

  /// Each training example's vote for its own class.
  fileprivate var everyVote: Tensor {
    let labels = self["labels"].elements.map { Int($0) }
    return .oneHot(labels, classes: (labels.max() ?? 0) + 1)
  }
}
