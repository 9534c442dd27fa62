import Foundation

/// Where the built programs and the expected values are.
package enum Products {
  /// The program that runs the student's code: built beside whatever is running now.
  package static var submission: String { program("Submission") }

  /// A program of the package.
  package static func program(_ name: String) -> String {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    // On macOS a test runs inside a bundle, which lies beside the programs.
    while folder.pathComponents.contains(where: { $0.hasSuffix(".xctest") }) {
      folder.deleteLastPathComponent()
    }
    return folder.appending(path: name).path
  }

  /// The folder of the expected values: for the cases that everybody gets, or for fresh ones.
  package static func expected(seed: UInt64?, root: URL) -> URL {
    let folder = root.appending(path: "Tests/Grading/Expected")
    return seed.map { folder.appending(path: "seed-\($0)") } ?? folder
  }
}
