import Foundation
import Gradebook
import KitSupport

/// A made class, graded by `kit gradebook` in a run that is killed on the way.
public struct Trial {
  private let made: MadeClass
  private let say: (String) -> Void

  /// - Parameter say: Is told how far a run has come.
  public init(_ made: MadeClass, say: @escaping (String) -> Void = { _ in }) {
    (self.made, self.say) = (made, say)
  }

  public struct Outcome {
    /// What is not as it has to be, in sentences.
    public let mistakes: [String]

    /// Seconds by the clock, all runs together.
    public let seconds: Double
  }

  /// Grades the class.
  /// - Parameter stops: The shares of the class after which a run is killed, and the next one begins.
  /// - Throws: A sentence where a run fails.
  public func run(killedAfter stops: [Double]) throws -> Outcome {
    let folder = try ScratchFolder()
    let (handedIn, grades) = (folder.url.appending(path: "in"), folder.url.appending(path: "out"))
    try made.handIn(to: handedIn)
    let records = Records(folder: grades.appending(path: "records"))
    let count = made.students.count
    var seconds = 0.0
    for stop in stops.map({ Int(Double(count) * $0) }) + [Int.max] {
      let run = try GradebookRun([
        handedIn.path, "--out", grades.path, "--only", MadeClass.assignments.joined(separator: ","),
      ])
      let status = run.wait { Self.count(of: records.folder) >= stop }
      seconds += run.seconds
      let done = Self.count(of: records.folder)
      say("\(status == nil ? "killed" : "ended") after \(done) of \(count) students")
      if let status, status != 0 {
        throw KitError("kit gradebook ended with \(status): \(run.said)")
      }
    }
    return Outcome(
      mistakes: try made.mistakes(in: records) + mistakes(inTablesOf: grades), seconds: seconds)
  }

  /// Whether the table has a row for everybody, and sums that are right.
  private func mistakes(inTablesOf grades: URL) throws -> [String] {
    let rows = try CSV.rows(
      of: String(contentsOf: grades.appending(path: "grades.csv"), encoding: .utf8))
    var mistakes: [String] = []
    if rows.count != made.students.count + 1 {
      mistakes.append("grades.csv has \(rows.count - 1) rows.")
    }
    for row in rows.dropFirst() {
      let points = row[1...MadeClass.assignments.count].compactMap { Int($0) }
      let total = points.isEmpty ? "" : "\(points.reduce(0, +))"
      if row[MadeClass.assignments.count + 1] != total {
        mistakes.append("\(row[0]) has \(points), which are not \(row) in all.")
      }
    }
    return mistakes
  }

  private static func count(of folder: URL) -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
      .count { $0.hasSuffix(".json") } ?? 0
  }
}
