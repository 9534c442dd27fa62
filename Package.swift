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
  ("14-features", "Features", []),
]

// GRADE names the folder that the assignments are taken from: the student's, or the solutions.
let grade = Context.environment["GRADE"] ?? "assignments"

func path(_ assignment: String, _ file: String = "") -> String {
  "\(Context.packageDirectory)/\(grade)/\(assignment)/\(file)"
}

// The compiler takes a % in the name of a file that it writes for a digit to be drawn.
if Context.packageDirectory.contains("%") {
  let sentence =
    "\(Context.packageDirectory): the Swift compiler cannot work in a folder with a % in its path. "
    + "Give the folder another name.\n"
  FileHandle.standardError.write(Data(sentence.utf8))
  exit(1)
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

// The loops behind Tensor may use all that the processor of this machine has, as code is run where it
// is built. PORTABLE=1 leaves that out, for a build that is to run on another machine.
let vectorized: [SwiftSetting] = {
  let isPortable = Context.environment["PORTABLE"] != nil
  let features = isPortable ? [] : processorFeatures()
  guard features.isSuperset(of: ["fma", "avx2"]) else { return optimized }
  // Compilers leave half of a wide register unused unless they are told otherwise.
  let wide: [SwiftSetting] =
    features.isSuperset(of: ["avx512f", "avx512dq", "avx512vl"])
    ? [.define("AVX512"), .unsafeFlags(["-Xcc", "-mprefer-vector-width=512"])] : []
  return optimized + [.unsafeFlags(["-Xcc", "-march=native"]), .define("FMA")] + wide
}()

/// What an x86-64 processor can do beyond the least of them all, in Linux's words. (Every arm64
/// processor has what is asked for here.)
func processorFeatures() -> Set<String> {
  #if !arch(x86_64)
    return []
  #elseif os(macOS)
    let names = ["fma", "avx2_0", "avx512f", "avx512dq", "avx512vl"]
    return Set(
      names.filter { name in
        var (value, size) = (Int32(0), MemoryLayout<Int32>.size)
        return sysctlbyname("hw.optional.\(name)", &value, &size, nil, 0) == 0 && value == 1
      }.map { $0 == "avx2_0" ? "avx2" : $0 })
  #else
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let flags = text.split(separator: "\n").first { $0.hasPrefix("flags") }
    return Set(flags?.split(separator: " ").map(String.init) ?? [])
  #endif
}

// A crash of the student's code says its reason, which the optimizer would take away. DEBUG=1 leaves the
// assignments unoptimized: then a debugger sees all.
let isDebugging = Context.environment["DEBUG"] != nil

// A half-written function has variables that nothing reads yet: in the student's folder the warnings
// about them would bury the compiler's errors.
let studentSettings: [SwiftSetting] =
  (isDebugging ? [] : optimized + [.unsafeFlags(["-assert-config", "Debug"])])
  + (grade == "solutions" ? [] : [.unsafeFlags(["-suppress-warnings"])])

let assignments: [Target] = course.map { assignment in
  .target(
    name: assignment.module,
    dependencies: ["FlatBackprop"] + assignment.uses.map { .byName(name: $0) },
    path: "\(grade)/\(assignment.folder)",
    // The handout and its drawings.
    exclude: ["README.md", "drawings"].filter {
      FileManager.default.fileExists(atPath: path(assignment.folder, $0))
    },
    // A student's code sees only what is public.
    packageAccess: false, swiftSettings: studentSettings)
}

let modules: [Target.Dependency] = course.map { .byName(name: $0.module) }

/// A target of the kit, which lies in the folder of its name. It is optimized where numbers are crunched,
/// and nowhere else: to optimize takes the compiler five times as long.
func library(
  _ name: String, in room: String, _ dependencies: Target.Dependency...,
  settings: [SwiftSetting] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "\(room)/\(name)",
    exclude: ["README.md", "Examples.md"].filter {
      FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(room)/\(name)/\($0)")
    },
    swiftSettings: settings)
}

// What a student's program is made of.
let sources: [Target] = [
  .target(name: "FlatBackprop", swiftSettings: vectorized),
  library("Datasets", in: "Sources", "FlatBackprop", settings: optimized),
  library("KitSupport", in: "Sources"),
  library("Protocol", in: "Sources", "FlatBackprop", settings: optimized),
  library("Sandbox", in: "Sources"),
  library("Runner", in: "Sources", "FlatBackprop", "KitSupport", "Protocol", settings: optimized),
  .target(
    name: "Course",
    dependencies: ["FlatBackprop", "Datasets", "KitSupport", "Protocol", "Runner"] + modules),
  .executableTarget(
    name: "Submission",
    dependencies: ["Course", "FlatBackprop", "KitSupport", "Protocol", "Runner"],
    swiftSettings: optimized),
  library("Training", in: "Sources", "FlatBackprop", "KitSupport", settings: optimized),
  .executableTarget(
    name: "train",
    dependencies: [
      "ConvNet", "Datasets", "Features", "FlatBackprop", "KitSupport", "Recurrent", "SVM",
      "Softmax", "Training",
      "TwoLayerNet",
    ],
    path: "Sources/Train", swiftSettings: optimized),
  // The kit's own builder links a student's files with modules of the kit: they are built with it.
  .executableTarget(
    name: "kit",
    dependencies: [
      "Authoring", "Builder", "Datasets", "Gradebook", "Grader", "GraphReport", "KitSupport",
      "Portraits", "Runner", "Supervisor", "Tutor", "starter",
    ],
    path: "Sources/Kit"),
]

// What judges it.
let judge: [Target] = [
  library("GradientCheck", in: "Tests", "FlatBackprop", settings: optimized),
  library("Diagnosis", in: "Tests", "FlatBackprop"),
  library("Supervisor", in: "Tests", "FlatBackprop", "KitSupport", "Protocol", settings: optimized),
  library(
    "Grader", in: "Tests", "Diagnosis", "FlatBackprop", "GradientCheck", "KitSupport", "Protocol",
    "Sandbox", "Supervisor", "SwiftText", settings: optimized),
  library("Portraits", in: "Tests", "FlatBackprop", "Grader", "Protocol"),
  library("SwiftText", in: "Tests", "KitSupport", settings: optimized),
  .executableTarget(
    name: "starter", dependencies: ["Sandbox"], path: "Tests/Starter", swiftSettings: optimized),
  library(
    "Authoring", in: "Tests", "FlatBackprop", "Grader", "KitSupport", "Protocol", "Supervisor",
    "SwiftText"),
  library(
    "Builder", in: "Tests", "Grader", "KitSupport", "Portraits", "Protocol", "Supervisor",
    "SwiftText"),
  library(
    "Tutor", in: "Tests", "Builder", "FlatBackprop", "Grader", "KitSupport", "Portraits",
    "Protocol"),
  library("Gradebook", in: "Tests", "Grader", "KitSupport"),
  library(
    "GraphReport", in: "Tests", "FlatBackprop", "Grader", "KitSupport", "Portraits", "Protocol"),
  .testTarget(
    name: "Grading", dependencies: ["Grader", "KitSupport", "Sandbox", "Supervisor", "SwiftText"],
    exclude: ["Expected"]),
]

// The kit's own tests try the solutions out, so they are built only when those are there.
let kitTests: [Target] =
  grade != "solutions"
  ? []
  : [
    library("Mutants", in: "Tests", "FlatBackprop", "Runner", settings: optimized),
    library(
      "Adversarial", in: "Tests", "Attacks", "FlatBackprop", "KitSupport", "Mutants", "Runner"),
    .target(
      name: "Attacks", dependencies: ["FlatBackprop"], path: "Tests/Attacks",
      // As a student's code: it sees only what is public.
      packageAccess: false, swiftSettings: optimized),
    library("HandIns", in: "Tests", "KitSupport"),
    library(
      "DrawnMutants", in: "Tests", "Authoring", "Builder", "FlatBackprop", "Grader", "KitSupport",
      "Protocol"),
    library(
      "MutationTesting", in: "Tests", "Authoring", "FlatBackprop", "Grader", "KitSupport",
      "Mutants", "Protocol", "Supervisor"),
    .executableTarget(
      name: "MutantSubmission", dependencies: ["Adversarial", "Course", "Mutants", "Runner"],
      path: "Tests/MutantSubmission", swiftSettings: optimized),
    .executableTarget(
      name: "mutants",
      dependencies: [
        "Authoring", "Builder", "DrawnMutants", "Grader", "KitSupport", "MutationTesting",
      ],
      path: "Tests/MutantTable"),
    library("MadeClass", in: "Tests", "Attacks", "Gradebook", "Grader", "KitSupport"),
    .executableTarget(
      name: "classtrial", dependencies: ["Authoring", "KitSupport", "MadeClass"],
      path: "Tests/ClassTrial"),
    library("Numerics", in: "Tests", "FlatBackprop", "GradientCheck", settings: optimized),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Authoring", "Convolution", "FlatBackprop", "Grader", "KitSupport", "Numerics", "Protocol",
        "Supervisor", "TwoLayerNet",
      ],
      path: "Tests/Benchmark", exclude: ["README.md", "peers.py"], swiftSettings: optimized),
    library(
      "TestSupport", in: "Tests", "Builder", "FlatBackprop", "Grader", "KitSupport", "Portraits",
      "Supervisor"),
    .testTarget(name: "FlatBackpropTests", dependencies: ["FlatBackprop", "TestSupport"]),
    .testTarget(name: "KitSupportTests", dependencies: ["KitSupport"]),
    .testTarget(name: "ProtocolTests", dependencies: ["FlatBackprop", "Protocol"]),
    .testTarget(
      name: "CourseTests",
      dependencies: ["Course", "Datasets", "FlatBackprop", "KitSupport", "Runner", "TestSupport"]
        + modules),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "FlatBackprop"]),
    .testTarget(name: "RunnerTests", dependencies: ["FlatBackprop", "Protocol", "Runner"]),
    .testTarget(name: "SandboxTests", dependencies: ["Sandbox"]),
    .testTarget(name: "SwiftTextTests", dependencies: ["KitSupport", "SwiftText"]),
    .testTarget(
      name: "PortraitsTests",
      dependencies: ["FlatBackprop", "Grader", "Mutants", "Portraits", "TestSupport"]),
    .testTarget(name: "TrainingTests", dependencies: ["FlatBackprop", "KitSupport", "Training"]),
    .testTarget(
      name: "GradientCheckTests",
      dependencies: [
        "FlatBackprop", "GradientCheck", "Grader", "KitSupport", "Numerics", "TestSupport",
      ]),
    .testTarget(
      name: "GradebookTests", dependencies: ["Gradebook", "Grader", "KitSupport", "MadeClass"]),
    .testTarget(name: "DiagnosisTests", dependencies: ["Diagnosis", "FlatBackprop"]),
    .testTarget(
      name: "GraderTests",
      dependencies: [
        "FlatBackprop", "Grader", "KitSupport", "Mutants", "Protocol", "Supervisor", "TestSupport",
      ]),
    .testTarget(
      name: "SupervisorTests",
      dependencies: ["FlatBackprop", "KitSupport", "Protocol", "Supervisor", "TestSupport"]),
    .testTarget(
      name: "BuilderTests",
      dependencies: ["Builder", "Grader", "KitSupport", "Sandbox", "SwiftText", "TestSupport"]),
    .testTarget(
      name: "TutorTests",
      dependencies: [
        "Builder", "FlatBackprop", "Grader", "KitSupport", "Protocol", "TestSupport", "Tutor",
      ]),
    .testTarget(
      name: "AuthoringTests",
      dependencies: ["Authoring", "FlatBackprop", "Grader", "KitSupport", "TestSupport"]),
    .testTarget(
      name: "DrawnMutantsTests",
      dependencies: [
        "Authoring", "Builder", "DrawnMutants", "FlatBackprop", "Grader", "KitSupport",
        "TestSupport",
      ]),
    .testTarget(
      name: "GraphReportTests",
      dependencies: [
        "FlatBackprop", "Grader", "GraphReport", "KitSupport", "Mutants", "Portraits",
        "TestSupport",
      ]),
    .testTarget(
      name: "MutantsTests",
      dependencies: ["Grader", "KitSupport", "MutationTesting", "Mutants", "TestSupport"]),
    .testTarget(
      name: "AdversarialTests",
      dependencies: [
        "Adversarial", "Attacks", "Builder", "FlatBackprop", "Gradebook", "Grader", "HandIns",
        "KitSupport", "Protocol", "Sandbox", "Supervisor", "TestSupport",
      ]),
  ]

let package = Package(
  name: "FlatBackprop", platforms: [.macOS(.v15)],
  targets: sources + assignments + judge + kitTests)
