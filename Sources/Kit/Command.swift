import Foundation
import Grader

/// One of the kit's commands.
struct Command: Sendable {
  let name: String

  /// The name with its arguments, as in `expected [--seed N]`.
  let usage: String

  /// What it does, in a line.
  let summary: String

  /// Runs it with the arguments behind its name.
  /// - Returns: The exit code.
  /// - Throws: A sentence about what went wrong; the exit code is then 2.
  let run: @Sendable ([String]) throws -> Int32
}

/// The package's folder.
let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// Builds one product of the package: `swift run kit` builds nothing but the kit itself.
/// - Throws: A sentence where it does not compile.
func build(_ product: String) throws {
  let build = Process()
  build.executableURL = URL(filePath: "/usr/bin/env")
  build.arguments = ["swift", "build", "--package-path", root.path, "--product", product]
  build.standardOutput = FileHandle.standardError
  try build.run()
  build.waitUntilExit()
  if build.terminationStatus != 0 { throw Unusable("\(product) does not compile.") }
}
