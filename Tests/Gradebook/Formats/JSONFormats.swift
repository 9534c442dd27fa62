import Foundation

// What other systems read, each as its makers describe it.

/// Gradescope's `results.json`: a test a line.
/// (gradescope-autograders.readthedocs.io, "Autograder Specifications", "Output format".)
public struct GradescopeResults: Encodable, Sendable {
  let tests: [Test]
  let output: String
  let visibility = "visible"
  let stdoutVisibility = "hidden"

  struct Test: Encodable {
    let name: String
    let number: String
    let score: Double
    let maxScore: Double
    let status: String
    let output: String
    let outputFormat = "text"

    enum CodingKeys: String, CodingKey {
      case name, number, score, status, output
      case maxScore = "max_score"
      case outputFormat = "output_format"
    }
  }

  enum CodingKeys: String, CodingKey {
    case tests, output, visibility
    case stdoutVisibility = "stdout_visibility"
  }

  public init(_ record: GradedSubmission, _ weights: Weights) {
    tests = record.numberedLines.map { number, assignment, line in
      let weight = weights.weight(of: line, in: assignment.folder)
      return Test(
        name: "\(assignment.folder) \(line.title)", number: number,
        score: Double(line.points) * weight, maxScore: weight,
        status: line.points > 0 ? "passed" : "failed", output: line.remark)
    }
    output = record.remarks.joined(separator: "\n")
  }
}

/// PrairieLearn's external grading results.
/// (prairielearn.readthedocs.io, "External grading", "Grading results".)
public struct PrairieLearnResults: Encodable, Sendable {
  let gradable: Bool
  let score: Double
  let message: String
  let tests: [Test]

  struct Test: Encodable {
    let name: String
    let description: String
    let points: Double
    let maxPoints: Double
    let message: String

    enum CodingKeys: String, CodingKey {
      case name, description, points, message
      case maxPoints = "max_points"
    }
  }

  public init(_ record: GradedSubmission, _ weights: Weights) {
    gradable = record.assignments.contains { $0.status.hasPoints }
    tests = record.numberedLines.map { _, assignment, line in
      let weight = weights.weight(of: line, in: assignment.folder)
      return Test(
        name: "\(assignment.folder) \(line.title)", description: line.verdict,
        points: Double(line.points) * weight, maxPoints: weight, message: line.remark)
    }
    let possible = tests.reduce(0) { $0 + $1.maxPoints }
    score = possible > 0 ? tests.reduce(0) { $0 + $1.points } / possible : 0
    message = record.remarks.joined(separator: "\n")
  }
}

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
        throw GradebookError(
          "Classroom 50's format is made where its runner calls the kit: \(name) is not set.")
      }
      return value
    }
    (classroom, assignment) = (try value("CLASSROOM"), try value("ASSIGNMENT"))
    (submission, commit) = (try value("SUBMISSION_TAG"), try value("COMMIT_URL"))
    release = try value("RELEASE_URL")
    review = environment["REVIEW_URL"].flatMap { $0.isEmpty ? nil : $0 } ?? commit
    datetime = date.formatted(.iso8601)
    tests = record.numberedLines.map { _, assignment, line in
      Test(
        name: "\(assignment.folder) \(line.title)", passed: line.points > 0, score: line.points,
        maxScore: 1)
    }
    score = tests.reduce(0) { $0 + $1.score }
    maxScore = tests.count
  }
}

/// check50's JSON: a check a line; one that waits depends on the lines it waits for.
/// (cs50.readthedocs.io/projects/check50, "JSON specification".)
public struct Check50Results: Encodable, Sendable {
  let slug: String
  let version = "3.3.11"
  let results: [Check]

  struct Check: Encodable {
    let name: String
    let description: String
    let passed: Bool?
    let log: [String] = []
    let cause: Cause?
    let data: [String: String] = [:]
    let dependency: String?

    struct Cause: Encodable {
      let rationale: String
      let help: String?
    }

    enum CodingKeys: String, CodingKey {
      case name, description, passed, log, cause, data, dependency
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(description, forKey: .description)
      try container.encode(passed, forKey: .passed)
      try container.encode(log, forKey: .log)
      try container.encode(cause, forKey: .cause)
      try container.encode(data, forKey: .data)
      try container.encode(dependency, forKey: .dependency)
    }
  }

  public init(_ record: GradedSubmission, slug: String) {
    self.slug = slug
    results = record.numberedLines.map { _, assignment, line in
      func name(_ line: String) -> String { "\(assignment.folder)/\(line)" }
      let hasRun = line.waitsFor.isEmpty && line.verdict != "not reached"
      let first = line.waitsFor.first.map { name("\(line.function).\($0)") }
      return Check(
        name: name("\(line.function).\(line.line)"), description: line.title,
        // Checks whose dependency failed are skipped: null.
        passed: hasRun ? line.points > 0 : nil,
        cause: line.points > 0
          ? nil : Check.Cause(rationale: line.remark, help: line.cause),
        dependency: first)
    }
  }
}

/// Exercism's `results.json`, version 3.
/// (exercism.org/docs/building/tooling/test-runners/interface.)
public struct ExercismResults: Encodable, Sendable {
  let version = 3
  let status: String
  let message: String?
  let tests: [Test]

  struct Test: Encodable {
    let name: String
    let status: String
    let message: String?
    let output: String?
    let testCode: String

    enum CodingKeys: String, CodingKey {
      case name, status, message, output
      case testCode = "test_code"
    }
  }

  public init(_ record: GradedSubmission) {
    tests = record.numberedLines.map { _, assignment, line in
      Test(
        name: "\(assignment.folder) \(line.title)",
        status: line.points > 0 ? "pass" : "fail", message: line.points > 0 ? nil : line.remark,
        output: nil, testCode: "\(line.function): \(line.line)")
    }
    if tests.isEmpty {
      (status, message) = ("error", record.remarks.joined(separator: "\n"))
    } else {
      (status, message) = (tests.allSatisfy { $0.status == "pass" } ? "pass" : "fail", nil)
    }
  }
}

extension GradedSubmission {
  /// All lines with their assignments, numbered as in `04.7`.
  var numberedLines: [(number: String, assignment: GradedAssignment, line: GradedLine)] {
    assignments.flatMap { assignment in
      assignment.lines.enumerated().map { index, line in
        ("\(assignment.folder.prefix { $0 != "-" }).\(index + 1)", assignment, line)
      }
    }
  }

  /// What is to be said beside the lines.
  var remarks: [String] {
    assignments.flatMap { assignment in
      (assignment.status.reason.map { ["\(assignment.folder): \(assignment.status.word), \($0)"] }
        ?? [])
        + assignment.problems.map { "\(assignment.folder): \($0)" }
    }
  }
}

extension GradedLine {
  /// The function and the line.
  var title: String { "\(function): \(line)" }

  /// What is said about it.
  var remark: String {
    if let message { return message + (caseName.map { " (on the case \"\($0)\")" } ?? "") }
    if !waitsFor.isEmpty { return "waits for \(waitsFor.joined(separator: ", "))" }
    return verdict
  }
}
