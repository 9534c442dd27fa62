import Foundation
import Grader
import KitSupport

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

  /// How it is called, and what it does.
  var help: String { "  swift run kit \(usage)\n      \(summary)\n" }

  /// Runs it, and refuses arguments where its usage names none.
  func callAsFunction(_ arguments: [String]) throws -> Int32 {
    if usage == name, let first = arguments.first {
      throw KitError("\(name) takes no arguments: leave out \(first).")
    }
    return try run(arguments)
  }
}

/// Says something on a line of its own, on the side of what is printed. It may name what students wrote.
func complain(_ sentence: String) {
  let plain = sentence.withoutControls(except: "\t\u{200c}\u{200d}")
  FileHandle.standardError.write(Data((plain + "\n").utf8))
}

/// The package's folder.
let root = PackageFolder.url

/// The text of a file that somebody named.
/// - Throws: A sentence where it cannot be read.
func contents(of file: URL) throws -> String {
  let data: Data
  do {
    data = try Data(contentsOf: file)
  } catch {
    throw KitError("\(file.path) cannot be read: \(error.reason)")
  }
  guard let text = String(bytes: data, encoding: .utf8) else {
    throw KitError(
      "\(file.path) is not UTF-8: a spreadsheet saves it so where it offers \"CSV UTF-8\".")
  }
  return text
}

/// Builds one product of the package: `swift run kit` builds nothing but the kit itself.
/// - Parameter grade: The folder that the assignments are taken from; `nil` leaves it as it is.
/// - Throws: A sentence where it does not compile.
func build(_ product: String, grade: String? = nil) throws {
  let build = Process()
  build.executableURL = URL(filePath: "/usr/bin/env")
  build.arguments = ["swift", "build", "--package-path", root.path, "--product", product]
  if let grade {
    // What the compiler has to say of a build that goes well is of no interest to who asked for more.
    build.arguments?.append("--quiet")
    build.environment = ProcessInfo.processInfo.environment.merging(["GRADE": grade]) { $1 }
  }
  build.standardOutput = FileHandle.standardError
  try build.run()
  build.waitUntilExit()
  if build.terminationStatus != 0 { throw KitError("\(product) does not compile.") }
}

/// Runs a program of the package that has been built.
/// - Parameter isSilent: Whether what it prints is thrown away.
/// - Returns: Its exit code, 0 or 1.
/// - Throws: A sentence where it fails otherwise.
@discardableResult
func runProgram(
  _ program: String, _ arguments: [String], isSilent: Bool = false
) throws -> Int32 {
  let process = Process()
  if isSilent { process.standardOutput = FileHandle.nullDevice }
  process.executableURL = URL(filePath: Products.program(program))
  process.arguments = arguments
  // What has been printed so far comes before what the program prints.
  fflush(nil)
  try process.run()
  process.waitUntilExit()
  guard process.terminationReason == .exit, process.terminationStatus < 2 else {
    throw KitError("\(program) \(arguments.joined(separator: " ")) failed.")
  }
  return process.terminationStatus
}
