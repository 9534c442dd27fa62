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

/// A flag, what it takes, and which models it means something to.
struct Flag: Sendable {
  let name: String
  /// The value in the usage.
  let value: String
  /// The value in a sentence.
  let takes: String
  let models: Set<Model>
  let help: String
  /// - Returns: Whether the value is one.
  let set: @Sendable (inout Options, String) -> Bool

  static let all: [Flag] = [
    Flag(
      name: "--seed", value: "N", takes: "a whole number", models: Set(Model.allCases),
      help: "draws other data and other first weights"
    ) { assign(&$0.seed, UInt64($1)) },
    Flag(
      name: "--steps", value: "N", takes: "a whole number from 1 on", models: Model.trained,
      help: "how many steps of gradient descent"
    ) { assign(&$0.steps, positive($1)) },
    Flag(
      name: "--epochs", value: "N", takes: "a whole number from 1 on", models: [.convnet],
      help: "how often to go through all images, in place of --steps"
    ) { assign(&$0.epochs, positive($1)) },
    Flag(
      name: "--rate", value: "R", takes: "a number above 0", models: Model.trained,
      help: "the learning rate"
    ) { assign(&$0.rate, number($1) { $0 > 0 }) },
    Flag(
      name: "--batch", value: "N", takes: "a whole number from 1 on", models: Model.trained,
      help: "how many examples a step takes"
    ) { assign(&$0.batch, positive($1)) },
    Flag(
      name: "--reg", value: "R", takes: "a number from 0 on",
      models: [.svm, .softmax, .twoLayerNet, .convnet, .ring],
      help: "the strength of the regularization"
    ) { assign(&$0.reg, number($1) { $0 >= 0 }) },
    Flag(
      name: "--length", value: "T", takes: "a whole number from 1 to 200", models: [.recurrent],
      help: "how many steps to remember the first input (8)"
    ) { assign(&$0.length, positive($1).flatMap { $0 > 200 ? nil : $0 }) },
    Flag(
      name: "--gain", value: "G", takes: "a number above 0", models: [.vanishing],
      help: "the recurrent weights' deviation times √64"
    ) { assign(&$0.gain, number($1) { $0 > 0 }) },
    Flag(
      name: "--images", value: "FILE", takes: "a file", models: [.convnet, .features],
      help: "images in IDX format, unpacked: MNIST, Fashion-MNIST"
    ) { assign(&$0.images, $1) },
    Flag(
      name: "--labels", value: "FILE", takes: "a file", models: [.convnet, .features],
      help: "their labels, in IDX format too"
    ) { assign(&$0.labels, $1) },
    Flag(
      name: "--cifar10", value: "FILE", takes: "a file", models: [.convnet, .features],
      help: "a batch of CIFAR-10, the binary version; once for each file"
    ) { options, file in
      options.cifar10.append(file)
      return true
    },
    Flag(
      name: "--limit", value: "N", takes: "a whole number from 10 on",
      models: [.convnet, .features],
      help: "how many images to take from the files (all; features: 2500)"
    ) { assign(&$0.limit, positive($1).flatMap { $0 < 10 ? nil : $0 }) },
    Flag(
      name: "--net", value: "NAME", takes: "small or lecture", models: [.convnet],
      help: "small, or the lectures' three blocks of 16, 20, 20 filters"
    ) { assign(&$0.net, Net(rawValue: $1)) },
    Flag(
      name: "--save", value: "FILE", takes: "a file", models: [.convnet],
      help: "keeps the parameters that do best on held-out images"
    ) { assign(&$0.save, $1.isEmpty ? nil : $1) },
    Flag(
      name: "--load", value: "FILE", takes: "a file", models: [.convnet],
      help: "begins with parameters that --save has kept"
    ) { assign(&$0.load, $1.isEmpty ? nil : $1) },
    Flag(
      name: "--out", value: "FILE", takes: "a file", models: Set(Model.allCases),
      help: "where the picture goes (.build/train/<model>.svg)"
    ) { assign(&$0.out, $1.isEmpty ? nil : $1) },
  ]
}

private func positive(_ text: String) -> Int? {
  Int(text).flatMap { $0 < 1 ? nil : $0 }
}

private func number(_ text: String, where allowed: (Double) -> Bool) -> Double? {
  Double(text).flatMap { $0.isFinite && allowed($0) ? $0 : nil }
}

/// - Returns: Whether there is a value.
private func assign<Value>(_ place: inout Value, _ value: Value?) -> Bool {
  if let value { place = value }
  return value != nil
}

private func assign<Value>(_ place: inout Value?, _ value: Value?) -> Bool {
  place = value ?? place
  return value != nil
}
