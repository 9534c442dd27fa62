// What a student runs to see the own functions learn: `swift run train <model>`.

import KitSupport
import Datasets
import FlatBackprop
import Foundation
import Training

let root = PackageFolder.url

func stop(_ text: String, status: Int32) -> Never {
  FileHandle.standardError.write(Data((text + "\n").utf8))
  exit(status)
}

func train(_ options: Options) throws {
  // Training has the machine to itself.
  Cores.use()
  FreedMemory.keep()
  let console = Console.standard
  let file = try PictureFile(options.out, model: options.model, root: root)
  let report = TrainingReport(options: options, console: console, file: file)
  var random = SeededGenerator(seed: options.seed)
  switch options.model {
  case .svm:
    let model = LinearClassifier(LinearClassifier.svm, reg: options.reg, using: &random)
    try report.train(model, task: "An SVM on three blobs")
  case .softmax:
    let model = LinearClassifier(LinearClassifier.softmax, reg: options.reg, using: &random)
    try report.train(model, task: "A softmax classifier on three blobs")
  case .twoLayerNet:
    let model = ReLUNet(reg: options.reg, using: &random)
    try report.train(model, task: "A net of two layers on a spiral")
  case .sigmoidNet:
    try report.train(SigmoidNet(using: &random), task: "A sigmoid net on a spiral")
  case .convnet:
    let images = try LabeledImages.named(by: options, using: &random)
    let model = try ImageClassifier(images, options, using: &random)
    let (n, size) = (images.count, images.images.shape)
    try report.train(
      model, task: "A convnet on \(n) images of \(size[1]) × \(size[2]) × \(size[3])",
      accuracy: "on \(n - model.count) of them, held out")
  case .recurrent:
    try report.train(
      Memory(length: options.length, using: &random),
      task: "A recurrent net that is to remember the first of \(options.length) inputs",
      accuracy: "on held-out sequences")
  case .vanishing:
    try Vanishing.run(options, console: console, to: file)
  case .ring:
    try Ring.run(options, console: console, to: file)
  case .features:
    // Neighbors are searched for among all images: so many take seconds.
    var options = options
    options.limit = options.limit ?? 2500
    let images = try LabeledImages.named(by: options, using: &random)
    try FeatureComparison(images, seed: options.seed).run(console: console, to: file)
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
if !Set(arguments).isDisjoint(with: ["--help", "-h", "help"]) {
  print(UsageError.usage)
  exit(0)
}

ToDo.stop = { stop(toDoSentence($0, root: root.path), status: 1) }
do {
  let options = try Options(parsing: arguments)
  CrashReport.install(root: root.path, assignments: options.model.assignments)
  try train(options)
} catch let error as UsageError {
  stop("\(error)\nAll models and flags: swift run train --help", status: 2)
} catch let toDo as ToDo {
  stop(toDoSentence("\(toDo)", root: root.path), status: 1)
} catch {
  stop("\(error)", status: 1)
}
