/// The axes of a tensor in another order.
///
/// Axes that stay neighbors count as one axis in memory, so there are seldom more than three. If
/// only the last two of them change places, that is the transpose of a matrix, or of several:
/// `[N, C, H, W]` to `[N, H, W, C]` transposes N matrices `[C, HW]`.
struct Permutation {
  /// The sizes in the old order, where neighbors that stay together have one size.
  private let sizes: [Int]

  /// The old axes in the new order.
  private let axes: [Int]

  /// - Parameters:
  ///   - shape: The sizes in the old order.
  ///   - axes: Each axis once, in the new order.
  init(of shape: [Int], _ axes: [Int]) {
    // For each group of axes that stay together, in the new order: its first axis, and its size.
    var firsts: [Int] = []
    var groups: [Int] = []
    for (place, axis) in axes.enumerated() {
      if place > 0, axis == axes[place - 1] + 1 {
        groups[groups.count - 1] *= shape[axis]
      } else {
        firsts.append(axis)
        groups.append(shape[axis])
      }
    }
    let order = firsts.indices.sorted { firsts[$0] < firsts[$1] }
    sizes = order.map { groups[$0] }
    self.axes = firsts.map { first in firsts.count { $0 < first } }
  }

  /// Copies the elements into the new order.
  func copy(_ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>) {
    switch axes {
    case [], [0]: target.initialize(from: source, count: sizes.reduce(1, *))
    case [1, 0]: Self.transpose(source, rows: sizes[0], columns: sizes[1], to: target)
    case [0, 2, 1]:
      let size = sizes[1] * sizes[2]
      Cores.split(sizes[0], of: size) { part in
        for place in part {
          Self.transpose(
            source + place * size, rows: sizes[1], columns: sizes[2], to: target + place * size)
        }
      }
    default: naive(source, to: target)
    }
  }

  /// Walks through the new order, the last axis in a loop and the others like an odometer.
  private func naive(_ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>) {
    var strides = [Int](repeating: 1, count: sizes.count)
    for axis in sizes.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * sizes[axis + 1]
    }
    let (newSizes, newStrides) = (axes.map { sizes[$0] }, axes.map { strides[$0] })
    let (run, step) = (newSizes[newSizes.count - 1], newStrides[newStrides.count - 1])
    var index = [Int](repeating: 0, count: sizes.count)
    var offset = 0
    for start in stride(from: 0, to: sizes.reduce(1, *), by: max(run, 1)) {
      for i in 0..<run { target[start &+ i] = source[offset &+ i &* step] }
      for axis in newSizes.indices.dropLast().reversed() {
        index[axis] += 1
        offset += newStrides[axis]
        if index[axis] < newSizes[axis] { break }
        offset -= newStrides[axis] * newSizes[axis]
        index[axis] = 0
      }
    }
  }

  /// Writes the rows of a matrix as columns. Eight rows are read side by side, so that the numbers
  /// written one after another fill a cache line of 64 bytes.
  static func transpose(
    _ source: UnsafePointer<Double>, rows: Int, columns: Int,
    to target: UnsafeMutablePointer<Double>
  ) {
    var row = 0
    while row + 8 <= rows {
      for column in 0..<columns {
        let (from, to) = (source + (row &* columns &+ column), target + (column &* rows &+ row))
        for i in 0..<8 { to[i] = from[i &* columns] }
      }
      row += 8
    }
    for row in row..<rows {
      for column in 0..<columns {
        target[column &* rows &+ row] = source[row &* columns &+ column]
      }
    }
  }
}
