import Foundation
import KitSupport

/// Classroom 50's `result.json`, of one assignment.
/// (github.com/foundation50/classroom50, wiki page "Advanced Autograding", "result.json".)
public struct Classroom50Result: Encodable, Sendable {
  let schema = "classroom50/result/v1"
  let classroom, assignment, submission, commit, release, review, datetime: String
  let score, maxScore: Int
  let tests: [Test]

  struct Test: Encodable {
    let name: String
    let passed: Bool
    let score: Int
    let maxScore: Int

    enum CodingKeys: String, CodingKey {
      case name = "test-name"
      case passed, score
      case maxScore = "max-score"
    }
  }

  enum CodingKeys: String, CodingKey {
    case schema, classroom, assignment, submission, commit, release, review, datetime, score, tests
    case maxScore = "max-score"
  }

  /// - Parameter environment: What the runner sets: CLASSROOM, ASSIGNMENT, SUBMISSION_TAG,
  ///   COMMIT_URL, RELEASE_URL and, if there is one, REVIEW_URL.
  /// - Throws: A sentence about what the runner has not set.
  public init(_ record: GradedSubmission, environment: [String: String], date: Date) throws {
    func value(_ name: String) throws -> String {
      guard let value = environment[name], !value.isEmpty else {
        throw KitError(
          "Classroom 50's format is made where its runner calls the kit: \(name) is not set.")
      }
      return value
    }
    (classroom, assignment) = (try value("CLASSROOM"), try value("ASSIGNMENT"))
    (submission, commit) = (try value("SUBMISSION_TAG"), try value("COMMIT_URL"))
    release = try value("RELEASE_URL")
    review = environment["REVIEW_URL"].flatMap { $0.isEmpty ? nil : $0 } ?? commit
    datetime = date.formatted(.iso8601)
    let lines = record.numberedLines.map { _, assignment, line in
      Test(
        name: "\(assignment.folder) \(line.title)", passed: line.points > 0, score: line.points,
        maxScore: 1)
    }
    let ungraded = record.ungraded.map { folder, _ in
      Test(name: "\(folder) cannot be graded", passed: false, score: 0, maxScore: 0)
    }
    tests = lines + ungraded
    score = tests.reduce(0) { $0 + $1.score }
    maxScore = tests.reduce(0) { $0 + $1.maxScore }
  }
}
