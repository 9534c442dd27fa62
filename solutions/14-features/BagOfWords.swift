import FlatBackprop

/// Small windows of images, each without its mean brightness: what the words of a codebook are made
/// from.
/// - Parameters:
///   - images: `[N, C, H, W]`.
///   - size: S, the height and width of a patch in pixels.
///   - stride: How far apart patches lie, down and across, at least 1. What would stick out is left
///     out.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[N · P, C · S · S]`, a row for each of the P patches of an image, image by image.
@discardableResult
public func imagePatches(
  images: Tensor, size: Int, stride: Int, stage: Stage = Stage()
) -> Tensor {
  requireWindows(images, size: size, stride: stride)
  let length = images.shape[1] * size * size

  // A row for every window, image by image in reading order: [N · P, C · S · S].
  let windows = stage.windows { images.columns(height: size, width: size, stride: stride) }
  // The mean of every window: [N · P].
  let means = stage.means { windows.sum(axis: 1) / Double(length) }
  // Every window without its mean: [N · P, C · S · S].
  let patches = stage.patches { windows - means.expand(axis: 1, count: length) }
  return patches
}

/// A bag of visual words: which words an image's patches are nearest to, wherever they are.
/// - Parameters:
///   - images: `[N, C, H, W]`.
///   - codebook: `[K, C · S · S]`, the words.
///   - size: S, the height and width of a patch in pixels.
///   - stride: How far apart patches lie, down and across, at least 1.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[N, K]`, the share of an image's patches that each word has.
@discardableResult
public func bagOfWords(
  images: Tensor, codebook: Tensor, size: Int, stride: Int, stage: Stage = Stage()
) -> Tensor {
  requireWords(codebook)
  let (n, k) = (images.shape[0], codebook.shape[0])

  // The images' patches, by the function above: [N · P, C · S · S].
  let patches = stage.patches { imagePatches(images: images, size: size, stride: stride) }
  // Every patch's squared distance from every word, by the function without loops: [N · P, K].
  let distances = stage.distances { squaredDistances(from: patches, to: codebook) }
  // 1 at the word nearest to a patch, the first of equals, and 0 at the others: [N · P, K].
  let nearest = stage.nearest { .oneHot((-distances).argmax(axis: 1), classes: k) }
  // How many of an image's patches each word has, as a share of them all: [N, K].
  let histogram = stage.histogram {
    let places = nearest.shape[0] / n
    return nearest.reshaped([n, places, k]).sum(axis: 1) / Double(places)
  }
  return histogram
}
