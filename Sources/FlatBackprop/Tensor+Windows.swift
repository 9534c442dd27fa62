// Windows that slide over images `[N, C, H, W]`. Apart from adding up where windows overlap, these
// functions only move data: `padded` and `cropped`, and `columns` and `addingColumns`, are each
// other's backward pass.

extension Tensor {
  /// Adds a border of zeros to each image: height and width grow by `2 * padding`.
  public func padded(_ padding: Int) -> Tensor {
    let (n, c, h, w) = imageSizes("padded")
    if padding < 0 { misuse("padded(\(padding)): the padding is negative.") }
    var result = Tensor.zeros([n, c, h + 2 * padding, w + 2 * padding])
    let wide = w + 2 * padding
    storage.withUnsafeBufferPointer { source in
      result.storage.withUnsafeMutableBufferPointer { target in
        for map in 0..<(n * c) {
          for row in 0..<h {
            let from = (map * h + row) * w
            let to = (map * (h + 2 * padding) + row + padding) * wide + padding
            for i in 0..<w { target[to &+ i] = source[from &+ i] }
          }
        }
      }
    }
    return result
  }

  /// Removes a border from each image: height and width shrink by `2 * padding`.
  public func cropped(_ padding: Int) -> Tensor {
    let (n, c, h, w) = imageSizes("cropped")
    guard padding >= 0, 2 * padding <= h, 2 * padding <= w else {
      misuse("cropped(\(padding)): images of \(h) × \(w) have no such border.")
    }
    let (high, wide) = (h - 2 * padding, w - 2 * padding)
    var result: [Double] = []
    result.reserveCapacity(n * c * high * wide)
    for map in 0..<(n * c) {
      for row in 0..<high {
        let from = (map * h + row + padding) * w + padding
        result += elements[from..<(from + wide)]
      }
    }
    return Tensor(shape: [n, c, high, wide], result)
  }

  /// Every window as a row (often called *im2col*).
  ///
  /// Images `[N, C, H, W]` give `[N · rows · columns, C · height · width]`: a row for each image
  /// and each position of the window, in reading order, that holds the window's elements, channel
  /// by channel. Here `rows` is `(H − height) / stride + 1` and `columns` is
  /// `(W − width) / stride + 1`, with quotients rounded down: windows that would stick out are left
  /// out.
  public func columns(height: Int, width: Int, stride: Int) -> Tensor {
    let places = WindowPlaces(self, height: height, width: width, stride: stride, "columns")
    let count = places.rows * places.length
    let result = [Double](unsafeUninitializedCapacity: count) { target, filled in
      storage.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        places.split { part in
          places.forEachRun(in: part) { image, column, length in
            for i in 0..<length { target[column &+ i] = source[image &+ i] }
          }
        }
      }
      filled = count
    }
    return Tensor(fitting: [places.rows, places.length], result)
  }

  /// Adds every row of this matrix to the window that it stands for, in images of zeros (often
  /// called *col2im*): the backward pass of ``columns(height:width:stride:)``. Where windows
  /// overlap, their elements add up.
  /// - Parameters:
  ///   - shape: The shape `[N, C, H, W]` of the images.
  ///   - height: The height of a window.
  ///   - width: Its width.
  ///   - stride: How far a window moves from one position to the next, down and across, in
  ///     elements.
  public func addingColumns(to shape: [Int], height: Int, width: Int, stride: Int) -> Tensor {
    var result = Tensor.zeros(shape)
    let places = WindowPlaces(result, height: height, width: width, stride: stride, "addingColumns")
    guard self.shape == [places.rows, places.length] else {
      misuse(
        "addingColumns: images of shape \(shape) have columns of shape "
          + "\([places.rows, places.length]), but these have shape \(self.shape).")
    }
    storage.withUnsafeBufferPointer { source in
      result.storage.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        places.split { part in
          places.forEachRun(in: part) { image, column, length in
            for i in 0..<length { target[image &+ i] += source[column &+ i] }
          }
        }
      }
    }
    return result
  }

  func imageSizes(_ name: String) -> (n: Int, c: Int, h: Int, w: Int) {
    guard rank == 4 else { misuse("\(name) takes images [N, C, H, W], but the shape is \(shape).") }
    return (shape[0], shape[1], shape[2], shape[3])
  }
}

/// Where the windows of some images are.
private struct WindowPlaces {
  let n: Int, c: Int, h: Int, w: Int
  let height: Int, width: Int, stride: Int
  let down: Int, across: Int

  var rows: Int { n * down * across }
  var length: Int { c * height * width }

  init(_ images: Tensor, height: Int, width: Int, stride: Int, _ name: String) {
    (n, c, h, w) = images.imageSizes(name)
    guard height > 0, width > 0, stride > 0 else {
      misuse("\(name): a window of \(height) × \(width), stride \(stride), must be positive.")
    }
    guard height <= h, width <= w else {
      misuse("\(name): a window of \(height) × \(width) does not fit into images of \(h) × \(w).")
    }
    (self.height, self.width, self.stride) = (height, width, stride)
    down = (h - height) / stride + 1
    across = (w - width) / stride + 1
  }

  /// Goes through the images in parts that do not overlap, on several cores if that pays off.
  func split(_ body: (_ images: Range<Int>) -> Void) {
    Cores.split(n, of: down * across * length, body)
  }

  /// Calls `body` for every row of every window of some images: where it starts in the images,
  /// where it starts in the columns, and how long it is. The rows come in the order of the columns.
  @inline(__always)
  func forEachRun(
    in images: Range<Int>, _ body: (_ image: Int, _ column: Int, _ length: Int) -> Void
  ) {
    // The usual widths are written out: for a length that it knows, the compiler needs no loop.
    switch width {
    case 2: forEachRun(of: 2, in: images, body)
    case 3: forEachRun(of: 3, in: images, body)
    case 5: forEachRun(of: 5, in: images, body)
    default: forEachRun(of: width, in: images, body)
    }
  }

  @inline(__always)
  private func forEachRun(
    of length: Int, in images: Range<Int>,
    _ body: (_ image: Int, _ column: Int, _ length: Int) -> Void
  ) {
    var column = images.lowerBound * down * across * self.length
    for image in images {
      for y in 0..<down {
        for x in 0..<across {
          var map = (image * c * h + y * stride) * w + x * stride
          for _ in 0..<c {
            var start = map
            for _ in 0..<height {
              body(start, column, length)
              start &+= w
              column &+= length
            }
            map &+= h &* w
          }
        }
      }
    }
  }
}
