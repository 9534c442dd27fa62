import FlatBackprop
import Foundation
import Grader
import Protocol
import KitSupport

/// Makes expected values from the solutions: runs each function on each case and writes down what
/// its forward lines give, and which variables each of them reads.
public struct ExpectedMaker {
  private let submission: String

  /// - Parameter submission: The path of the program that runs the solutions.
  public init(submission: String) { self.submission = submission }

  /// What the course declares, with the cases drawn from each of some seeds.
  /// - Parameter folder: The only assignment to ask about; `nil` for the whole course.
  public func declared(_ folder: String?, seeds: some Sequence<UInt64>) throws -> [DrawnAssignment]
  {
    let process = Process()
    process.executableURL = URL(filePath: submission)
    process.arguments = ["--declare", folder ?? "all"] + seeds.map { "\($0)" }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw KitError("The submission does not say what it declares (\(submission)).")
    }
    return try JSONDecoder().decode([DrawnAssignment].self, from: data)
  }

  /// The expected values of an assignment, or of one of its functions.
  public func make(_ drawn: DrawnAssignment, function only: String? = nil) throws -> Expected {
    var functions = drawn.declaration.functions
    if let only { functions = functions.filter { $0.name == only } }
    let recorder = RunRecorder(submission: submission, folder: drawn.declaration.folder)
    defer { recorder.close() }
    var expected = Expected(
      folder: drawn.declaration.folder, functions: functions, runs: [])
    for function in functions {
      for one in drawn.cases[function.name] ?? [] {
        expected.runs.append(try recorder.record(function, one))
      }
    }
    expected = expected.withReadsOfAllCases
    for index in expected.runs.indices { try recorder.findSlopes(of: &expected.runs[index]) }
    return expected
  }

  /// The expected values of one function on its random cases, drawn anew from many seeds. A case is
  /// random if its inputs differ from those of the known case.
  public func random(
    _ folder: String, function name: String, seeds: some Sequence<UInt64>, known: Expected
  ) throws -> Expected {
    let known = known.runs.filter { $0.function == name }
    var all: Expected?
    for var drawn in try declared(folder, seeds: seeds) {
      drawn.cases[name] = drawn.cases[name]?.enumerated().filter { index, one in
        index < known.count && one.inputs != known[index].inputs
      }.map { _, one in
        var one = one
        one.name += ", seed \(drawn.seed)"
        return one
      }
      let made = try make(drawn, function: name)
      if all == nil { all = made } else { all?.runs += made.runs }
    }
    return all ?? Expected(folder: folder, functions: [], runs: [])
  }
}
