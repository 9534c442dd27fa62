import FlatBackprop
import Runner

// What convolutions are tried on.

extension Course {
  /// The cases for both ways to convolve.
  static let convolutions = [
    // out = [[−1.5, 10.5], [2.5, −4.5]] and [[9, 2], [0, 12]]; db = [2, 1].
    Case(
      "the handout's numbers", upstream: Tensor(shape: [1, 2, 2, 2], [1, 0, -1, 2, 2, 1, 0, -2])
    ) { _ in
      [
        "x": Tensor(
          shape: [1, 2, 3, 3], [1, 2, 0, 0, 1, 3, 2, 1, 1, 0, 1, 1, 2, 0, 1, 1, 3, 0]),
        "w": Tensor(
          shape: [2, 2, 2, 2], [1, -1, 0, 2, 0, 1, -2, 1, 2, 1, -1, 0, 1, 0, 3, -1]),
        "b": Tensor([0.5, -1]), "stride": Tensor(1), "padding": Tensor(0),
      ]
    },
    plain("the lecture's 7 × 7 image, stride 2", x: [1, 1, 7, 7], w: [1, 1, 3, 3], stride: 2),
    plain("images and filters that are not square", x: [2, 2, 3, 4], w: [3, 2, 2, 3]),
    plain("padding 1, stride 2", x: [2, 2, 3, 3], w: [2, 2, 3, 3], stride: 2, padding: 1),
    plain("one image, padding 2", x: [1, 1, 2, 3], w: [2, 1, 2, 3], stride: 2, padding: 2),
    plain("filters of 1 × 1", x: [2, 3, 2, 3], w: [2, 3, 1, 1]),
    plain("a stride longer than the filter", x: [1, 2, 4, 7], w: [2, 2, 1, 1], stride: 3),
    plain("a filter as large as the image", x: [2, 2, 2, 3], w: [3, 2, 2, 3]),
    plain("four images of three channels", x: [4, 3, 5, 4], w: [2, 3, 2, 2]),
  ]

  // 36 places, and still only 9 weights: this is where sharing them adds up.
  static let nineByNine = plain(
    "the lecture's 9 × 9 image", x: [1, 1, 9, 9], w: [1, 1, 3, 3], stride: 2, padding: 2)

  static func plain(
    _ name: String, x: [Int], w: [Int], stride: Int = 1, padding: Int = 0
  ) -> Case {
    Case(name) { random in
      [
        "x": .normal(x, using: &random), "w": .normal(w, using: &random),
        "b": .normal([w[0]], using: &random), "stride": Tensor(Double(stride)),
        "padding": Tensor(Double(padding)),
      ]
    }
  }

  static func grouped(
    _ name: String, x: [Int], w: [Int], padding: Int = 0, stride: Int = 1, dilation: Int = 1,
    groups: Int = 1
  ) -> Case {
    Case(name) { random in
      [
        "x": .normal(x, using: &random), "w": .normal(w, using: &random),
        "b": .normal([w[0]], using: &random), "stride": Tensor(Double(stride)),
        "padding": Tensor(Double(padding)), "dilation": Tensor(Double(dilation)),
        "groups": Tensor(Double(groups)),
      ]
    }
  }

  static func sizes(
    _ name: String, _ input: Int, _ filter: Int, stride: Int, padding: Int
  ) -> Case {
    Case(name) { _ in
      [
        "input": Tensor(Double(input)), "filter": Tensor(Double(filter)),
        "stride": Tensor(Double(stride)), "padding": Tensor(Double(padding)),
      ]
    }
  }

  static func counts(
    _ name: String, channels: Int, height: Int, width: Int, filters: Int
  ) -> Case {
    Case(name) { _ in
      [
        "channels": Tensor(Double(channels)), "filterHeight": Tensor(Double(height)),
        "filterWidth": Tensor(Double(width)), "filters": Tensor(Double(filters)),
      ]
    }
  }
}
