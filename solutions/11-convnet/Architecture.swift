import FlatBackprop
import Modular

/// `[(conv – relu) * N – pool?] * M – (linear – relu) * K – linear`, whose last values are the scores
/// that a softmax loss takes.
public struct Architecture: Sendable {
  /// `(conv – relu) * N – pool?`
  public struct Block: Sendable {
    /// `N`, how many convolutions follow each other.
    public var convolutions: Int
    /// The number of filters in each of them.
    public var filters: Int
    /// The height and width of the filters, an odd number. Stride 1 and a padding of
    /// `(filterSize − 1) / 2` keep the size of the images.
    public var filterSize: Int
    /// The height, width and stride of the windows pooled at the end, or `nil` for no pooling.
    public var pool: Int?

    public init(convolutions: Int = 1, filters: Int, filterSize: Int = 3, pool: Int? = 2) {
      (self.convolutions, self.filters) = (convolutions, filters)
      (self.filterSize, self.pool) = (filterSize, pool)
    }
  }

  /// One image's shape: `[C, H, W]`.
  public var image: [Int]
  /// The `M` blocks.
  public var blocks: [Block]
  /// The sizes of the `K` hidden linear layers.
  public var hidden: [Int]
  public var classes: Int

  public init(image: [Int], blocks: [Block], hidden: [Int], classes: Int) {
    (self.image, self.blocks, self.hidden, self.classes) = (image, blocks, hidden, classes)
  }

  /// A graph, and the shapes of the parameters it reads.
  public struct Blueprint {
    public var graph = Graph()
    /// The parameters from the first layer to the last: `w1`, `b1`, `w2`, `b2` …
    public var parameters: [(name: String, shape: [Int])] = []
  }

  /// Builds the graph out of gates.
  ///
  /// Its inputs are the images `x`, `[N, C, H, W]`, and for the layer number `i`, counted from 1
  /// through convolutions and linear layers alike, `wi` and `bi`. A convolution's are `[K, C, F, F]`
  /// and `[K]`, a linear layer's `[D, C]` and `[C]`. The last value is called `scores`,
  /// `[N, classes]`, and no ReLU comes after it. All other names are free.
  /// - Throws: Only as long as it is still to do.
  public func build() throws -> Blueprint {
    // BEGIN SOLUTION
    var blueprint = Blueprint()
    var layer = 0
    var last = "x"
    func parameters(_ w: [Int], _ b: [Int]) -> [String] {
      layer += 1
      blueprint.parameters += [("w\(layer)", w), ("b\(layer)", b)]
      return ["w\(layer)", "b\(layer)"]
    }
    func add(_ name: String, _ gate: some Gate, _ parameters: [String] = []) {
      blueprint.graph.add(name, gate, reads: [last] + parameters)
      last = name
    }
    func addLinear(_ inputs: Int, _ outputs: Int, named name: String) {
      let wb = parameters([inputs, outputs], [outputs])
      add("products\(layer)", MatrixMultiply(), [wb[0]])
      add(name, AddBias(), [wb[1]])
    }

    var (channels, height, width) = (image[0], image[1], image[2])
    for (number, block) in blocks.enumerated() {
      for _ in 0..<block.convolutions {
        let f = block.filterSize
        let wb = parameters([block.filters, channels, f, f], [block.filters])
        add("conv\(layer)", Convolution(stride: 1, padding: (f - 1) / 2), wb)
        add("relu\(layer)", ReLU())
        channels = block.filters
      }
      if let pool = block.pool {
        add("pool\(number + 1)", MaxPool(size: pool, stride: pool))
        (height, width) = ((height - pool) / pool + 1, (width - pool) / pool + 1)
      }
    }
    add("flat", Flatten())
    var size = channels * height * width
    for outputs in hidden {
      addLinear(size, outputs, named: "linear\(layer + 1)")
      add("relu\(layer)", ReLU())
      size = outputs
    }
    addLinear(size, classes, named: "scores")
    return blueprint
    // END SOLUTION
  }
}
