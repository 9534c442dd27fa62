import Convolution
import FlatBackprop
import KitSupport
import Runner

extension Course {
  static let convolution = Assignment(
    "08-convolution",
    [
      Function(
        "outputSize",
        inputs: [.integer("input"), .integer("filter"), .integer("stride"), .integer("padding")],
        writtenIn: ["outputSize": "func outputSize", "throws": "func outputSize"],
        cases: [
          sizes("the lecture's 32 × 32 image", 32, 5, stride: 1, padding: 2),  // 32
          sizes("the lecture's 7 × 7 image, stride 1", 7, 3, stride: 1, padding: 0),  // 5
          sizes("the lecture's 7 × 7 image, stride 2", 7, 3, stride: 2, padding: 0),  // 3
          sizes("the lecture's 7 × 7 image, stride 3", 7, 3, stride: 3, padding: 0),  // throws
          sizes("the lecture's 7 × 7 image, padding 1", 7, 3, stride: 1, padding: 1),  // 7
          sizes("the lecture's 9 × 9 image", 9, 3, stride: 2, padding: 2),  // 6
          sizes("a filter of 1", 4, 1, stride: 1, padding: 0),  // 4
          sizes("a filter as large as the padded image", 3, 5, stride: 2, padding: 1),  // 1
          sizes("a filter larger than the image", 3, 5, stride: 1, padding: 0),  // throws
          // Throws too, although −2 is divisible by 2.
          sizes("a filter larger than the image, stride 2", 3, 5, stride: 2, padding: 0),
          // What is not allowed: each throws.
          sizes("a filter of 0", 4, 0, stride: 1, padding: 0),
          sizes("a stride of 0", 5, 5, stride: 0, padding: 0),
          sizes("a stride of −1", 5, 3, stride: -1, padding: 0),
          sizes("a padding of −1", 7, 3, stride: 1, padding: -1),
        ]
      ) { inputs, stage in
        // Not a flat function, so its lines are made up here: how many positions it finds, and
        // whether it refuses what it must.
        let (input, filter) = (inputs.integer("input"), inputs.integer("filter"))
        let (step, padding) = (inputs.integer("stride"), inputs.integer("padding"))
        func size() throws -> Int? {
          do {
            return try outputSize(input: input, filter: filter, stride: step, padding: padding)
          } catch let toDo as ToDo {
            throw toDo
          } catch {
            return nil
          }
        }
        let room = input - filter + 2 * padding
        let mustThrow =
          filter < 1 || step < 1 || padding < 0 || room < 0 || room % step != 0
        let _: Double = stage.outputSize {
          // Where it must throw, the other line asks whether it does.
          mustThrow ? 0 : Double(try size() ?? 0)
        }
        let _: Double = stage.throws {
          let isThrown = try size() == nil
          guard isThrown != mustThrow else { return mustThrow ? 1 : 0 }
          throw KitError(
            "\(mustThrow ? "must throw" : "must not throw") for input \(input), filter \(filter), "
              + "stride \(step), padding \(padding)")
        }
      },
      Function(
        "parameterCount",
        inputs: [
          .integer("channels"), .integer("filterHeight"), .integer("filterWidth"),
          .integer("filters"),
        ],
        cases: [
          // Ten filters of 5 × 5 on 32 × 32 × 3: 76 parameters a filter, 760 in all.
          counts("the lecture's ten filters", channels: 3, height: 5, width: 5, filters: 10),
          // The weights are shared: one 3 × 3 filter on one channel has 9, and a bias.
          counts("a single filter", channels: 1, height: 3, width: 3, filters: 1),
          counts("four filters on one channel", channels: 1, height: 2, width: 3, filters: 4),
          counts("filters that are not square", channels: 2, height: 1, width: 4, filters: 5),
        ]
      ) {
        parameterCount(
          channels: $0.integer("channels"), filterHeight: $0.integer("filterHeight"),
          filterWidth: $0.integer("filterWidth"), filters: $0.integer("filters"), stage: $1)
      },
      Function(
        "convolveByLoops",
        inputs: convolutionInputs, uses: ["outputSize"],
        cases: convolutions + [nineByNine]
      ) {
        convolveByLoops(
          x: $0["x"], w: $0["w"], b: $0["b"], stride: $0.integer("stride"),
          padding: $0.integer("padding"), stage: $1)
      },
      Function(
        "convolve",
        inputs: convolutionInputs, uses: ["outputSize"],
        cases: convolutions
      ) {
        convolve(
          x: $0["x"], w: $0["w"], b: $0["b"], stride: $0.integer("stride"),
          padding: $0.integer("padding"), stage: $1)
      },
      Function(
        "sobel",
        inputs: [.tensor("picture", "1 1 H W")],
        cases: [
          // The brightness rises by 1 a column, so gx is 8, gy is 0 and the direction is 0.
          Case("a ramp to the right") { _ in
            ["picture": Tensor([[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3]]).asPicture]
          },
          // An edge in each direction: up is −π/2, left is π.
          Case("a bright cross") { _ in
            [
              "picture": Tensor([
                [0, 0, 1, 0, 0], [0, 0, 1, 0, 0], [1, 1, 1, 1, 1], [0, 0, 1, 0, 0],
                [0, 0, 1, 0, 0],
              ]).asPicture
            ]
          },
          Case("the kit's picture") { _ in ["picture": .picture()] },
          Case("random") { random in ["picture": .normal([1, 1, 4, 6], using: &random)] },
        ]
      ) { sobel(picture: $0["picture"], stage: $1) },
      Function(
        "gaussianBlur",
        inputs: [.tensor("picture", "1 1 H W"), .integer("size"), .number("deviation")],
        cases: [
          Case("a filter of 1, which changes nothing") { random in
            [
              "picture": .normal([1, 1, 2, 3], using: &random), "size": Tensor(1),
              "deviation": Tensor(0.5),
            ]
          },
          // One bright pixel: the blurred picture shows the filter itself.
          Case("one bright pixel") { _ in
            let pixel = (0..<25).map { $0 == 12 ? 1.0 : 0 }
            return [
              "picture": Tensor(shape: [1, 1, 5, 5], pixel), "size": Tensor(3),
              "deviation": Tensor(1),
            ]
          },
          Case("the lecture's 7 × 7 filter on the kit's picture") { _ in
            ["picture": .picture(), "size": Tensor(7), "deviation": Tensor(1)]
          },
          Case("random") { random in
            [
              "picture": .normal([1, 1, 5, 8], using: &random), "size": Tensor(5),
              "deviation": Tensor(1.7),
            ]
          },
        ]
      ) {
        gaussianBlur(
          picture: $0["picture"], size: $0.integer("size"), deviation: $0.number("deviation"),
          stage: $1)
      },
      Function(
        "convolveInGroups",
        inputs: [
          .tensor("x", "N C H W"), .tensor("w", "K C/G FH FW"), .tensor("b", "K"),
          .integer("stride"), .integer("padding"), .integer("dilation"), .integer("groups"),
        ], uses: ["outputSize"],
        cases: [
          grouped("an ordinary convolution", x: [2, 2, 3, 3], w: [2, 2, 2, 2]),
          grouped("dilation 2", x: [1, 2, 4, 5], w: [2, 2, 2, 3], padding: 1, dilation: 2),
          grouped("two groups", x: [2, 4, 2, 3], w: [4, 2, 2, 2], groups: 2),
          grouped(
            "two groups with three filters each", x: [1, 4, 2, 2], w: [6, 2, 1, 2], groups: 2),
          grouped(
            "depthwise: a group a channel", x: [1, 3, 3, 3], w: [3, 1, 2, 2], padding: 1, stride: 3,
            groups: 3),
          grouped(
            "depthwise with two filters a channel, dilation 2, stride 2", x: [1, 2, 5, 3],
            w: [4, 1, 2, 2], padding: 1, stride: 2, dilation: 2, groups: 2),
          grouped("two groups of three channels", x: [2, 6, 3, 8], w: [2, 3, 2, 4], groups: 2),
          grouped("two groups, tall filters", x: [3, 4, 7, 3], w: [2, 2, 4, 2], groups: 2),
        ]
      ) {
        convolveInGroups(
          x: $0["x"], w: $0["w"], b: $0["b"], stride: $0.integer("stride"),
          padding: $0.integer("padding"), dilation: $0.integer("dilation"),
          groups: $0.integer("groups"), stage: $1)
      },
    ])
}

extension Tensor {
  /// A matrix `[H, W]` as one picture of one channel, `[1, 1, H, W]`.
  fileprivate var asPicture: Tensor { reshaped([1, 1] + shape) }
}

private let convolutionInputs: [Input] = [
  .tensor("x", "N C H W"), .tensor("w", "K C FH FW"), .tensor("b", "K"), .integer("stride"),
  .integer("padding"),
]
