import Features
import FlatBackprop
import Runner

extension Course {
  static let features = Assignment(
    "14-features",
    [
      Function(
        "polarTransform",
        inputs: [.tensor("points", "N 2")],
        cases: [
          // Radii 1, 2, 3, 0.5, 0 and 5; angles 0, π/2, π, −π/2, 0 and 0.927.
          Case("to the right, up, left, down, nowhere, and (3, 4)") { _ in
            ["points": Tensor([[1, 0], [0, 2], [-3, 0], [0, -0.5], [0, 0], [3, 4]])]
          },
          Case("random") { ["points": .normal([7, 2], using: &$0)] },
          Case("one point") { ["points": .normal([1, 2], using: &$0)] },
        ]
      ) {
        polarTransform(points: $0["points"], stage: $1)
      },
      Function(
        "colorHistogram",
        inputs: [.tensor("images", "N 3 H W"), .integer("bins")],
        cases: [
          // Hues of 0, 60, 120, 180, 240 and 300, each at the beginning of a bin, then grey and
          // black: ⅛ in each bin, and the last two are missing.
          Case("red, yellow, green, cyan, blue, magenta, grey and black") { _ in
            [
              "images": pixels([
                [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1], [1, 0, 1], [0.5, 0.5, 0.5],
                [0, 0, 0],
              ]), "bins": Tensor(6),
            ]
          },
          // Hues of 30, 330, 100 and 217.5: how bright and how strong a color is does not count.
          Case("orange, pink, a dark green and a pale blue") { _ in
            [
              "images": pixels([
                [1, 0.5, 0], [1, 0, 0.5], [0.125, 0.25, 0.0625], [0.5, 0.6875, 1],
              ]), "bins": Tensor(4),
            ]
          },
          Case("random") {
            ["images": .uniform([3, 3, 4, 5], in: 0...1, using: &$0), "bins": Tensor(7)]
          },
          Case("one image, one color") { _ in
            ["images": pixels(Array(repeating: [0.25, 0.75, 0.5], count: 6)), "bins": Tensor(5)]
          },
          Case("all grey") { _ in
            ["images": Tensor(repeating: 0.75, shape: [2, 3, 2, 2]), "bins": Tensor(3)]
          },
          Case("one bin") {
            ["images": .uniform([2, 3, 3, 1], in: 0...1, using: &$0), "bins": Tensor(1)]
          },
        ]
      ) {
        colorHistogram(images: $0["images"], bins: $0.integer("bins"), stage: $1)
      },
      Function(
        "orientedGradientCount",
        inputs: [.integer("height"), .integer("width"), .integer("cell"), .integer("bins")],
        cases: [
          // 30 · 40 · 9 = 10,800.
          counts("the lecture's 320 × 240 image", height: 240, width: 320, cell: 8, bins: 9),
          // 3 · 5 · 9 = 135: a row and a column of pixels are left.
          counts("cells that leave a rest", height: 13, width: 21, cell: 4, bins: 9),
          counts("one cell", height: 6, width: 7, cell: 6, bins: 5),
          counts("a cell a pixel", height: 2, width: 3, cell: 1, bins: 4),
          counts("a cell a pixel, in a row of them", height: 1, width: 5, cell: 1, bins: 3),
        ]
      ) {
        orientedGradientCount(
          height: $0.integer("height"), width: $0.integer("width"), cell: $0.integer("cell"),
          bins: $0.integer("bins"), stage: $1)
      },
      Function(
        "orientedGradients",
        inputs: [.tensor("images", "N C H W"), .integer("cell"), .integer("bins")],
        cases: [
          // gx is 1 beside the edge, 8 times in all; gy is 0. Every cell has two votes of 1 in its
          // first bin, and 2 / √4.01 = 0.99875.
          Case("an upright edge") { _ in
            [
              "images": Tensor(shape: [1, 1, 4, 4], (0..<16).map { $0 % 4 < 2 ? 0 : 1 }),
              "cell": Tensor(2), "bins": Tensor(9),
            ]
          },
          // Two edges that rise to opposite sides: 45° and 225° are in the same bin.
          Case("a slanted edge and its opposite") { _ in
            [
              "images": Tensor(
                shape: [2, 1, 3, 3], [0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0]),
              "cell": Tensor(3), "bins": Tensor(9),
            ]
          },
          Case("random") {
            hog(images: .uniform([2, 1, 6, 9], in: 0...1, using: &$0), cell: 3, bins: 9)
          },
          Case("three channels, cells that leave a rest") {
            hog(images: .uniform([4, 3, 5, 7], in: 0...1, using: &$0), cell: 2, bins: 6)
          },
          Case("a flat cell beside an edge") { _ in
            hog(
              images: Tensor(shape: [1, 2, 2, 6], (0..<24).map { $0 % 6 < 4 ? 0.25 : 0.75 }),
              cell: 2, bins: 3)
          },
          Case("one image of one color") { _ in
            hog(images: Tensor(repeating: 0.75, shape: [1, 1, 4, 2]), cell: 2, bins: 2)
          },
          Case("a cell a pixel, one bin") {
            hog(images: .uniform([1, 2, 2, 3], in: 0...1, using: &$0), cell: 1, bins: 1)
          },
          // All arrows point down, at 90°: that is where the second bin begins.
          Case("a level edge, on the border of two bins") { _ in
            hog(
              images: Tensor(shape: [1, 1, 4, 2], [0, 0, 0, 0, 1, 1, 1, 1]), cell: 2, bins: 2)
          },
        ]
      ) {
        orientedGradients(
          images: $0["images"], cell: $0.integer("cell"), bins: $0.integer("bins"), stage: $1)
      },
      Function(
        "squaredDistancesByLoops",
        inputs: [.tensor("a", "M D"), .tensor("b", "N D")], cases: distances
      ) {
        squaredDistancesByLoops(from: $0["a"], to: $0["b"], stage: $1)
      },
      Function(
        "squaredDistances",
        inputs: [.tensor("a", "M D"), .tensor("b", "N D")], cases: distances
      ) {
        squaredDistances(from: $0["a"], to: $0["b"], stage: $1)
      },
    ] + wordsAndNeighbors)

  private static let distances = [
    // 0, 9, 2 from the origin, and 25, 16, 13 from (3, 4).
    Case("distances to check by hand") { _ in
      ["a": Tensor([[0, 0], [3, 4]]), "b": Tensor([[0, 0], [3, 0], [1, 1]])]
    },
    Case("random") { ["a": .normal([3, 4], using: &$0), "b": .normal([5, 4], using: &$0)] },
    Case("one row, as many numbers as rows") {
      ["a": .normal([1, 3], using: &$0), "b": .normal([3, 3], using: &$0)]
    },
    Case("one number a row") {
      ["a": .normal([4, 1], using: &$0), "b": .normal([2, 1], using: &$0)]
    },
  ]

  /// Colors `[red, green, blue]`, as an image of one row.
  private static func pixels(_ colors: [[Double]]) -> Tensor {
    Tensor(colors).transposed().reshaped([1, 3, 1, colors.count])
  }

  private static func hog(images: Tensor, cell: Double, bins: Double) -> [String: Tensor] {
    ["images": images, "cell": Tensor(cell), "bins": Tensor(bins)]
  }

  private static func counts(
    _ name: String, height: Double, width: Double, cell: Double, bins: Double
  ) -> Case {
    Case(name) { _ in
      [
        "height": Tensor(height), "width": Tensor(width), "cell": Tensor(cell),
        "bins": Tensor(bins),
      ]
    }
  }
}
