import KitSupport
import Authoring
import FlatBackprop
import Foundation
import Grader
import Numerics
import Protocol

// GRADE=solutions swift build && GRADE=solutions swift run benchmark
//
// What the numeric gradients of the course cost: coordinates, evaluations of a forward pass, and
// milliseconds, through the process that runs the student's code; and how many times as long that is
// as plain central differences without error bars take. A word after the command picks the rows that
// contain it. "benchmark bars" shows instead how often error bars cover the true error, how long they
// are, and how many evaluations they take. "benchmark kernels" shows what the loops behind Tensor take,
// beside NumPy, torch and JAX; a word after it picks rows, and CORES=2 gives everyone two cores.

let wanted = CommandLine.arguments.dropFirst().first ?? ""

func row(_ name: String, _ cost: GradientBenchmark.Cost) {
  let text = String(
    format: "%6d %12d %8.2f ms %12.1f × plain", cost.coordinates, cost.evaluations,
    1000 * cost.seconds, cost.seconds / cost.plainSeconds)
  print(name.padding(toLength: 36, withPad: " ", startingAt: 0) + text)
}

func table(of functions: [SmoothFunction]) {
  print("                                 covered   unsure  median bar   median error  evaluations")
  for function in functions {
    let coverage = Coverage(of: function, points: 10_000, seed: 1)
    let text = String(
      format: "%8.2f %% %8d %11.1e %14.1e %12.1f", 100 * coverage.rate, coverage.uncertain,
      coverage.medianBar, coverage.medianError,
      Double(coverage.evaluations) / Double(coverage.points))
    print(function.name.padding(toLength: 30, withPad: " ", startingAt: 0) + text)
  }
}

if wanted == "bars" {
  table(of: SmoothFunction.family)
  exit(0)
}

if wanted == "kernels" {
  let cores = ProcessInfo.processInfo.environment["CORES"].flatMap { Int($0) } ?? 1
  Kernels.table(cores: cores, wanted: CommandLine.arguments.dropFirst(2).first ?? "")
  exit(0)
}

do {
  let root = PackageFolder.url
  let gradients = GradientBenchmark(submission: Products.submission)
  print("                                coordinates  evaluations")
  let kept = Products.expected(seed: nil, root: root)
  for folder in try Expected.folders(in: kept) where wanted.isEmpty || folder.contains(wanted) {
    row(folder, try gradients.cost(of: Expected.read(folder, from: kept), repeated: 3))
  }
  let sizes: [String: Tensor] = ["stride": Tensor(1), "padding": Tensor(1)]
  for function in ["convolve", "convolveByLoops"] where wanted.isEmpty || function == wanted {
    var random = SeededGenerator(seed: 0)
    let inputs: [String: Tensor] = [
      "x": .normal([4, 3, 5, 5], using: &random), "w": .normal([2, 3, 3, 3], using: &random),
      "b": .normal([2], using: &random),
    ].merging(sizes) { first, _ in first }
    let maker = ExpectedMaker(submission: Products.submission)
    var drawn = try maker.declared("08-convolution", seeds: [0])[0]
    drawn.cases[function] = [
      Declaration.Case(
        name: "x [4, 3, 5, 5], w [2, 3, 3, 3], b [2]", inputs: inputs, upstream: nil, seed: 1)
    ]
    let expected = try maker.make(drawn, function: function)
    row(
      "\(function), x [4, 3, 5, 5]",
      try gradients.cost(of: expected, variables: ["x", "w", "b"], repeated: 20))
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
