import Foundation
import Authoring
import Grader

// What an instructor runs: `swift run kit stubs`, `GRADE=solutions swift run kit expected`.

let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
let usage = """
  Usage:
    swift run kit stubs
        makes assignments/ from solutions/
    GRADE=solutions swift run kit expected [--seed N]
        makes the expected values from the solutions; with a seed, those of fresh random cases
  """

func stop(_ sentence: String) -> Never {
  FileHandle.standardError.write(Data((sentence + "\n").utf8))
  exit(1)
}

/// `swift run kit` builds this program alone, but the expected values come from the submission.
func build(_ product: String) throws {
  let build = Process()
  build.executableURL = URL(filePath: "/usr/bin/env")
  build.arguments = ["swift", "build", "--package-path", root.path, "--product", product]
  build.standardOutput = FileHandle.standardError
  try build.run()
  build.waitUntilExit()
  if build.terminationStatus != 0 { stop("The submission does not compile.") }
}

do {
  switch CommandLine.arguments.dropFirst().first {
  case "stubs":
    let written = try StubMaker(root: root).writeAll()
    for path in written { print("wrote \(path)") }
    if written.isEmpty { print("assignments/ is up to date") }
  case "expected":
    let options = Array(CommandLine.arguments.dropFirst(2))
    var seed: UInt64?
    if !options.isEmpty {
      guard options.count == 2, options[0] == "--seed", let number = UInt64(options[1]) else {
        stop("expected takes --seed and a whole number, not \(options.joined(separator: " ")).")
      }
      seed = number
    }
    try build("Submission")
    let maker = ExpectedMaker(submission: Products.submission)
    let directory = Products.expected(seed: seed, root: root)
    for drawn in try maker.declared(nil, seeds: [seed ?? 0]) {
      try maker.make(drawn).write(to: directory)
    }
    print("wrote the expected values to \(directory.path)")
  default:
    stop(usage)
  }
} catch {
  stop("\(error)")
}
