import FlatBackprop

/// One step of k-means: every patch belongs to the word nearest to it, and every word moves to the
/// mean of its patches.
/// - Parameters:
///   - patches: `[P, D]`, a patch a row.
///   - words: `[K, D]`, the words before the step.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[K, D]`, the words after it.
@discardableResult
public func codebookStep(patches: Tensor, words: Tensor, stage: Stage = Stage()) -> Tensor {
  requireWords(words)
  let (k, d) = (words.shape[0], words.shape[1])

  // Every patch's squared distance from every word, by the function above: [P, K].
  let distances = stage.distances { try todo() }
  // 1 at the word nearest to a patch, the first of equals, and 0 at the others: [P, K].
  let nearest = stage.nearest { try todo() }
  // How many patches each word has: [K].
  let counts = stage.counts { try todo() }
  // The sum of each word's patches: one matrix product: [K, D].
  let sums = stage.sums { try todo() }
  // The mean of each word's patches; a word that has none stays where it was: [K, D].
  let newWords = stage.newWords { try todo() }
  return newWords
}

/// A codebook of visual words: k-means from some first words to its end.
/// - Parameters:
///   - patches: `[P, D]`, a patch a row.
///   - words: `[K, D]`, the first words.
///   - limit: How many steps to take at most.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[K, D]`, the words in the end.
@discardableResult
public func codebook(
  patches: Tensor, words: Tensor, limit: Int = 100, stage: Stage = Stage()
) -> Tensor {
  requireWords(words)
  // The words after step upon step, until a step changes none of them any more, but after `limit`
  // steps at most: [K, D].
  let finalWords = stage.finalWords { try todo() }
  return finalWords
}
