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
