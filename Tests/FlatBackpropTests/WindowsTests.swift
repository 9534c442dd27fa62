import FlatBackprop
import Testing

@Suite("Windows, against naive twins")
struct WindowsTests {
  /// Images and windows: shape, window height and width, stride.
  static let windows: [(shape: [Int], height: Int, width: Int, stride: Int)] = [
    ([1, 1, 3, 3], 2, 2, 1),
    ([2, 3, 4, 5], 3, 2, 1),
    ([2, 1, 7, 7], 3, 3, 2),
    ([1, 2, 5, 8], 2, 3, 3),
    ([3, 2, 2, 4], 1, 1, 1),
    ([1, 3, 4, 2], 4, 2, 1),
    ([2, 2, 3, 9], 1, 5, 2),
    ([1, 1, 6, 6], 2, 2, 5),
  ]

  static func images(_ shape: [Int], seed: UInt64 = 1) -> Tensor {
    var random = SeededGenerator(seed: seed)
    return .normal(shape, using: &random)
  }

  @Test("padded puts zeros around each image", arguments: 0...3)
  func padded(padding: Int) {
    let x = Self.images([2, 3, 2, 4])
    let padded = x.padded(padding)
    #expect(padded.shape == [2, 3, 2 + 2 * padding, 4 + 2 * padding])
    for place in 0..<padded.count {
      let index = padded.index(at: place)
      let (row, column) = (index[2] - padding, index[3] - padding)
      let inside = (0..<2).contains(row) && (0..<4).contains(column)
      #expect(padded[index] == (inside ? x[index[0], index[1], row, column] : 0))
    }
  }

  @Test("cropped takes away what padded puts on", arguments: 0...3)
  func cropped(padding: Int) {
    let x = Self.images([2, 3, 1, 4])
    #expect(x.padded(padding).cropped(padding) == x)
  }

  @Test("cropped is padded's backward: ⟨padded(x), y⟩ = ⟨x, cropped(y)⟩", arguments: 0...3)
  func croppedIsAdjoint(padding: Int) {
    let x = Self.images([2, 2, 3, 4])
    let y = Self.images([2, 2, 3 + 2 * padding, 4 + 2 * padding], seed: 2)
    #expect(abs((x.padded(padding) * y).sum() - (x * y.cropped(padding)).sum()) < 1e-12)
  }

  @Test("columns lays out every window as a row", arguments: windows)
  func columns(shape: [Int], height: Int, width: Int, stride: Int) {
    let x = Self.images(shape)
    var rows: [[Double]] = []
    for image in 0..<shape[0] {
      for top in Swift.stride(from: 0, through: shape[2] - height, by: stride) {
        for left in Swift.stride(from: 0, through: shape[3] - width, by: stride) {
          var row: [Double] = []
          for channel in 0..<shape[1] {
            for i in 0..<height {
              for j in 0..<width { row.append(x[image, channel, top + i, left + j]) }
            }
          }
          rows.append(row)
        }
      }
    }
    #expect(x.columns(height: height, width: width, stride: stride) == Tensor(rows))
  }

  @Test("addingColumns adds every row at its window", arguments: windows)
  func addingColumns(shape: [Int], height: Int, width: Int, stride: Int) {
    // Numbers each element of the images, so that the columns tell where each came from.
    let places = Tensor(shape: shape, (0..<shape.reduce(1, *)).map(Double.init))
      .columns(height: height, width: width, stride: stride)
    let columns = Self.images(places.shape, seed: 3)
    var sums = [Double](repeating: 0, count: shape.reduce(1, *))
    for (place, value) in zip(places.elements, columns.elements) { sums[Int(place)] += value }
    let added = columns.addingColumns(to: shape, height: height, width: width, stride: stride)
    #expect(added.shape == shape)
    #expect(zip(added.elements, sums).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test(
    "addingColumns is columns' backward: ⟨columns(x), y⟩ = ⟨x, addingColumns(y)⟩",
    arguments: windows)
  func addingColumnsIsAdjoint(shape: [Int], height: Int, width: Int, stride: Int) {
    let x = Self.images(shape)
    let columns = x.columns(height: height, width: width, stride: stride)
    let y = Self.images(columns.shape, seed: 4)
    let back = y.addingColumns(to: shape, height: height, width: width, stride: stride)
    #expect(abs((columns * y).sum() - (x * back).sum()) < 1e-10)
  }

  @Test("overlapping windows add: a pixel in four windows gets all four")
  func overlap() {
    let added = Tensor.ones([4, 4]).addingColumns(to: [1, 1, 3, 3], height: 2, width: 2, stride: 1)
    #expect(added.elements == [1, 2, 1, 2, 4, 2, 1, 2, 1])
  }

  @Test(
    "permuted moves every element to its permuted index",
    arguments: [
      [0, 1, 2, 3], [0, 3, 1, 2], [0, 2, 3, 1], [3, 2, 1, 0], [1, 0, 3, 2],
    ])
  func permuted(axes: [Int]) {
    let x = Self.images([2, 3, 4, 5])
    let permuted = x.permuted(axes)
    #expect(permuted.shape == axes.map { x.shape[$0] })
    for place in 0..<permuted.count {
      let index = permuted.index(at: place)
      var source = [0, 0, 0, 0]
      for (axis, from) in axes.enumerated() { source[from] = index[axis] }
      #expect(permuted[index] == x[source])
    }
  }

  @Test("permuted takes any rank, and empty tensors")
  func permutedRanks() {
    #expect(Tensor(3).permuted([]) == Tensor(3))
    #expect(Tensor([1, 2]).permuted([0]) == Tensor([1, 2]))
    #expect(Tensor([[1, 2, 3], [4, 5, 6]]).transposed() == Tensor([[1, 4], [2, 5], [3, 6]]))
    #expect(Tensor.zeros([2, 0, 3]).permuted([2, 0, 1]) == Tensor.zeros([3, 2, 0]))
  }

  @Test(
    "matmul sums rows times columns",
    arguments: [
      (1, 1, 1), (2, 3, 4), (5, 1, 3), (1, 7, 1), (7, 27, 2), (3, 9, 13), (4, 8, 8), (2, 0, 3),
    ])
  func matmul(n: Int, d: Int, c: Int) {
    let (a, b) = (Self.images([n, d]), Self.images([d, c], seed: 5))
    let product = a.matmul(b)
    #expect(product.shape == [n, c])
    for i in 0..<n {
      for j in 0..<c {
        let naive = (0..<d).reduce(0.0) { $0 + a[i, $1] * b[$1, j] }
        #expect(abs(product[i, j] - naive) < 1e-12)
      }
    }
  }

  @Test("the picture has the shades it is drawn in, and can be looked at")
  func picture() {
    let picture = Tensor.picture()
    #expect(picture.shape == [1, 1, 12, 20])
    #expect(Set(picture.elements) == [0, 0.5, 1])
    let lines = picture.shaded().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 12 && lines.allSatisfy { $0.count == 20 })
    #expect(Set(picture.shaded()) == [" ", "+", "@", "\n"])
    #expect(Tensor([[2, 2]]).shaded() == "  ")
    #expect(Tensor([[.nan, 0, 9]]).shaded() == "? @")
  }
}
