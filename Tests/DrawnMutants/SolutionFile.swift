import Foundation

/// A file of a solution.
struct SolutionFile: Sendable {
  /// The assignment's folder.
  let folder: String
  let name: String
  let text: String

  /// The files of an assignment's solution.
  static func all(in folder: String, of solutions: URL) throws -> [SolutionFile] {
    let place = solutions.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
      .filter { $0.hasSuffix(".swift") }
      .map { name in
        SolutionFile(
          folder: folder, name: name,
          text: try String(contentsOf: place.appending(path: name), encoding: .utf8))
      }
  }

  /// The number of the line that a place lies in.
  func line(of place: String.Index) -> Int { text[..<place].count { $0 == "\n" } + 1 }
}
