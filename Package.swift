// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The course, in order. Each assignment is a folder of its own and a module of its own, so that an
// error in one names that one; `uses` names the assignments that a later one builds upon.
let course: [(folder: String, module: String, uses: [String])] = [
  ("00-warm-up", "WarmUp", []),
  ("01-gates", "Gates", []),
  ("02-activations", "Activations", []),
  ("03-linear", "Linear", []),
  ("04-svm", "SVM", []),
  ("05-softmax", "Softmax", []),
  ("06-two-layer-net", "TwoLayerNet", []),
  ("07-batch-statistics", "BatchStatistics", []),
  ("08-convolution", "Convolution", []),
  ("09-max-pool", "MaxPool", []),
  ("10-modular", "Modular", []),
  ("11-convnet", "ConvNet", ["Modular"]),
  ("12-recurrent", "Recurrent", []),
  ("13-before-backprop", "BeforeBackprop", []),
]

// GRADE names the folder that the assignments are taken from: the student's, or the solutions.
let grade = Context.environment["GRADE"] ?? "assignments"

func path(_ assignment: String, _ file: String = "") -> String {
  "\(Context.packageDirectory)/\(grade)/\(assignment)/\(file)"
}

for assignment in course
where !FileManager.default.fileExists(atPath: path(assignment.folder)) {
  let sentence =
    "GRADE=\(grade): the folder \(path(assignment.folder)) is missing. GRADE names the folder that "
    + "holds the assignments: leave it out to grade assignments/, or set GRADE=solutions.\n"
  FileHandle.standardError.write(Data(sentence.utf8))
  exit(1)
}

// Numbers are crunched in these targets, so they are optimized even in a debug build: `swift test`
// alone must be fast. (The flag is called unsafe because a package with it cannot be a dependency.)
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"])]

// DEBUG=1 leaves the assignments unoptimized: then a crash says its reason, and a debugger sees all.
let isDebugging = Context.environment["DEBUG"] != nil

// A half-written function has variables that nothing reads yet: in the student's folder the warnings
// about them would bury the compiler's errors.
let studentSettings: [SwiftSetting] =
  (isDebugging ? [] : optimized)
  + (grade == "solutions" ? [] : [.unsafeFlags(["-suppress-warnings"])])

let assignments: [Target] = course.map { assignment in
  .target(
    name: assignment.module,
    dependencies: ["FlatBackprop"] + assignment.uses.map { .byName(name: $0) },
    path: "\(grade)/\(assignment.folder)",
    exclude: ["README.md"].filter {
      FileManager.default.fileExists(atPath: path(assignment.folder, $0))
    },
    swiftSettings: studentSettings)
}

let kit: [Target] = [
  .target(name: "FlatBackprop", swiftSettings: optimized),
  .target(name: "Datasets", dependencies: ["FlatBackprop"], swiftSettings: optimized),
  .target(
    name: "Course",
    dependencies: ["FlatBackprop", "Datasets"] + course.map { .byName(name: $0.module) },
    swiftSettings: optimized),
  .target(name: "Wire", dependencies: ["FlatBackprop"], swiftSettings: optimized),
  .target(
    name: "Host", dependencies: ["Course", "FlatBackprop", "Wire"], swiftSettings: optimized),
  .executableTarget(name: "Submission", dependencies: ["Host"], swiftSettings: optimized),
  .target(name: "Training", dependencies: ["FlatBackprop"], swiftSettings: optimized),
  .executableTarget(
    name: "train",
    dependencies: [
      "ConvNet", "Datasets", "FlatBackprop", "Recurrent", "SVM", "Softmax", "Training",
      "TwoLayerNet",
    ],
    path: "Sources/Train", swiftSettings: optimized),
  .executableTarget(name: "kit", dependencies: ["Judge"], path: "Sources/Kit"),
  .target(
    name: "GradientCheck", dependencies: ["FlatBackprop"], path: "Tests/GradientCheck",
    swiftSettings: optimized),
  .target(
    name: "Judge", dependencies: ["FlatBackprop", "GradientCheck", "Wire"], path: "Tests/Judge",
    swiftSettings: optimized),
  .testTarget(name: "Grading", dependencies: ["Judge"], exclude: ["Expected"]),
]

// The kit's own tests try the solutions out, so they are built only when those are there.
let kitTests: [Target] =
  grade != "solutions"
  ? []
  : [
    .target(
      name: "Bank", dependencies: ["Course", "FlatBackprop", "Host", "WarmUp"],
      path: "Tests/Bank", exclude: ["README.md"], swiftSettings: optimized),
    .target(
      name: "BankTable", dependencies: ["Bank", "Judge"], path: "Tests/BankTable",
      swiftSettings: optimized),
    .executableTarget(
      name: "Planted", dependencies: ["Bank", "BankTable", "Host"], path: "Tests/Planted",
      swiftSettings: optimized),
    .target(
      name: "Numerics", dependencies: ["FlatBackprop", "GradientCheck"], path: "Tests/Numerics",
      swiftSettings: optimized),
    .executableTarget(
      name: "benchmark", dependencies: ["FlatBackprop", "Judge", "Numerics"],
      path: "Tests/Benchmark", swiftSettings: optimized),
    .testTarget(
      name: "KitTests",
      dependencies: [
        "Bank", "BankTable", "Course", "Datasets", "FlatBackprop", "GradientCheck", "Judge",
        "Numerics", "Training", "Wire",
      ] + course.map { .byName(name: $0.module) }),
  ]

let package = Package(
  name: "FlatBackprop", platforms: [.macOS(.v15)], targets: kit + assignments + kitTests)
