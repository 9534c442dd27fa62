import Foundation
import KitSupport
import Protocol

extension Runner {
  /// The main program of a submission: with `--declare` it prints what the course declares, for the
  /// tools that make expected values; otherwise it answers the judge.
  public static func main(_ assignments: [Assignment]) throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.first == "--declare" else { serve(assignments) }
    try Declarations.print(assignments, arguments.dropFirst())
  }
}

/// Prints what the course declares, with its cases drawn.
///
/// The tools that make expected values link no assignment: like the judge, they ask a submission.
public enum Declarations {
  /// Prints a ``DrawnAssignment`` for each seed and assignment, as JSON.
  /// - Parameter arguments: The assignment's folder (`all` for the whole course), then the seeds.
  public static func print(_ assignments: [Assignment], _ arguments: some Sequence<String>) throws {
    let arguments = Array(arguments)
    let folder = arguments.first ?? "all"
    let seeds = try arguments.dropFirst().map { text in
      guard let seed = UInt64(text) else {
        throw KitError("\(text) is no seed: a whole number is.")
      }
      return seed
    }
    let drawn = seeds.flatMap { seed in
      assignments.filter { folder == "all" || $0.folder == folder }.map { assignment in
        DrawnAssignment(
          declaration: assignment.declaration, seed: seed,
          cases: Dictionary(
            uniqueKeysWithValues: assignment.functions.map {
              ($0.name, $0.drawnCases(seed: seed, in: assignment.folder))
            }))
      }
    }
    FileHandle.standardOutput.write(try JSONEncoder().encode(drawn))
  }
}
