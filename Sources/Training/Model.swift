/// What can be trained.
package enum Model: String, CaseIterable, Sendable {
  case svm, softmax
  case twoLayerNet = "two-layer-net"
  case sigmoidNet = "sigmoid-net"
  case convnet, recurrent, vanishing, ring, features

  /// All but the one that shows a gradient without training anything, and the one that compares
  /// several models, each with its own numbers.
  static let trained = Set(allCases).subtracting([.vanishing, .features])

  static let list = allCases.map(\.rawValue).joined(separator: ", ")

  /// The assignment whose functions it calls.
  package var folder: String {
    switch self {
    case .svm: "04-svm"
    case .softmax: "05-softmax"
    case .twoLayerNet, .sigmoidNet: "06-two-layer-net"
    case .convnet: "11-convnet"
    case .recurrent, .vanishing: "12-recurrent"
    case .ring, .features: "14-features"
    }
  }

  /// The numbers of the assignments in which a wrong line could be what a training fails of.
  package var assignments: [String] {
    switch self {
    case .convnet: ["10", "11"]
    case .ring: ["04", "14"]
    default: [String(folder.prefix(2))]
    }
  }

  var help: String {
    switch self {
    case .svm: "svmLoss of 04, on three blobs of points"
    case .softmax: "softmaxLoss of 05, on the same blobs"
    case .twoLayerNet: "twoLayerNet of 06, on a spiral of three arms"
    case .sigmoidNet: "sigmoidNet of 06, on the same spiral"
    case .convnet: "the network of 11, on drawn shapes or on images from files"
    case .recurrent: "recurrentNet of 12, which has to remember its first input"
    case .vanishing: "vanishingGradient of 12: what is left of a gradient, step by step"
    case .ring: "svmLoss of 04 on a cloud in a ring, and on polarTransform of 14 of it"
    case .features: "image features and neighbors of 14, compared with the ConvNet of 11"
    }
  }

  /// Numbers with which the model learns its task in a few seconds.
  var defaults: (steps: Int, rate: Double, batch: Int?, reg: Double) {
    switch self {
    case .svm: (200, 0.1, nil, 0.001)
    case .softmax: (200, 0.5, nil, 0.001)
    case .twoLayerNet: (1000, 1, nil, 0.001)
    case .sigmoidNet: (2000, 0.00005, nil, 0)
    case .convnet: (600, 0.02, 32, 0.0001)
    case .recurrent: (600, 0.1, 32, 0)
    case .ring: (300, 0.5, nil, 0.0001)
    case .vanishing, .features: (1, 1, nil, 0)
    }
  }
}
