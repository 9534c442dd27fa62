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
    return try todo()
  }
}
