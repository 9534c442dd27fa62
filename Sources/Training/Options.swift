/// What the command was asked for: a model, and how to train it.
package struct Options: Equatable, Sendable {
  package var model: Model
  package var seed: UInt64 = 1
  package var steps: Int
  /// How often to go through all examples, in place of a number of steps.
  package var epochs: Int?
  package var rate: Double
  /// How many examples a step takes; `nil` for all of them.
  package var batch: Int?
  package var reg: Double
  /// How many steps a recurrent network has to remember its first input.
  package var length = 8
  /// The deviation of the recurrent weights, times √H; `nil` for those of the handout.
  package var gain: Double?
  package var images: String?
  package var labels: String?
  package var cifar10: [String] = []
  /// How many images to take from files at most; `nil` for all.
  package var limit: Int?
  /// Which network is trained on images.
  package var net = Net.small
  /// Where the best parameters are kept, and where the first ones come from.
  package var save: String?
  package var load: String?
  /// Where the picture goes; `nil` for the usual place.
  package var out: String?
  /// Whether a page follows the training.
  package var isWatched = false

  /// The model's own numbers.
  package init(_ model: Model) {
    self.model = model
    (steps, rate, batch, reg) = model.defaults
  }

  static let watchFlag = "--watch"

  /// Reads a command line, without the command's own name.
  package init(parsing arguments: [String]) throws(UsageError) {
    guard let name = arguments.first else { throw UsageError("Name a model to train.") }
    guard let model = Model(rawValue: name) else {
      throw UsageError("\"\(name)\" is no model: \(Model.list).")
    }
    self.init(model)

    // The one flag that nothing follows.
    isWatched = arguments.contains(Self.watchFlag) && Model.trained.contains(model)
    var rest = arguments.dropFirst().filter { $0 != Self.watchFlag }[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let flag = Flag.all.first(where: { $0.name == parts[0] }) else {
        throw UsageError("\"\(argument)\" is no flag.")
      }
      guard flag.models.contains(model) else {
        throw UsageError("\(flag.name) means nothing to \(model.rawValue).")
      }
      guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
        throw UsageError("\(flag.name) takes \(flag.takes), and nothing follows it.")
      }
      if !flag.set(&self, value) {
        throw UsageError("\(flag.name) takes \(flag.takes), not \"\(value)\".")
      }
    }
    if (images == nil) != (labels == nil) {
      throw UsageError("--images and --labels come together: a file of each.")
    }
    if limit != nil, images == nil, cifar10.isEmpty {
      throw UsageError(
        "--limit says how many images to take from files: name those by --images or --cifar10.")
    }
    if epochs != nil, arguments.contains(where: { $0.hasPrefix("--steps") }) {
      throw UsageError("--epochs and --steps both say how long to train: name one of them.")
    }
    if images != nil, !cifar10.isEmpty {
      throw UsageError("--cifar10 and --images are two sources of images: name one of them.")
    }
  }
}

/// The networks that images are classified with.
package enum Net: String, Sendable {
  /// Two blocks of 8 and 16 filters, 3 × 3, and a hidden layer of 32.
  case small

  /// The network of the lectures' demonstration: three blocks of convolution, ReLU and pooling, with 16,
  /// 20 and 20 filters, 5 × 5, and no hidden layer.
  case lecture
}

extension Options {
  /// How many steps an epoch has.
  package func stepsPerEpoch(of examples: Int) -> Int {
    let size = max(1, min(batch ?? examples, examples))
    return (examples + size - 1) / size
  }

  /// How many steps a training on some examples takes.
  package func steps(on examples: Int) -> Int {
    epochs.map { $0 * stepsPerEpoch(of: examples) } ?? steps
  }
}
