import Foundation
import Grader
import KitSupport

/// A line that a beginner writes and that does not compile, and the line that was meant.
public struct CompilerSlip: Sendable {
  public let line: String
  public let meant: String

  /// Words that the compiler's first error must contain: what to write instead.
  public let says: String

  init(_ line: String, meant: String, says: String) {
    (self.line, self.meant, self.says) = (line, meant, says)
  }
}

/// Asks the compiler what it says of the slips.
public struct CompilerSlips {
  private let modules: String

  /// - Parameter modules: The folder that holds the built module FlatBackprop.
  package init(modules: String = Products.program("Modules")) { self.modules = modules }

  /// The compiler's first error in a file.
  public struct Answer: Equatable, Sendable {
    public let line: Int
    public let message: String
  }

  /// The line of a file of ``answers(to:)`` that holds what was asked about.
  public static let lineAsked = 7

  /// The compiler's first error in a function with each of these lines, `nil` if there is none.
  ///
  /// All files are compiled at once, and those that type-check a second time: a missing `return` is
  /// only found later.
  /// - Throws: Where the compiler cannot be run.
  public func answers(to lines: [String]) throws -> [Answer?] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let names = lines.indices.map { "slip\($0).swift" }
    for (name, line) in zip(names, lines) {
      let file = Self.file(name.replacing(".swift", with: ""), holding: line)
      try Data(file.utf8).write(to: folder.appending(path: name))
    }
    var errors = try firstErrors(in: names, folder, ["-typecheck"])
    let rest = names.filter { errors[$0] == nil }
    let later = try firstErrors(in: rest, folder, ["-emit-sil", "-o", "/dev/null"])
    errors.merge(later) { first, _ in first }
    return names.map { errors[$0] }
  }

  private static func file(_ function: String, holding line: String) -> String {
    """
    import FlatBackprop

    public func \(function)(
      x: Tensor, w: Tensor, b: Tensor, y: [Int], reg: Double, n: Int, c: Int, stride: Int,
      stage: Stage = Stage()
    ) {
      \(line)
      _ = stage.next { x * 2 }
    }

    """
  }

  private func firstErrors(
    in names: [String], _ folder: URL, _ mode: [String]
  ) throws -> [String: Answer] {
    if names.isEmpty { return [:] }
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments =
      ["swiftc", "-swift-version", "6", "-wmo", "-module-name", "Slips", "-suppress-warnings"]
      + ["-diagnostic-style", "llvm", "-I", modules] + mode + names
    compiler.currentDirectoryURL = folder
    compiler.standardOutput = FileHandle.nullDevice
    let pipe = Pipe()
    compiler.standardError = pipe
    try compiler.run()
    let output = String(
      decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    compiler.waitUntilExit()

    var errors: [String: Answer] = [:]
    for line in output.split(separator: "\n") {
      guard
        let match = line.wholeMatch(of: #/(?:.*/)?(slip\d+\.swift):(\d+):\d+: error: (.*)/#),
        errors[String(match.1)] == nil, let number = Int(match.2)
      else { continue }
      errors[String(match.1)] = Answer(line: number, message: String(match.3))
    }
    return errors
  }
}
